package io.reducto.codec.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.reducto.codec.kernel.Kernels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VectorGaloisKernelTest extends GaloisKernelContract {
    @BeforeEach
    void theMachineHasVectors() {
        assumeThatCode(GaloisKernelChoice::vector).doesNotThrowAnyException();
    }

    @Override
    GaloisKernel kernel() {
        try {
            return GaloisKernelChoice.vector();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the kernel was there a moment ago", e);
        }
    }

    @Test
    void theChoiceIsTheKernelWithVectors() {
        assertThat(ReedSolomon.kernel().implementation()).startsWith("vector");
        assertThat(Kernels.selected()).contains(ReedSolomon.kernel());
    }
}
