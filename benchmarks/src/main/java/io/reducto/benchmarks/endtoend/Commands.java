package io.reducto.benchmarks.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands, one at a time, and measures each: its CPU time is what the system adds to this
 * process' account of ended children. Nothing else may end meanwhile.
 */
final class Commands {
    private static final long LOOK_MS = 20;
    private static final int TAIL_CHARS = 2_000;

    private final Path folder;
    private final Map<String, String> environment;

    /**
     * Commands that run in a folder.
     *
     * @param folder working directory; their output is kept there
     * @param environment variables beside those of this process
     */
    Commands(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** Runs a command that must succeed; its standard output goes to a file of the folder. */
    Cost run(List<String> command) throws IOException, InterruptedException {
        return run(command, folder.resolve("output"));
    }

    /** Runs a command that must succeed, with its standard output in {@code output}. */
    Cost run(List<String> command, Path output) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        Duration cpu = Processes.ofEndedChildren();
        long began = System.nanoTime();
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        long peak;
        try {
            process.getOutputStream().close();
            peak = watch(process);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - began);
        if (process.exitValue() != 0) {
            throw new IOException(
                    "%s ended with exit code %d:%n%s"
                            .formatted(
                                    String.join(" ", command), process.exitValue(), tail(errors)));
        }
        return new Cost(wall, Processes.ofEndedChildren().minus(cpu), peak);
    }

    /** What a command prints, without the end of the line. */
    String print(List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("printed");
        run(command, output);
        return Files.readString(output).strip();
    }

    /** Waits for the end; the peak of memory that was seen on the way. */
    private static long watch(Process process) throws IOException, InterruptedException {
        long peak = 0;
        do {
            long sum = Processes.peak(process.pid());
            for (ProcessHandle child : process.descendants().toList()) {
                sum += Processes.peak(child.pid());
            }
            peak = Math.max(peak, sum);
        } while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS));
        return peak;
    }

    private static String tail(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.length() - TAIL_CHARS));
    }
}
