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
                    new ScalarBlake3Kernel(),
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

    /** More nodes than lanes, of every number of blocks, and a counter that crosses 32 bits. */
    private static boolean isRight(Blake3Kernel kernel) {
        int count = 37;
        byte[] input = new byte[count * Blake3Kernel.CHUNK_BYTES];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) ((i * 0x9E3779B1) >>> 24);
        }
        return Arrays.equals(
                values(kernel, input, count), values(new ScalarBlake3Kernel(), input, count));
    }

    private static byte[] values(Blake3Kernel kernel, byte[] input, int count) {
        byte[] values = new byte[count * Blake3Kernel.CV_BYTES];
        Blake3Nodes nodes = new Blake3Nodes(count);
        for (int i = 0; i < count; i++) {
            int length = i * Blake3Kernel.CHUNK_BYTES / (count - 1);
            long counter = (1L << 32) - 5 + i;
            nodes.add(
                    i * Blake3Kernel.CHUNK_BYTES,
                    length,
                    counter,
                    Blake3Nodes.LEAF,
                    i * Blake3Kernel.CV_BYTES);
        }
        kernel.compress(Blake3Domain.HASH, input, nodes, values);
        nodes.clear();
        nodes.addParents(0, count / 2, Blake3Nodes.PARENT);
        kernel.compress(Blake3Domain.HASH, values, nodes, values);
        return values;
    }
}
