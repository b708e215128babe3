package io.reducto.codec.kernel;

import io.reducto.codec.KernelChoice.Selected;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.erasure.ReedSolomon;
import java.util.List;

/**
 * All kernels: inner loops with a choice of implementations, for logs, metrics and {@code reducto
 * version --verbose}.
 */
public final class Kernels {
    private Kernels() {}

    /** What this JVM has chosen; the first call makes the choices. */
    public static List<Selected> selected() {
        return List.of(Chunker.kernel(), Blake3.kernel(), ReedSolomon.kernel());
    }
}
