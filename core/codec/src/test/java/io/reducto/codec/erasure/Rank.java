package io.reducto.codec.erasure;

import java.util.BitSet;

/**
 * The oracle of what shards determine: ranks of the matrix that a code shows by what it encodes.
 */
final class Rank {
    /** Row i, column d: the coefficient of data shard d in shard i. */
    private final int[][] matrix;

    /** Asks for the parity of each unit vector. */
    Rank(ErasureCode code) {
        int k = code.geometry().dataShards();
        byte[][] units = new byte[code.geometry().totalShards()][k];
        for (int d = 0; d < k; d++) {
            units[d][d] = 1;
        }
        code.encode(units, 0, k);
        matrix = new int[units.length][k];
        for (int i = 0; i < units.length; i++) {
            for (int d = 0; d < k; d++) {
                matrix[i][d] = units[i][d] & 0xFF;
            }
        }
    }

    int coefficient(int ordinal, int data) {
        return matrix[ordinal][data];
    }

    /** Whether rows of {@code lost} add nothing to those of {@code present}. */
    boolean isDetermined(BitSet present, BitSet lost) {
        BitSet all = (BitSet) present.clone();
        all.or(lost);
        return of(present) == of(all);
    }

    /** The rank of some rows; those of one data shard alone are taken out first, with columns. */
    int of(BitSet ordinals) {
        int k = matrix[0].length;
        int[] columns = Stripes.range(0, k).stream().filter(d -> !ordinals.get(d)).toArray();
        int[][] rows =
                ordinals.stream()
                        .filter(i -> i >= k)
                        .mapToObj(i -> pick(matrix[i], columns))
                        .toArray(int[][]::new);
        return k - columns.length + rank(rows, columns.length);
    }

    private static int[] pick(int[] row, int[] columns) {
        int[] picked = new int[columns.length];
        for (int c = 0; c < columns.length; c++) {
            picked[c] = row[columns[c]];
        }
        return picked;
    }

    private static int rank(int[][] rows, int columns) {
        int rank = 0;
        for (int c = 0; c < columns && rank < rows.length; c++) {
            int pivot = rank;
            while (pivot < rows.length && rows[pivot][c] == 0) {
                pivot++;
            }
            if (pivot == rows.length) {
                continue;
            }
            int[] swapped = rows[pivot];
            rows[pivot] = rows[rank];
            rows[rank] = swapped;
            for (int i = rank + 1; i < rows.length; i++) {
                int factor = GaloisField256.divide(rows[i][c], rows[rank][c]);
                for (int d = c; factor != 0 && d < columns; d++) {
                    rows[i][d] ^= GaloisField256.multiply(factor, rows[rank][d]);
                }
            }
            rank++;
        }
        return rank;
    }
}
