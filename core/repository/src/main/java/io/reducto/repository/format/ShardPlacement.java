package io.reducto.repository.format;

import io.reducto.codec.erasure.Geometry;

/**
 * The volume of one shard.
 *
 * @param ordinal of the shard in its stripe, 0 to k + m − 1
 * @param volume name in {@code repository.json}
 */
public record ShardPlacement(int ordinal, String volume) {
    /** Checks ordinal and name. */
    public ShardPlacement {
        Rule.range("shard ordinal", ordinal, 0, Geometry.SHARD_COUNT_MAX - 1);
        Names.check("volume", volume);
    }
}
