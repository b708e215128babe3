package io.reducto.repository.rebuild;

/** Why something was left out of a rebuild. */
public enum Omission {
    /** A volume of the repository could not be opened, or stopped answering while it was listed. */
    VOLUME_SILENT(false),
    /** More volumes of a tier are silent than it has parities: stripes may be there unseen. */
    TIER_INCOMPLETE(true),
    /** A shard whose metadata cannot be read, or breaks a rule of its format. */
    SHARD_DAMAGED(false),
    /** What is no shard, or is whole but not one of the stripe and ordinal that its name says. */
    SHARD_STRANGER(false),
    /** A shard that exists once more, or shares a volume with another of its stripe. */
    SHARD_SURPLUS(false),
    /** A published stripe with fewer than k shards that can be believed. */
    STRIPE_LOST(true),
    /** Two sets of shards, equally large and each enough for a stripe, claim one pack. */
    STRIPE_AMBIGUOUS(true),
    /** A pack whose trailer cannot be read, or is not what its shards say. */
    PACK_UNREADABLE(true),
    /** A pack of a known lineage, of an epoch that has not been published. */
    PACK_STAGED(false),
    /** A pack of a lineage that has never published anything. */
    PACK_UNKNOWN(false),
    /** An entry of a kind to come, which the index does not list. */
    ENTRY_RECODED(true),
    /** A recipe that cannot be read: its version is not in the catalogue. */
    RECIPE_UNREADABLE(true);

    private final boolean isLoss;

    Omission(boolean isLoss) {
        this.isLoss = isLoss;
    }

    /** Whether something that a commit may have published is missing because of it. */
    public boolean isLoss() {
        return isLoss;
    }
}
