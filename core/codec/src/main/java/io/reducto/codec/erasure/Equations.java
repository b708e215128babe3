package io.reducto.codec.erasure;

import java.util.Arrays;

/**
 * Some shards of a stripe as sums of products of others.
 *
 * <pre>
 *   shard[targets[j]] = sum over i of rows[j][i] · shard[sources[i]]
 * </pre>
 *
 * Immutable by use: the arrays are shared inside this package and not written to.
 */
final class Equations {
    /** Ordinals of the shards that are read, ascending. */
    final int[] sources;

    /** Ordinals of the shards that are computed, ascending; none of them a source. */
    final int[] targets;

    /** One row per target, one coefficient per source: the matrix for {@link GaloisKernel}. */
    final byte[][] rows;

    Equations(int[] sources, int[] targets, byte[][] rows) {
        this.sources = sources;
        this.targets = targets;
        this.rows = rows;
    }

    /** How the targets change with one source: what does not is left out. */
    Equations ofSource(int i) {
        int[] changed = new int[targets.length];
        byte[][] column = new byte[targets.length][];
        int count = 0;
        for (int j = 0; j < targets.length; j++) {
            if (rows[j][i] != 0) {
                changed[count] = targets[j];
                column[count++] = new byte[] {rows[j][i]};
            }
        }
        return new Equations(
                new int[] {sources[i]},
                Arrays.copyOf(changed, count),
                Arrays.copyOf(column, count));
    }
}
