package io.reducto.repository.stripe;

import io.reducto.codec.PackId;
import io.reducto.codec.erasure.StripeLayout;
import io.reducto.tier.ObjectName;
import java.util.BitSet;
import java.util.List;

/**
 * Where the shards of a pack are, and all that is needed to read it without looking at a shard's
 * metadata first.
 *
 * @param pack the pack, and so the stripe
 * @param tier name of the tier it was written to
 * @param stripe geometry, and length of the pack
 * @param volumes by ordinal, the names of the volumes that hold the shards; {@link #MISSING} where
 *     none does
 * @param trailerBytes how many of the pack's last bytes hold its trailer
 * @param root content digest of the pack, 32 bytes
 */
public record StripePlacement(
        PackId pack,
        String tier,
        StripeLayout stripe,
        List<String> volumes,
        int trailerBytes,
        byte[] root) {
    /** Stands for a shard that was not written. */
    public static final String MISSING = "";

    /** Copies the list; refuses another number of volumes than of shards. */
    public StripePlacement {
        volumes = List.copyOf(volumes);
        if (volumes.size() != stripe.geometry().totalShards()) {
            throw new IllegalArgumentException(
                    "pack %s: geometry %s, yet %d volumes"
                            .formatted(pack, stripe.geometry(), volumes.size()));
        }
    }

    /**
     * The ordinals whose shards were not written: to be repaired, until then the stripe is
     * degraded.
     */
    public BitSet missing() {
        BitSet missing = new BitSet();
        for (int i = 0; i < volumes.size(); i++) {
            missing.set(i, volumes.get(i).equals(MISSING));
        }
        return missing;
    }

    /** Name of a shard on its volume: {@code shards/<pp>/<pack id>.<ordinal>}. */
    public static ObjectName shardName(PackId pack, int ordinal) {
        String id = pack.toString();
        return ObjectName.of("shards/%s/%s.%03d".formatted(id.substring(0, 2), id, ordinal));
    }
}
