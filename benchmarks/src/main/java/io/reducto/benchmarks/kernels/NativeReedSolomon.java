package io.reducto.benchmarks.kernels;

import io.reducto.codec.erasure.Geometry;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Intel's ISA-L through {@code reed_solomon.c}, which compares what it rebuilds first.
 *
 * @param geometry of the stripe
 * @param lost so many data shards are rebuilt; 0 encodes
 */
record NativeReedSolomon(Geometry geometry, int lost) implements Meter {
    @Override
    public double gigabytesPerSecond(Effort effort) throws IOException, InterruptedException {
        Path program =
                ForeignProgram.compile("reed_solomon", "isa-l.h", "isal")
                        .orElseThrow(() -> new NotInstalledException("gcc, libisal-dev"));
        return ForeignProgram.number(
                program.toString(),
                Integer.toString(geometry.dataShards()),
                Integer.toString(geometry.parityShards()),
                Integer.toString(lost),
                Integer.toString(ReedSolomonBenchmark.SHARD_BYTES),
                Double.toString(effort.measureSeconds()));
    }
}
