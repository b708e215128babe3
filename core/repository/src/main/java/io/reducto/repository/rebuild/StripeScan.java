package io.reducto.repository.rebuild;

import io.reducto.codec.DataException;
import io.reducto.codec.PackId;
import io.reducto.codec.envelope.Envelope;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.pack.PackTrailer;
import io.reducto.codec.shard.Shard;
import io.reducto.codec.shard.ShardFormat;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.format.ShardPlacement;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.stripe.PackRange;
import io.reducto.repository.stripe.StripeException;
import io.reducto.repository.stripe.StripeReader;
import io.reducto.repository.stripe.Volume;
import io.reducto.tier.ObjectStoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the stripes that the volumes of a repository hold, without a catalogue: lists {@code
 * shards/} on all volumes side by side and reads the metadata of every shard. Stripes come in
 * ascending order of their packs.
 *
 * <pre>{@code
 * StripeScan scan = new StripeScan(repository.description(), repository.volumes());
 * for (Optional<FoundStripe> next = scan.next(); next.isPresent(); next = scan.next()) { … }
 * scan.leftOut();
 * }</pre>
 *
 * <p>A shard is believed when its metadata has its checksum and it says the ordinal of its name; of
 * shards that contradict each other those of the largest set count. Payloads are not read. The
 * shards of a stripe do not say of which tier it is: the tier of that geometry whose volumes hold
 * most of them, the first by name.
 *
 * <p>Requests: one listing per volume, one per shard, k or so per pack for its footer. Memory: a
 * page of the listing per volume, and the metadata of one stripe. Never writes. For one thread.
 */
public final class StripeScan {
    private final RepositoryDescription description;
    private final StripeReader stripes;
    private final LeftOuts leftOuts;
    private final List<ShardListing> listings = new ArrayList<>();
    private boolean isAtEnd;

    /**
     * A scan of all volumes.
     *
     * @param volumes those that could be opened, by name; others of the description are reported
     */
    public StripeScan(RepositoryDescription description, Map<String, Volume> volumes) {
        this(description, volumes, new LeftOuts());
    }

    StripeScan(RepositoryDescription description, Map<String, Volume> volumes, LeftOuts leftOuts) {
        this.description = description;
        this.stripes = new StripeReader(volumes);
        this.leftOuts = leftOuts;
        for (RepositoryDescription.Volume described : description.volumes()) {
            Volume volume = volumes.get(described.name());
            if (volume == null) {
                leftOuts.add(
                        Omission.VOLUME_SILENT,
                        "volume " + described.name(),
                        "it could not be opened");
            } else {
                listings.add(new ShardListing(volume, leftOuts));
            }
        }
    }

    /**
     * The next stripe, readable or not; empty at the end. A pack none of whose shards can be
     * believed is not among them, but among {@link #leftOut}.
     */
    public Optional<FoundStripe> next() {
        Optional<FoundStripe> found = Optional.empty();
        Optional<PackId> pack = leastPack();
        while (pack.isPresent() && found.isEmpty()) {
            found = choose(pack.get(), Siblings.group(readShards(pack.get())));
            pack = leastPack();
        }
        if (found.isEmpty() && !isAtEnd) {
            isAtEnd = true;
            description.tiers().forEach(this::checkTier);
        }
        return found;
    }

    /** The first 1000 of each kind of what was not believed so far. */
    public List<LeftOut> leftOut() {
        return leftOuts.kept();
    }

    private void checkTier(RepositoryDescription.Tier tier) {
        Set<String> silent = new HashSet<>(tier.volumes());
        listings.stream()
                .filter(listing -> !listing.isSilent())
                .forEach(listing -> silent.remove(listing.volume()));
        if (silent.size() > tier.geometry().lossesSurvived()) {
            leftOuts.add(
                    Omission.TIER_INCOMPLETE,
                    "tier " + tier.name(),
                    "geometry %s: %d volumes do not answer"
                            .formatted(tier.geometry(), silent.size()));
        }
    }

    private Optional<PackId> leastPack() {
        return listings.stream()
                .flatMap(listing -> listing.head().stream())
                .map(ShardFile::pack)
                .min(Comparator.naturalOrder());
    }

    private List<Siblings.Member> readShards(PackId pack) {
        List<Siblings.Member> shards = new ArrayList<>();
        for (ShardListing listing : listings) {
            Optional<ShardFile> file = listing.poll(pack);
            while (file.isPresent()) {
                read(file.get()).ifPresent(shards::add);
                file = listing.poll(pack);
            }
        }
        return shards;
    }

    private Optional<Siblings.Member> read(ShardFile file) {
        try {
            Shard shard = file.read();
            if (shard.ordinal() == file.ordinal()) {
                return Optional.of(new Siblings.Member(file, shard));
            }
            leftOuts.add(Omission.SHARD_STRANGER, file.toString(), "it is shard " + shard);
        } catch (ObjectStoreException | DataException e) {
            leftOuts.add(Omission.SHARD_DAMAGED, file.toString(), e);
        }
        return Optional.empty();
    }

    private Optional<FoundStripe> choose(PackId pack, List<Siblings> groups) {
        if (groups.isEmpty()) {
            leftOuts.add(
                    Omission.STRIPE_LOST, "pack " + pack, "none of its shards can be believed");
            return Optional.empty();
        }
        Siblings best =
                groups.stream().filter(Siblings::isReadable).findFirst().orElse(groups.get(0));
        boolean isTie =
                groups.stream()
                                .filter(Siblings::isReadable)
                                .filter(g -> g.members().size() == best.members().size())
                                .count()
                        > 1;
        if (isTie) {
            return Optional.of(lost(best, Omission.STRIPE_AMBIGUOUS));
        }
        report(best, groups);
        return Optional.of(
                best.isReadable() ? readable(pack, best) : lost(best, Omission.STRIPE_LOST));
    }

    private void report(Siblings best, List<Siblings> groups) {
        for (Siblings.Member member : best.surplus()) {
            leftOuts.add(
                    Omission.SHARD_SURPLUS,
                    member.file().toString(),
                    "its ordinal or its volume has another shard of the stripe");
        }
        for (Siblings group : groups) {
            if (group != best) {
                for (Siblings.Member member : group.members()) {
                    leftOuts.add(
                            Omission.SHARD_STRANGER,
                            member.file().toString(),
                            "expected a sibling of %s, found %s"
                                    .formatted(best.any(), member.shard()));
                }
            }
        }
    }

    private static FoundStripe lost(Siblings shards, Omission omission) {
        Geometry geometry = shards.any().stripe().geometry();
        return FoundStripe.lost(
                shards,
                omission,
                "geometry %s: expected one set of %d shards or more that agree, found %d"
                        .formatted(geometry, geometry.dataShards(), shards.members().size()));
    }

    private FoundStripe readable(PackId pack, Siblings shards) {
        try {
            return FoundStripe.of(stripe(pack, shards), shards);
        } catch (StripeException | DataException | IllegalArgumentException e) {
            return FoundStripe.lost(
                    shards, Omission.PACK_UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private Stripe stripe(PackId pack, Siblings shards) throws StripeException {
        Stripe provisional = stripe(pack, shards, EnvelopeFormat.FOOTER_BYTES);
        long length = provisional.packLength();
        byte[] footer = new byte[EnvelopeFormat.FOOTER_BYTES];
        PackRange range = new PackRange(length - footer.length, footer.length);
        stripes.readChecked(provisional, range, footer, 0);
        int trailer = PackTrailer.tailLength(pack, new Envelope.FileEnd(footer, length));
        return stripe(pack, shards, trailer);
    }

    private Stripe stripe(PackId pack, Siblings shards, int trailerLength) {
        List<ShardPlacement> placements = new ArrayList<>();
        for (Siblings.Member member : shards.members()) {
            placements.add(
                    new ShardPlacement(member.shard().ordinal(), member.file().volume().name()));
        }
        Shard any = shards.any();
        return new Stripe(
                pack,
                tier(any.stripe().geometry(), placements),
                ShardFormat.code(any.stripe().geometry()),
                any.stripe().geometry(),
                any.stripe().length(),
                trailerLength,
                Digest.read(any.packRoot(), 0),
                placements);
    }

    private String tier(Geometry geometry, List<ShardPlacement> placements) {
        Set<String> volumes = new HashSet<>();
        placements.forEach(placement -> volumes.add(placement.volume()));
        Comparator<RepositoryDescription.Tier> likeness =
                Comparator.comparing(
                                (RepositoryDescription.Tier tier) ->
                                        tier.geometry().equals(geometry))
                        .thenComparing(
                                tier -> tier.volumes().stream().filter(volumes::contains).count())
                        .thenComparing(RepositoryDescription.Tier::name, Comparator.reverseOrder());
        return description.tiers().stream().max(likeness).orElseThrow().name();
    }
}
