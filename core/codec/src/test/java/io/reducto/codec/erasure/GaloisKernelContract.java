package io.reducto.codec.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.erasure.GaloisKernel.Slices;
import io.reducto.testkit.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The laws of {@link GaloisKernel}; the oracle is the sum of products as the field defines it. */
@ExtendWith(Seed.Extension.class)
abstract class GaloisKernelContract {
    /** Three of the longest vectors there are, and a few bytes. */
    private static final int LENGTHS = 3 * 64 + 8;

    /** Of the longest vectors: every remainder of an offset. */
    private static final int OFFSETS = 64;

    abstract GaloisKernel kernel();

    @Test
    void everyCoefficientTimesEveryByte(Seed seed) {
        byte[] values = new byte[GaloisField256.ORDER];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) i;
        }
        Slices inputs = new Slices(new byte[][] {values, seed.bytes(values.length)}, 0);
        for (int c = 0; c < GaloisField256.ORDER; c++) {
            byte[][] rows = {{(byte) c, 0}, {0, (byte) c}, {(byte) c, 1}, {1, (byte) c}, {3, 5}};
            for (int height = 1; height <= rows.length; height++) {
                assertProduct(Arrays.copyOf(rows, height), inputs, values.length, 0, seed);
            }
        }
    }

    @Test
    void everyLength(Seed seed) {
        for (int length = 0; length <= LENGTHS; length++) {
            byte[][] rows = matrix(seed.between(1, 8), seed.between(1, 8), seed);
            assertProduct(rows, slices(rows[0].length, length, 0, seed), length, 0, seed);
        }
    }

    @Test
    void everyOffset(Seed seed) {
        for (int offset = 0; offset <= OFFSETS; offset++) {
            byte[][] rows = matrix(3, 7, seed);
            int length = seed.between(1, LENGTHS);
            int inAt = seed.between(0, OFFSETS);
            assertProduct(rows, slices(7, length, offset, seed), length, inAt, seed);
            assertProduct(rows, slices(7, length, inAt, seed), length, offset, seed);
        }
    }

    @Test
    void everySmallShapeOfMatrix(Seed seed) {
        for (int height = 0; height <= 13; height++) {
            for (int width = 1; width <= 13; width++) {
                byte[][] rows = matrix(height, width, seed);
                int length = seed.between(0, 150);
                int offset = seed.between(0, 9);
                assertProduct(rows, slices(width, length, offset, seed), length, offset + 3, seed);
            }
        }
    }

    @Test
    void greatShapesOfMatrix(Seed seed) {
        int[][] shapes = {{1, 255}, {255, 1}, {128, 128}, {56, 200}};
        for (int[] shape : shapes) {
            byte[][] rows = matrix(shape[0], shape[1], seed);
            assertProduct(rows, slices(shape[1], 70, 1, seed), 70, 2, seed);
        }
    }

    /** Around every block that a kernel may work in. */
    @Test
    void longRanges(Seed seed) {
        for (int turn = 0; turn < 40; turn++) {
            byte[][] rows = matrix(seed.between(1, 6), seed.between(1, 14), seed);
            int length = (seed.between(1, 7) << 11) + seed.between(-40, 40);
            int offset = seed.between(0, 9);
            Slices inputs = slices(rows[0].length, length, offset, seed);
            assertProduct(rows, inputs, length, seed.between(0, 9), seed);
        }
    }

    @Test
    void rowsOfZerosAndOnes(Seed seed) {
        for (int turn = 0; turn < 200; turn++) {
            int width = seed.between(1, 12);
            byte[][] rows = new byte[seed.between(1, 5)][width];
            for (byte[] row : rows) {
                for (int i = 0; i < width; i++) {
                    row[i] = (byte) seed.between(0, 2);
                }
            }
            rows[0] = turn % 3 == 0 ? new byte[width] : rows[0];
            int length = seed.between(0, 140);
            assertProduct(rows, slices(width, length, 1, seed), length, 2, seed);
        }
    }

    /** Both operations, against the definition; no byte changes that should not. */
    private void assertProduct(byte[][] rows, Slices inputs, int length, int outAt, Seed seed) {
        Slices outputs = slices(rows.length, length, outAt, seed);
        byte[][] product = Stripes.copy(outputs.arrays());
        byte[][] sum = Stripes.copy(outputs.arrays());
        for (int j = 0; j < rows.length; j++) {
            for (int p = 0; p < length; p++) {
                byte value = value(rows[j], inputs, p);
                product[j][outAt + p] = value;
                sum[j][outAt + p] ^= value;
            }
        }
        byte[][] inputsBefore = Stripes.copy(inputs.arrays());
        byte[][] added = Stripes.copy(outputs.arrays());
        kernel().multiply(rows, inputs, outputs, length);
        kernel().multiplyAndAdd(rows, inputs, new Slices(added, outAt), length);
        String shape = "%d x %d, length %d".formatted(rows.length, inputs.arrays().length, length);
        assertSame(product, outputs.arrays(), shape);
        assertSame(sum, added, shape + ", added");
        assertSame(inputsBefore, inputs.arrays(), shape + ", inputs");
    }

    private static byte value(byte[] row, Slices inputs, int p) {
        int sum = 0;
        for (int i = 0; i < row.length; i++) {
            int input = inputs.arrays()[i][inputs.offset() + p] & 0xFF;
            sum ^= GaloisField256.multiply(row[i] & 0xFF, input);
        }
        return (byte) sum;
    }

    private static void assertSame(byte[][] expected, byte[][] found, String what) {
        if (!Arrays.deepEquals(expected, found)) {
            assertThat(found).as(what).isDeepEqualTo(expected);
        }
    }

    /** Dense or with many zeros and ones. */
    private static byte[][] matrix(int rows, int columns, Seed seed) {
        int greatest = seed.random().nextBoolean() ? 256 : 4;
        return IntStream.range(0, rows)
                .mapToObj(j -> row(columns, greatest, seed))
                .toArray(byte[][]::new);
    }

    private static byte[] row(int columns, int greatest, Seed seed) {
        byte[] row = new byte[columns];
        for (int i = 0; i < columns; i++) {
            row[i] = (byte) seed.between(0, greatest);
        }
        return row;
    }

    /** Noise in {@code count} arrays, with room before and after the slice. */
    private static Slices slices(int count, int length, int offset, Seed seed) {
        int size = offset + length + seed.between(0, 9);
        byte[][] arrays =
                IntStream.range(0, count).mapToObj(i -> seed.bytes(size)).toArray(byte[][]::new);
        return new Slices(arrays, offset);
    }
}
