package io.reducto.codec.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VectorBlake3Test extends Blake3Contract {
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

    @Test
    void theChoiceIsTheKernelWithVectors() {
        assertThat(Blake3.kernel().implementation()).startsWith("vector");
    }
}
