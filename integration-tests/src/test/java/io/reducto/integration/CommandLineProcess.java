package io.reducto.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, as the launcher starts it. */
final class CommandLineProcess {
    private static final int PATIENCE_SECONDS = 120;

    private CommandLineProcess() {}

    /** What it ended with and printed. */
    record Result(int code, String out, String err) {}

    /** Such a process; arguments that begin with -D are for Java. */
    static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"));
        command.addAll(arguments.stream().filter(a -> a.startsWith("-D")).toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("io.reducto.cli.Reducto");
        command.addAll(arguments.stream().filter(a -> !a.startsWith("-D")).toList());
        return command;
    }

    /** Runs {@code reducto} with these arguments to its end. */
    static Result reducto(String... arguments) throws IOException, InterruptedException {
        List<String> command = command(List.of(arguments));
        Path out = Files.createTempFile("reducto", ".out");
        Path err = Files.createTempFile("reducto", ".err");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("no end after 120 s: " + command);
            }
            return new Result(process.exitValue(), read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
