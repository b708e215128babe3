package io.reducto.codec.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.erasure.GaloisKernel.Slices;
import io.reducto.testkit.Seed;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class TableGaloisKernelTest {
    private final GaloisKernel kernel = TableGaloisKernel.INSTANCE;

    @Test
    void productIsThatOfTheDefinition(Seed seed) {
        for (int turn = 0; turn < 400; turn++) {
            byte[][] rows = matrix(seed.between(0, 5), seed.between(1, 14), seed);
            int length = seed.between(0, turn % 20 == 0 ? 10_000 : 200);
            Slices inputs = slices(rows.length == 0 ? 3 : rows[0].length, length, seed);
            Slices outputs = slices(rows.length, length, seed);
            byte[][] expected = Stripes.copy(outputs.arrays());
            byte[][] inputsBefore = Stripes.copy(inputs.arrays());
            define(rows, inputs, new Slices(expected, outputs.offset()), length);

            kernel.multiply(rows, inputs, outputs, length);
            assertThat(outputs.arrays()).isDeepEqualTo(expected);
            assertThat(inputs.arrays()).isDeepEqualTo(inputsBefore);
        }
    }

    private static void define(byte[][] rows, Slices inputs, Slices outputs, int length) {
        for (int j = 0; j < rows.length; j++) {
            for (int p = 0; p < length; p++) {
                int sum = 0;
                for (int i = 0; i < rows[j].length; i++) {
                    int value = inputs.arrays()[i][inputs.offset() + p] & 0xFF;
                    sum ^= GaloisField256.multiply(rows[j][i] & 0xFF, value);
                }
                outputs.arrays()[j][outputs.offset() + p] = (byte) sum;
            }
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
    private static Slices slices(int count, int length, Seed seed) {
        int offset = seed.between(0, 9);
        int size = offset + length + seed.between(0, 9);
        byte[][] arrays =
                IntStream.range(0, count).mapToObj(i -> seed.bytes(size)).toArray(byte[][]::new);
        return new Slices(arrays, offset);
    }
}
