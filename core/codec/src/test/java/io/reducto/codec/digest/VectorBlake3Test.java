package io.reducto.codec.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.reducto.testkit.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VectorBlake3Test extends Blake3Contract {
    private static final int MOST = 70;

    @BeforeEach
    void theMachineHasLanes() {
        assumeThatCode(Blake3KernelChoice::vector).doesNotThrowAnyException();
    }

    @Override
    Blake3Kernel kernel() {
        try {
            return Blake3KernelChoice.vector();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the kernel was there a moment ago", e);
        }
    }

    /** Every number of idle lanes, and not a byte beside those that were asked for. */
    @Test
    void everyCountOfChunksAndParentsIsThatOfTheScalarKernel(Seed seed) {
        byte[] input = seed.bytes(7 + MOST * Blake3Kernel.CHUNK_BYTES);
        Blake3Domain domain = Blake3Domain.keyed(seed.bytes(Blake3.KEY_BYTES));
        for (int count = 0; count <= MOST; count++) {
            byte[] expected = values(ScalarBlake3Kernel.INSTANCE, domain, input, count);
            assertThat(values(kernel(), domain, input, count)).as("%d", count).isEqualTo(expected);
        }
    }

    private static byte[] values(
            Blake3Kernel kernel, Blake3Domain domain, byte[] input, int count) {
        byte[] values = new byte[3 + (MOST + 1) * Blake3Kernel.CV_BYTES];
        Arrays.fill(values, (byte) 0x5a);
        long counter = (1L << 32) - count / 2;
        kernel.chunks(domain, input, 7, count, counter, values, 3);
        kernel.parents(domain, values, 3, count / 2);
        return values;
    }

    @Test
    void theChoiceIsTheKernelWithVectors() {
        assertThat(Blake3.kernel().implementation()).startsWith("vector");
    }
}
