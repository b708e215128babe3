package io.reducto.benchmarks.memory;

import io.reducto.benchmarks.endtoend.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs programs, one at a time. Nobody looks at them while they run, because what looks would run
 * on their core.
 */
final class Program {
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * What a run took.
     *
     * @param wall seconds from begin to end
     * @param cpu seconds of all its processes, user and system
     * @param said both of its streams
     */
    record Spent(double wall, double cpu, String said) {}

    private final Path folder;
    private final Map<String, String> environment;

    /**
     * Programs in {@code folder}, in which what they say is kept.
     *
     * @param environment variables beside those of this process
     */
    Program(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** Runs a program that must succeed. */
    Spent run(List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Duration before = Processes.ofEndedChildren();
        long from = System.nanoTime();
        Process process = builder.start();
        int code = end(process);
        double wall = (System.nanoTime() - from) / NANOS_PER_SECOND;
        Duration cpu = Processes.ofEndedChildren().minus(before);
        String said = Files.readString(output, StandardCharsets.UTF_8);
        if (code != 0) {
            throw new IOException(
                    "%s: exit code %d:%n%s".formatted(String.join(" ", command), code, said));
        }
        return new Spent(wall, cpu.toNanos() / NANOS_PER_SECOND, said);
    }

    private static int end(Process process) throws IOException, InterruptedException {
        try {
            process.getOutputStream().close();
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }
}
