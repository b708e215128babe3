package io.reducto.benchmarks.kernels;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Programs that are not Java: those of others, and ours in {@code src/main/c}. */
final class ForeignProgram {
    private ForeignProgram() {}

    /** Whether {@code name} is on the {@code PATH}. */
    static boolean exists(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, name).canExecute());
    }

    /** What it says, both streams in one; a failure is an exception with that text. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(
                    "%s: exit code %d: %s".formatted(String.join(" ", command), status, said));
        }
        return said;
    }

    /** The last line that it says, a number. */
    static double number(String... command) throws IOException, InterruptedException {
        return Double.parseDouble(run(command).strip());
    }

    /** Where programs and files for them lie; it may go away between two runs. */
    static Path folder() throws IOException {
        return Files.createDirectories(home().resolve("target/native"));
    }

    /**
     * Compiles {@code src/main/c/<name>.c}.
     *
     * @param header that its source includes and the library that brings it, both empty if none
     * @return the program; empty when there is no compiler, or not that header
     */
    static Optional<Path> compile(String name, String header, String library)
            throws IOException, InterruptedException {
        if (!exists("gcc") || !hasHeader(header)) {
            return Optional.empty();
        }
        return Optional.of(
                compile(name, folder(), library.isEmpty() ? List.of() : List.of("-l" + library)));
    }

    /**
     * Compiles {@code src/main/c/<name>.c} and others with it.
     *
     * @param headers folder of what it includes
     * @param more sources or libraries
     */
    static Path compile(String name, Path headers, List<String> more)
            throws IOException, InterruptedException {
        Path program = folder().resolve(name);
        List<String> command =
                new ArrayList<>(List.of("gcc", "-O3", "-march=native", "-Wall", "-Werror"));
        command.addAll(List.of("-I", headers.toString(), "-o", program.toString()));
        command.add(home().resolve("src/main/c").resolve(name + ".c").toString());
        command.addAll(more);
        run(command.toArray(String[]::new));
        return program;
    }

    private static boolean hasHeader(String header) throws IOException, InterruptedException {
        if (header.isEmpty()) {
            return true;
        }
        Path probe = Files.writeString(folder().resolve("probe.c"), "#include <" + header + ">\n");
        try {
            run("gcc", "-E", probe.toString(), "-o", folder().resolve("probe.i").toString());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("reducto.benchmarks.home", "")).toAbsolutePath();
    }
}
