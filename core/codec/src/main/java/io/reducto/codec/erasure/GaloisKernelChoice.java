package io.reducto.codec.erasure;

import io.reducto.codec.KernelChoice;
import io.reducto.codec.erasure.GaloisKernel.Slices;
import java.util.Arrays;

/** Chooses the kernel of this JVM, once. */
final class GaloisKernelChoice {
    /** The kernel of every code, and why it is that one. */
    static final KernelChoice<GaloisKernel> CHOICE =
            KernelChoice.of(
                    "galois",
                    GaloisKernelChoice::vector,
                    GaloisKernelChoice::isRight,
                    TableGaloisKernel.INSTANCE,
                    GaloisKernel::name);

    private static final String VECTOR = "io.reducto.codec.erasure.VectorGaloisKernel";

    private GaloisKernelChoice() {}

    /** The kernel with vectors, whatever it is worth here. */
    static GaloisKernel vector() throws ReflectiveOperationException {
        return Class.forName(VECTOR)
                .asSubclass(GaloisKernel.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    /** Every coefficient with every value, every shape of a tile, a sum and zeros. */
    private static boolean isRight(GaloisKernel kernel) {
        int length = GaloisField256.ORDER + 5;
        byte[][] rows = new byte[9][39];
        for (int c = 0; c < 7 * rows[0].length; c++) {
            rows[c % 7][c / 7] = (byte) c;
        }
        Arrays.fill(rows[7], (byte) 1);
        byte[][] inputs = new byte[rows[0].length][length];
        for (int i = 0; i < inputs.length; i++) {
            for (int p = 0; p < length; p++) {
                inputs[i][p] = (byte) (p * (2 * i + 1) + i);
            }
        }
        return Arrays.deepEquals(
                product(kernel, rows, inputs), product(TableGaloisKernel.INSTANCE, rows, inputs));
    }

    private static byte[][] product(GaloisKernel kernel, byte[][] rows, byte[][] inputs) {
        int length = inputs[0].length;
        byte[][] product = new byte[rows.length][length];
        kernel.multiply(rows, new Slices(inputs, 0), new Slices(product, 0), length);
        kernel.multiplyAndAdd(rows, new Slices(inputs, 1), new Slices(product, 0), length - 1);
        return product;
    }
}
