package io.reducto.codec.erasure;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many shards a stripe has, and of which kinds.
 *
 * <p>{@code 4+2} is four of data and two of parity, any two of the six may be lost. {@code 1+n} is
 * replication (every shard is a copy), {@code k+0} is striping only. {@code 12+2+2} has local
 * groups: twelve of data in two groups, a local parity for each group, and two global parities
 * ({@link LocalReconstructionCode}); its m is four.
 *
 * <p>Shards are counted by ordinal: data shards are [0, k), parity shards [k, k + m), of which the
 * first are the local parities in the order of their groups. Immutable; safe for use by several
 * threads.
 *
 * @param dataShards k, at least 1
 * @param parityShards m, at least 0; k + m is at most {@value #SHARD_COUNT_MAX}
 * @param localGroups l, at most k and at most m; 0 where the parity is not local
 */
public record Geometry(int dataShards, int parityShards, int localGroups) {
    /** Most shards of a stripe: GF(2^8) has 256 points and each shard takes one. */
    public static final int SHARD_COUNT_MAX = 256;

    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,3})\\+(\\d{1,3})(?:\\+(\\d{1,3}))?");

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
        if (localGroups < 0 || localGroups > Math.min(dataShards, parityShards)) {
            throw new IllegalArgumentException(
                    "geometry of %d data and %d parity shards: expected 0 to %d local groups, found %d"
                            .formatted(
                                    dataShards,
                                    parityShards,
                                    Math.min(dataShards, parityShards),
                                    localGroups));
        }
    }

    /** Without local groups; {@link IllegalArgumentException} outside the limits. */
    public Geometry(int dataShards, int parityShards) {
        this(dataShards, parityShards, 0);
    }

    /**
     * The geometry that text such as {@code 4+2} or {@code 12+2+2} names; {@link
     * IllegalArgumentException} otherwise.
     */
    public static Geometry parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "geometry '%s': expected data shards, plus sign, parity shards, such as 4+2, or data shards, local and global parities, such as 12+2+2"
                            .formatted(text));
        }
        int k = Integer.parseInt(matcher.group(1));
        int parities = Integer.parseInt(matcher.group(2));
        if (matcher.group(3) == null) {
            return new Geometry(k, parities);
        }
        if (parities == 0) {
            throw new IllegalArgumentException(
                    "geometry '%s': expected at least 1 local parity, found 0; without local groups write %d+%s"
                            .formatted(text, k, matcher.group(3)));
        }
        return new Geometry(k, parities + Integer.parseInt(matcher.group(3)), parities);
    }

    /** k + m. */
    public int totalShards() {
        return dataShards + parityShards;
    }

    /** r: how many of the parity shards are of no group; all of them where there are no groups. */
    public int globalParityShards() {
        return parityShards - localGroups;
    }

    /**
     * How many shards may be lost, whichever they are: m, or r + 1 with local groups. With those,
     * many greater losses can be made good, too; {@link ErasureCode#sources} knows which.
     */
    public int lossesSurvived() {
        return localGroups == 0 ? parityShards : globalParityShards() + 1;
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
        return localGroups == 0
                ? dataShards + "+" + parityShards
                : dataShards + "+" + localGroups + "+" + globalParityShards();
    }
}
