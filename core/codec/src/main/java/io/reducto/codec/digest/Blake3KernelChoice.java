package io.reducto.codec.digest;

import io.reducto.codec.KernelChoice;
import java.util.Arrays;

/** Chooses the kernel of this JVM, once. */
final class Blake3KernelChoice {
    /** The prototype of every hasher's kernel, and why it is that one. */
    static final KernelChoice<Blake3Kernel> CHOICE =
            KernelChoice.of(
                    "blake3",
                    Blake3KernelChoice::vector,
                    Blake3KernelChoice::isRight,
                    ScalarBlake3Kernel.INSTANCE,
                    Blake3Kernel::name);

    private static final String VECTOR = "io.reducto.codec.digest.VectorBlake3Kernel";

    private Blake3KernelChoice() {}

    /** The kernel with vectors, whatever it is worth here. */
    static Blake3Kernel vector() throws ReflectiveOperationException {
        return Class.forName(VECTOR)
                .asSubclass(Blake3Kernel.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    /** One round of all lanes, some left over, and a counter that crosses 32 bits. */
    private static boolean isRight(Blake3Kernel kernel) {
        int count = 19;
        byte[] input = new byte[count * Blake3Kernel.CHUNK_BYTES];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) ((i * 0x9E3779B1) >>> 24);
        }
        return Arrays.equals(
                values(kernel, input, count), values(ScalarBlake3Kernel.INSTANCE, input, count));
    }

    private static byte[] values(Blake3Kernel kernel, byte[] input, int count) {
        byte[] values = new byte[count * Blake3Kernel.CV_BYTES];
        long counter = (1L << 32) - 5;
        kernel.chunks(Blake3Domain.HASH, input, 0, count, counter, values, 0);
        kernel.parents(Blake3Domain.HASH, values, 0, count / 2);
        return values;
    }
}
