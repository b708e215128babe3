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
 * Products are summed as logarithms: k² + k · targets look-ups.
 */
final class Interpolation {
    private Interpolation() {}

    /** None of the targets may be a source. */
    static Equations equations(BitSet sources, BitSet targets) {
        int[] from = sources.stream().toArray();
        int[] to = targets.stream().toArray();
        byte[][] rows = new byte[to.length][];
        int[] weightLogs = weightLogs(from);
        for (int t = 0; t < rows.length; t++) {
            rows[t] = row(to[t], from, weightLogs);
        }
        return new Equations(from, to, rows);
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
