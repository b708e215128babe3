package io.reducto.repository.format;

import io.reducto.codec.PackId;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.shard.ShardFormat;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Where the shards of one pack are, and what is needed to read it from its end: a value of the
 * stripe catalogue, and the place of a run's root page.
 *
 * @param pack id of the pack and of its stripe
 * @param tier name in {@code repository.json}
 * @param code the erasure code, as in the header of a shard: 1 to 255
 * @param geometry how many shards there should be
 * @param packLength bytes of the pack file, at most 1 GiB
 * @param trailerLength bytes of its end that hold trailer and footer
 * @param packRoot the content digest of the pack
 * @param shards those that exist, by ascending ordinal, on distinct volumes; at least k
 */
public record Stripe(
        PackId pack,
        String tier,
        int code,
        Geometry geometry,
        long packLength,
        int trailerLength,
        Digest packRoot,
        List<ShardPlacement> shards) {

    /** Checks the limits above. */
    public Stripe {
        Names.check("tier", tier);
        Rule.range("code", code, ShardFormat.CODE_REED_SOLOMON, 255);
        Rule.holds(
                code == ShardFormat.CODE_LOCAL_RECONSTRUCTION == geometry.localGroups() > 0,
                "local groups of code 2 and of no other",
                geometry);
        Rule.range("pack length", packLength, 1, EnvelopeFormat.FILE_BYTES_MAX);
        Rule.range("trailer length", trailerLength, 1, packLength);
        int total = geometry.totalShards();
        shards =
                Rule.ascending(
                        "shards", shards, total, Comparator.comparingInt(ShardPlacement::ordinal));
        Rule.range("shards of a readable stripe", shards.size(), geometry.dataShards(), total);
        Rule.range("greatest shard ordinal", shards.get(shards.size() - 1).ordinal(), 0, total - 1);
        long volumes = shards.stream().map(ShardPlacement::volume).distinct().count();
        Rule.holds(volumes == shards.size(), "each shard on a volume of its own", shards);
    }

    /** Ordinals of the shards that do not exist, in a new set. */
    public BitSet missing() {
        BitSet present = new BitSet();
        shards.forEach(shard -> present.set(shard.ordinal()));
        return geometry.missing(present);
    }
}
