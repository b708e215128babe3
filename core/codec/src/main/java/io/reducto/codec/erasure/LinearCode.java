package io.reducto.codec.erasure;

import io.reducto.codec.erasure.GaloisKernel.Slices;
import java.util.Arrays;

/**
 * What a code does once its equations are known: checks arguments and calls the kernel. Immutable;
 * safe for use by several threads.
 */
final class LinearCode {
    /** Scratch in bytes per parity shard while checking. */
    private static final int CHECK_BLOCK_BYTES = 1 << 14;

    private final Geometry geometry;
    private final GaloisKernel kernel;
    private final Equations parityFromData;

    /**
     * A code.
     *
     * @param parityFromData has all data shards as sources and all parity shards as targets
     */
    LinearCode(Geometry geometry, GaloisKernel kernel, Equations parityFromData) {
        this.geometry = geometry;
        this.kernel = kernel;
        this.parityFromData = parityFromData;
    }

    Geometry geometry() {
        return geometry;
    }

    /** The coefficients of parity shard {@code ordinal}, one for each data shard. */
    byte[] parityRow(int ordinal) {
        return parityFromData.rows[ordinal - geometry.dataShards()];
    }

    /** As {@link ErasureCode#encode}. */
    void encode(byte[][] shards, int offset, int length) {
        compute(parityFromData, shards, offset, length);
    }

    /** As {@link ErasureCode#update}. */
    void update(byte[][] shards, int ordinal, byte[] delta, int offset, int length) {
        StripeArguments.checkCount(geometry, shards);
        StripeArguments.checkDataShard(geometry, ordinal);
        Equations changes = parityFromData.ofSource(ordinal);
        StripeArguments.checkRange("delta of shard", ordinal, delta.length, offset, length);
        StripeArguments.checkRange(shards, changes.targets, offset, length);
        if (length == 0) {
            return;
        }
        byte[][] arrays = shards.clone();
        arrays[ordinal] = delta;
        StripeArguments.checkApart(arrays, changes.sources, changes.targets);
        kernel.multiplyAndAdd(
                changes.rows,
                new Slices(new byte[][] {delta}, offset),
                new Slices(select(shards, changes.targets), offset),
                length);
    }

    /** As {@link ErasureCode#isParityRight}. */
    boolean isParityRight(byte[][] shards, int offset, int length) {
        StripeArguments.checkCount(geometry, shards);
        StripeArguments.checkRange(shards, parityFromData.sources, offset, length);
        StripeArguments.checkRange(shards, parityFromData.targets, offset, length);
        byte[][] data = select(shards, parityFromData.sources);
        byte[][] parity = select(shards, parityFromData.targets);
        byte[][] expected = new byte[parity.length][Math.min(length, CHECK_BLOCK_BYTES)];
        for (int done = 0; done < length; done += CHECK_BLOCK_BYTES) {
            int from = offset + done;
            int run = Math.min(CHECK_BLOCK_BYTES, length - done);
            kernel.multiply(
                    parityFromData.rows, new Slices(data, from), new Slices(expected, 0), run);
            if (!isEqual(expected, parity, from, run)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEqual(byte[][] expected, byte[][] parity, int from, int run) {
        for (int j = 0; j < parity.length; j++) {
            if (!Arrays.equals(expected[j], 0, run, parity[j], from, from + run)) {
                return false;
            }
        }
        return true;
    }

    /** Computes the targets. */
    void compute(Equations equations, byte[][] shards, int offset, int length) {
        StripeArguments.checkCount(geometry, shards);
        StripeArguments.checkRange(shards, equations.sources, offset, length);
        StripeArguments.checkRange(shards, equations.targets, offset, length);
        if (length == 0) {
            return;
        }
        StripeArguments.checkApart(shards, equations.sources, equations.targets);
        kernel.multiply(
                equations.rows,
                new Slices(select(shards, equations.sources), offset),
                new Slices(select(shards, equations.targets), offset),
                length);
    }

    private static byte[][] select(byte[][] shards, int[] ordinals) {
        byte[][] selected = new byte[ordinals.length][];
        for (int i = 0; i < ordinals.length; i++) {
            selected[i] = shards[ordinals[i]];
        }
        return selected;
    }
}
