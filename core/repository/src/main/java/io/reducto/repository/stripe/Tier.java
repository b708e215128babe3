package io.reducto.repository.stripe;

import io.reducto.codec.erasure.Geometry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Volumes of one kind (hot, warm, cold), and how packs are cut for them.
 *
 * @param name of the tier
 * @param geometry of its stripes
 * @param volumes at least as many as a stripe must have to be durable ({@link #durableShards})
 */
public record Tier(String name, Geometry geometry, List<Volume> volumes) {
    /** Copies the list; refuses too few volumes and two of one name. */
    public Tier {
        volumes = List.copyOf(volumes);
        Set<String> names = new HashSet<>();
        for (Volume volume : volumes) {
            if (!names.add(volume.name())) {
                throw new IllegalArgumentException(
                        "tier %s: two volumes are called %s".formatted(name, volume.name()));
            }
        }
        if (volumes.size() < durableShards(geometry)) {
            throw new IllegalArgumentException(
                    "tier %s: geometry %s needs %d volumes or more, found %d"
                            .formatted(name, geometry, durableShards(geometry), volumes.size()));
        }
    }

    /**
     * How many shards of a stripe, whichever they are, make its pack durable: one may still be
     * lost. k + 1 of Reed-Solomon, and k without parity.
     */
    public static int durableShards(Geometry geometry) {
        int total = geometry.totalShards();
        return Math.min(total - geometry.lossesSurvived() + 1, total);
    }
}
