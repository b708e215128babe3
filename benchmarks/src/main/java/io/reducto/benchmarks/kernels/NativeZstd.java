package io.reducto.benchmarks.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The benchmark of the {@code zstd} command at one level. It measures both directions in one go and
 * prints the fastest of its loops.
 */
final class NativeZstd {
    private static final Pattern SPEEDS = Pattern.compile("([0-9.]+) MB/s, +([0-9.]+) MB/s");
    private static final double MEGABYTES = 1e3;

    private final int level;
    private OptionalDouble decompression = OptionalDouble.empty();

    NativeZstd(int level) {
        this.level = level;
    }

    /** Throughput of compression; the other is remembered. */
    double compress(Effort effort) throws IOException, InterruptedException {
        MatchResult speeds = run(effort);
        decompression = OptionalDouble.of(Double.parseDouble(speeds.group(2)) / MEGABYTES);
        return Double.parseDouble(speeds.group(1)) / MEGABYTES;
    }

    /** Throughput of decompression as the last run for compression found it. */
    double decompress(Effort effort) throws IOException, InterruptedException {
        if (decompression.isEmpty()) {
            compress(effort);
        }
        double remembered = decompression.orElseThrow();
        decompression = OptionalDouble.empty();
        return remembered;
    }

    private MatchResult run(Effort effort) throws IOException, InterruptedException {
        if (!ForeignProgram.exists("zstd")) {
            throw new Meter.NotInstalledException("zstd");
        }
        Path file = ForeignProgram.folder().resolve("zstd.bin");
        Files.write(file, Samples.classFiles(ZstdBenchmark.BLOCK_BYTES * ZstdBenchmark.BLOCKS));
        String said =
                ForeignProgram.run(
                        "zstd",
                        "-b" + level,
                        "-i" + Math.max(1, (int) effort.measureSeconds()),
                        "-B" + ZstdBenchmark.BLOCK_BYTES,
                        file.toString());
        return SPEEDS.matcher(said)
                .results()
                .reduce((before, after) -> after)
                .orElseThrow(() -> new IOException("zstd -b: no speeds in: " + said));
    }
}
