package io.reducto.benchmarks.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.erasure.Geometry;
import io.reducto.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we compare with does the same work, and says how fast. */
class NativeAnchorsTest {
    private static final Effort SHORT = new Effort(1, 0, 1, 50);

    @TempDir private Path folder;

    @Test
    @RequiresTool("gcc")
    void fastCdcInCFindsOurCuts() throws Exception {
        FastCdcBenchmark ours = new FastCdcBenchmark();
        Path program = NativeFastCdc.compile(FastCdcBenchmark.SPEC).orElseThrow();
        Path file = Files.write(folder.resolve("input"), ours.input);
        assertThat(NativeFastCdc.cuts(program, file))
                .isNotEmpty()
                .isEqualTo(FastCdcBenchmark.cuts(FastCdcBenchmark.SPEC, ours.input));
        assertThat(new NativeFastCdc(FastCdcBenchmark.SPEC).gigabytesPerSecond(SHORT))
                .isBetween(0.01, 1000.0);
    }

    @Test
    @RequiresTool("gcc")
    void fastCdcInCIsForcedAtTheMaximumAsWeAre() throws Exception {
        Path program = NativeFastCdc.compile(FastCdcBenchmark.SPEC).orElseThrow();
        int max = FastCdcBenchmark.SPEC.parameters().maxBytes();
        Path file = Files.write(folder.resolve("zeros"), new byte[3 * max - 1]);
        assertThat(NativeFastCdc.cuts(program, file)).containsExactly(max, 2 * max);
    }

    @Test
    @RequiresTool({"gcc", "/usr/include/isa-l.h"})
    void isalEncodesAndRebuilds() throws Exception {
        Geometry geometry = new Geometry(4, 2);
        for (int lost : new int[] {0, 2}) {
            assertThat(new NativeReedSolomon(geometry, lost).gigabytesPerSecond(SHORT))
                    .isBetween(0.01, 1000.0);
        }
    }

    @Test
    @RequiresTool("b3sum")
    void blake3OfItsAuthorsFindsOurDigest() throws Exception {
        assertThat(new NativeBlake3(1 << 20).gigabytesPerSecond(SHORT)).isBetween(0.001, 1000.0);
    }

    @Test
    @RequiresTool("zstd")
    void zstdMeasuresBothDirections() throws Exception {
        NativeZstd zstd = new NativeZstd(1);
        double compression = zstd.compress(SHORT);
        assertThat(compression).isBetween(0.001, 100.0);
        assertThat(zstd.decompress(SHORT)).isGreaterThan(compression);
    }
}
