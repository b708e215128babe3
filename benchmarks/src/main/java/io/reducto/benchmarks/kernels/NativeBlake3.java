package io.reducto.benchmarks.kernels;

import io.reducto.codec.digest.Blake3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * BLAKE3 of its authors: their C library where it or its source is installed, or else {@code b3sum}
 * on a long file in the page cache, its start and the mapping of the file included.
 *
 * @param fileBytes length of that file
 */
record NativeBlake3(int fileBytes) implements Meter {
    /** Prints the seconds of processor time that it took, as program and in the system. */
    private static final String TIMED =
            "TIMEFORMAT='%3U %3S'; time b3sum --num-threads 1 --no-names \"$1\" > /dev/null";

    private static final double NANOSECONDS = 1e9;
    private static final String PACKAGES = "gcc and libblake3-dev or librust-blake3-dev, or b3sum";
    private static final Path SOURCES = Path.of("/usr/share/cargo/registry");
    private static final List<String> FILES =
            List.of(
                    "blake3.c",
                    "blake3_dispatch.c",
                    "blake3_portable.c",
                    "blake3_sse2_x86-64_unix.S",
                    "blake3_sse41_x86-64_unix.S",
                    "blake3_avx2_x86-64_unix.S",
                    "blake3_avx512_x86-64_unix.S");

    @Override
    public double gigabytesPerSecond(Effort effort) throws IOException, InterruptedException {
        Optional<Path> library = library();
        if (library.isPresent()) {
            String program = library.get().toString();
            Path file = input("blake3.bin", Blake3Benchmark.INPUT_BYTES);
            check(file, ForeignProgram.run(program, file.toString()));
            return ForeignProgram.number(
                    program, file.toString(), Double.toString(effort.measureSeconds()));
        }
        if (!ForeignProgram.exists("b3sum")) {
            throw new NotInstalledException(PACKAGES);
        }
        return b3sum(input("b3sum.bin", fileBytes), effort);
    }

    private static Optional<Path> library() throws IOException, InterruptedException {
        Optional<Path> sources = sources();
        if (sources.isEmpty() || !ForeignProgram.exists("gcc")) {
            return ForeignProgram.compile("blake3", "blake3.h", "blake3");
        }
        List<String> files =
                FILES.stream().map(file -> sources.get().resolve(file).toString()).toList();
        return Optional.of(ForeignProgram.compile("blake3", sources.get(), files));
    }

    /** The folder of the C sources that the crate brings, with assembly for this processor. */
    private static Optional<Path> sources() {
        if (!System.getProperty("os.arch").equals("amd64") || !Files.isDirectory(SOURCES)) {
            return Optional.empty();
        }
        try (Stream<Path> crates = Files.list(SOURCES)) {
            return crates.filter(crate -> crate.getFileName().toString().startsWith("blake3-"))
                    .map(crate -> crate.resolve("c"))
                    .filter(folder -> Files.exists(folder.resolve(FILES.get(0))))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Which of them it is. */
    static String name() {
        boolean isLibrary = sources().isPresent() || Files.exists(Path.of("/usr/include/blake3.h"));
        return ForeignProgram.exists("gcc") && isLibrary
                ? "libblake3 (C)"
                : "b3sum, one thread, long file";
    }

    private double b3sum(Path file, Effort effort) throws IOException, InterruptedException {
        String name = file.toString();
        check(file, ForeignProgram.run("b3sum", "--no-names", name));
        double best = 0;
        for (int window = 0; window < effort.windows(); window++) {
            String[] seconds =
                    ForeignProgram.run("bash", "-c", TIMED, "bash", name).split("\\s+", -1);
            double spent = Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1]);
            best = Math.max(best, fileBytes / spent / NANOSECONDS);
        }
        return best;
    }

    private static Path input(String name, int bytes) throws IOException {
        Path file = ForeignProgram.folder().resolve(name);
        if (!Files.exists(file) || Files.size(file) != bytes) {
            Files.write(file, Samples.random(bytes));
        }
        return file;
    }

    private static void check(Path file, String found) throws IOException {
        byte[] content = Files.readAllBytes(file);
        String expected = HexFormat.of().formatHex(Blake3.hash(content, 0, content.length));
        if (!found.strip().equals(expected)) {
            throw new IOException(
                    "BLAKE3 of %s: expected %s, found %s".formatted(file, expected, found));
        }
    }
}
