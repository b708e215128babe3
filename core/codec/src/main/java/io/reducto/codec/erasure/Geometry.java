package io.reducto.codec.erasure;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many shards a stripe has: {@code 4+2} is four of data and two of parity, any two of the six
 * may be lost. {@code 1+n} is replication (every shard is a copy), {@code k+0} is striping only.
 *
 * <p>Shards are counted by ordinal: data shards are [0, k), parity shards [k, k + m). Immutable;
 * safe for use by several threads.
 *
 * @param dataShards k, at least 1
 * @param parityShards m, at least 0; k + m is at most {@value #SHARD_COUNT_MAX}
 */
public record Geometry(int dataShards, int parityShards) {
    /** Most shards of a stripe: GF(2^8) has 256 points and each shard takes one. */
    public static final int SHARD_COUNT_MAX = 256;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\+(\\d{1,3})");

    /** {@link IllegalArgumentException} outside the limits. */
    public Geometry {
        if (dataShards < 1
                || parityShards < 0
                || parityShards > SHARD_COUNT_MAX
                || dataShards > SHARD_COUNT_MAX - parityShards) {
            throw new IllegalArgumentException(
                    "geometry %d+%d: expected at least 1 data shard, 0 parity shards and at most %d in all"
                            .formatted(dataShards, parityShards, SHARD_COUNT_MAX));
        }
    }

    /**
     * The geometry that text such as {@code 4+2} names; {@link IllegalArgumentException} otherwise.
     */
    public static Geometry parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "geometry '%s': expected data shards, plus sign, parity shards, such as 4+2"
                            .formatted(text));
        }
        return new Geometry(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** k + m. */
    public int totalShards() {
        return dataShards + parityShards;
    }

    /** The ordinals that {@code present} lacks, in a new set. */
    public BitSet missing(BitSet present) {
        BitSet missing = new BitSet(totalShards());
        missing.set(0, totalShards());
        missing.andNot(present);
        return missing;
    }

    /** Text form, read back by {@link #parse}. */
    @Override
    public String toString() {
        return dataShards + "+" + parityShards;
    }
}
