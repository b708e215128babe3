package io.reducto.benchmarks.kernels;

import io.reducto.codec.chunk.ChunkingParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code fastcdc.c}, with our gear table; it is timed after it has found our cut points. */
final class NativeFastCdc implements Meter {
    private Optional<Path> input = Optional.empty();

    @Override
    public double gigabytesPerSecond(Effort effort) throws IOException, InterruptedException {
        Path program = compile().orElseThrow(() -> new NotInstalledException("gcc"));
        if (input.isEmpty()) {
            FastCdcBenchmark ours = new FastCdcBenchmark();
            Path file = ForeignProgram.folder().resolve("fastcdc.bin");
            Files.write(file, ours.input);
            check(ours.cuts(), cuts(program, file));
            input = Optional.of(file);
        }
        return ForeignProgram.number(
                program.toString(),
                input.get().toString(),
                Double.toString(effort.measureSeconds()));
    }

    static Optional<Path> compile() throws IOException, InterruptedException {
        Files.writeString(ForeignProgram.folder().resolve("fastcdc_spec.h"), header());
        return ForeignProgram.compile("fastcdc", "", "");
    }

    /** The ends of all chunks of a file but an unfinished last one. */
    static int[] cuts(Path program, Path file) throws IOException, InterruptedException {
        return ForeignProgram.run(program.toString(), file.toString(), "cuts")
                .lines()
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static String header() {
        ChunkingParameters sizes = FastCdcBenchmark.SPEC.parameters();
        String gear =
                Arrays.stream(FastCdcBenchmark.SPEC.gearTable().entries())
                        .mapToObj(entry -> "0x" + Long.toHexString(entry) + "ull")
                        .collect(Collectors.joining(",\n    "));
        return """
                #include <stdint.h>
                #define MIN_BYTES %d
                #define AVERAGE_BYTES %d
                #define MAX_BYTES %d
                #define LEVEL %d
                static const uint64_t GEAR[256] = {
                    %s};
                """
                .formatted(
                        sizes.minBytes(),
                        sizes.averageBytes(),
                        sizes.maxBytes(),
                        sizes.normalization(),
                        gear);
    }

    private static void check(int[] ours, int[] found) throws IOException {
        if (!Arrays.equals(ours, found)) {
            throw new IOException(
                    "cut points: expected our %d, found %d; the first difference is at %d"
                            .formatted(ours.length, found.length, Arrays.mismatch(ours, found)));
        }
    }
}
