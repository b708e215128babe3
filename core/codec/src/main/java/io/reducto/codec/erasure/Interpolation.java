package io.reducto.codec.erasure;

import java.util.BitSet;

/**
 * The equations that give some shards of a Reed-Solomon stripe from k others.
 *
 * <p>Byte p of shard i is f(i), f being a polynomial of degree below k that is another one for each
 * p. With S the ordinals of any k shards, Lagrange's formula gives every other shard w:
 *
 * <pre>
 *   f(w) = sum over s in S of f(s) · product over j in S, j ≠ s, of (w - j) / (s - j)
 * </pre>
 *
 * Products are summed as logarithms: k² + k · targets look-ups. Immutable by use (the arrays are
 * shared inside this package and not written to).
 */
final class Interpolation {
    /** Ordinals of the shards that are read, ascending. */
    final int[] sources;

    /** Ordinals of the shards that are computed, ascending; none of them a source. */
    final int[] targets;

    /** One row per target, one coefficient per source: the matrix for {@link GaloisKernel}. */
    final byte[][] rows;

    Interpolation(BitSet sources, BitSet targets) {
        this.sources = sources.stream().toArray();
        this.targets = targets.stream().toArray();
        this.rows = new byte[this.targets.length][];
        int[] weightLogs = weightLogs(this.sources);
        for (int t = 0; t < rows.length; t++) {
            rows[t] = row(this.targets[t], this.sources, weightLogs);
        }
    }

    /** For each s the logarithm of the product over j ≠ s of (s - j), unreduced. */
    private static int[] weightLogs(int[] sources) {
        int[] logs = new int[sources.length];
        for (int i = 0; i < logs.length; i++) {
            for (int source : sources) {
                logs[i] += source == sources[i] ? 0 : GaloisField256.log(sources[i] ^ source);
            }
        }
        return logs;
    }

    private static byte[] row(int target, int[] sources, int[] weightLogs) {
        int productLog = 0;
        for (int source : sources) {
            productLog += GaloisField256.log(target ^ source);
        }
        byte[] row = new byte[sources.length];
        for (int i = 0; i < row.length; i++) {
            int numeratorLog = productLog - GaloisField256.log(target ^ sources[i]);
            row[i] = (byte) GaloisField256.exp(numeratorLog - weightLogs[i]);
        }
        return row;
    }
}
