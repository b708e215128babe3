package io.reducto.benchmarks.kernels;

import io.reducto.codec.chunk.ChunkingParameters;
import io.reducto.codec.chunk.ChunkingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code fastcdc.c}, with our gear table; it is timed after it has found our cut points. */
final class NativeFastCdc implements Meter {
    private final ChunkingSpec spec;
    private Optional<Path> program = Optional.empty();

    NativeFastCdc(ChunkingSpec spec) {
        this.spec = spec;
    }

    @Override
    public double gigabytesPerSecond(Effort effort) throws IOException, InterruptedException {
        Path input = ForeignProgram.folder().resolve("fastcdc.bin");
        if (program.isEmpty()) {
            Path compiled = compile(spec).orElseThrow(() -> new NotInstalledException("gcc"));
            byte[] bytes = Samples.random(FastCdcBenchmark.INPUT_BYTES);
            Files.write(input, bytes);
            check(FastCdcBenchmark.cuts(spec, bytes), cuts(compiled, input));
            program = Optional.of(compiled);
        }
        return ForeignProgram.number(
                program.get().toString(),
                input.toString(),
                Double.toString(effort.measureSeconds()));
    }

    /** A program for each spec, under a name of its own. */
    static Optional<Path> compile(ChunkingSpec spec) throws IOException, InterruptedException {
        Files.writeString(ForeignProgram.folder().resolve("fastcdc_spec.h"), header(spec));
        Optional<Path> compiled = ForeignProgram.compile("fastcdc", "", "");
        if (compiled.isEmpty()) {
            return compiled;
        }
        String name = "fastcdc-" + spec.parameters().averageBytes();
        return Optional.of(
                Files.move(
                        compiled.get(),
                        compiled.get().resolveSibling(name),
                        StandardCopyOption.REPLACE_EXISTING));
    }

    /** The ends of all chunks of a file but an unfinished last one. */
    static int[] cuts(Path program, Path file) throws IOException, InterruptedException {
        return ForeignProgram.run(program.toString(), file.toString(), "cuts")
                .lines()
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static String header(ChunkingSpec spec) {
        ChunkingParameters sizes = spec.parameters();
        String gear =
                Arrays.stream(spec.gearTable().entries())
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
