package io.reducto.codec.erasure;

import static io.reducto.codec.erasure.GaloisField256.PRODUCTS;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * Finds the equations that give some shards of any linear code from what is left, by Gaussian
 * elimination over the lost data shards only: with u of them and q parity shards left, u² · (u + q)
 * look-ups at most. For one thread.
 *
 * <p>Each available parity shard is an equation in the lost data shards; the available data shards
 * are its constants. Parity shards are taken by ascending ordinal, those that say nothing new are
 * left out, and no more are taken than are needed for all that is wanted. So an answer is found
 * whenever there is one, and no shard in it can be had from the others.
 */
final class Elimination {
    private final LinearCode code;
    private final BitSet available;
    private final int[] wanted;

    /** Data shards that are not available, ascending; they are the first columns of a row. */
    private final int[] lost;

    /**
     * Parity shards that are available, ascending; the columns behind: how often each was added.
     */
    private final int[] parities;

    /** For each wanted shard what is not yet expressed. */
    private final byte[][] rests;

    private Elimination(LinearCode code, BitSet available, BitSet wanted) {
        int k = code.geometry().dataShards();
        this.code = code;
        this.available = available;
        this.wanted = wanted.stream().toArray();
        this.lost = code.geometry().missing(available).stream().filter(i -> i < k).toArray();
        this.parities = available.stream().filter(i -> i >= k).toArray();
        this.rests = new byte[this.wanted.length][];
    }

    /** The equations, or empty where what is available does not determine all that is wanted. */
    static Optional<Equations> equations(LinearCode code, BitSet available, BitSet wanted) {
        return new Elimination(code, available, wanted).solve();
    }

    private Optional<Equations> solve() {
        for (int t = 0; t < wanted.length; t++) {
            rests[t] = row(wanted[t]);
        }
        byte[][] basis = new byte[lost.length][];
        int[] pivots = new int[lost.length];
        int size = 0;
        for (int q = 0; q < parities.length && !isSolved(); q++) {
            byte[] row = row(parities[q]);
            row[lost.length + q] = 1;
            for (int b = 0; b < size; b++) {
                eliminate(row, basis[b], pivots[b]);
            }
            int pivot = firstLost(row);
            if (pivot < lost.length) {
                scale(row, GaloisField256.divide(1, row[pivot] & 0xFF));
                for (byte[] rest : rests) {
                    eliminate(rest, row, pivot);
                }
                basis[size] = row;
                pivots[size++] = pivot;
            }
        }
        return isSolved() ? Optional.of(equations()) : Optional.empty();
    }

    /** A shard in terms of the lost data shards; no parity has been added. */
    private byte[] row(int ordinal) {
        byte[] row = new byte[lost.length + parities.length];
        for (int c = 0; c < lost.length; c++) {
            row[c] = coefficient(ordinal, lost[c]);
        }
        return row;
    }

    /** Of a data shard in the sum that a shard is. */
    private byte coefficient(int ordinal, int data) {
        return ordinal < code.geometry().dataShards()
                ? (byte) (ordinal == data ? 1 : 0)
                : code.parityRow(ordinal)[data];
    }

    private boolean isSolved() {
        for (byte[] rest : rests) {
            if (firstLost(rest) < lost.length) {
                return false;
            }
        }
        return true;
    }

    /** The first lost shard that a row depends on; their number when it depends on none. */
    private int firstLost(byte[] row) {
        int c = 0;
        while (c < lost.length && row[c] == 0) {
            c++;
        }
        return c;
    }

    /** Adds so much of {@code other}, which has 1 there, that the row has 0 at the pivot. */
    private static void eliminate(byte[] row, byte[] other, int pivot) {
        int table = (row[pivot] & 0xFF) << Byte.SIZE;
        if (table != 0) {
            for (int c = 0; c < row.length; c++) {
                row[c] ^= PRODUCTS[table + (other[c] & 0xFF)];
            }
        }
    }

    private static void scale(byte[] row, int factor) {
        int table = factor << Byte.SIZE;
        for (int c = 0; c < row.length; c++) {
            row[c] = PRODUCTS[table + (row[c] & 0xFF)];
        }
    }

    /** What each wanted shard is made of, without the shards that none of them needs. */
    private Equations equations() {
        int total = code.geometry().totalShards();
        byte[][] sums = new byte[wanted.length][total];
        boolean[] isNeeded = new boolean[total];
        for (int t = 0; t < wanted.length; t++) {
            byte[] parityOf = Arrays.copyOfRange(rests[t], lost.length, rests[t].length);
            for (int q = 0; q < parities.length; q++) {
                sums[t][parities[q]] = parityOf[q];
            }
            for (int d = 0; d < code.geometry().dataShards(); d++) {
                sums[t][d] = available.get(d) ? dataPart(wanted[t], parityOf, d) : 0;
            }
            for (int i = 0; i < total; i++) {
                isNeeded[i] |= sums[t][i] != 0;
            }
        }
        BitSet needed = new BitSet();
        available.stream().filter(i -> isNeeded[i]).forEach(needed::set);
        int[] sources = needed.stream().toArray();
        byte[][] rows = new byte[wanted.length][sources.length];
        for (int t = 0; t < wanted.length; t++) {
            for (int i = 0; i < sources.length; i++) {
                rows[t][i] = sums[t][sources[i]];
            }
        }
        return new Equations(sources, wanted, rows);
    }

    /** The coefficient of an available data shard, given those of the parity shards. */
    private byte dataPart(int ordinal, byte[] parityOf, int data) {
        int sum = coefficient(ordinal, data);
        for (int q = 0; q < parities.length; q++) {
            sum ^=
                    PRODUCTS[
                            ((parityOf[q] & 0xFF) << Byte.SIZE)
                                    + (code.parityRow(parities[q])[data] & 0xFF)];
        }
        return (byte) sum;
    }
}
