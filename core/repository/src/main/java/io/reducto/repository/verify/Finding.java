package io.reducto.repository.verify;

import java.util.Optional;

/**
 * Something that is not as commits say.
 *
 * @param kind what is wrong
 * @param what a shard, a copy, a pack, an object: with its name
 * @param volume on which it is, where it is on one
 * @param why expected and found
 */
public record Finding(Kind kind, String what, Optional<String> volume, String why) {
    /** What can be wrong. */
    public enum Kind {
        /** A volume does not answer; what it holds counts as missing, without a finding each. */
        VOLUME_SILENT(false),
        /** A metadata volume lacks a description or a commit record. */
        COPY_MISSING(false),
        /** A description or a commit record is not what others say it is. */
        COPY_DAMAGED(false),
        /** A shard does not exist. */
        SHARD_MISSING(false),
        /** A shard is not what it says of itself, or of another stripe. */
        SHARD_DAMAGED(false),
        /** Shards that are whole each for itself do not belong together. */
        STRIPE_INCONSISTENT(false),
        /** No metadata volume gives a commit record: older ones cannot be told from forged ones. */
        COMMIT_UNREADABLE(true),
        /** The runs of the commit cannot be read to their end. */
        CATALOGUE_UNREADABLE(true),
        /** A pack has an entry that no choice of shards gives back. */
        PACK_UNREADABLE(true),
        /** An object cannot be read, or is not what the catalogue says. */
        OBJECT_UNREADABLE(true);

        private final boolean isLoss;

        Kind(boolean isLoss) {
            this.isLoss = isLoss;
        }

        /** Whether something cannot be read; otherwise redundancy alone is lost. */
        public boolean isLoss() {
            return isLoss;
        }
    }
}
