package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.architecture.Reactor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program in JavaScript with libraries that are not ours: a folder below {@code src/test/node},
 * installed elsewhere by its lock file. Needs {@code node} and {@code npm}.
 */
public final class NodeProgram {
    private static final int PATIENCE_SECONDS = 600;

    private final Path folder;

    private NodeProgram(Path folder) {
        this.folder = folder;
    }

    /** Installs the program {@code name} below {@code folder}. */
    public static NodeProgram install(String name, Path folder)
            throws IOException, InterruptedException {
        Path source = Reactor.root().resolve("integration-tests/src/test/node").resolve(name);
        NodeProgram program = new NodeProgram(Files.createDirectories(folder.resolve(name)));
        for (Path file : files(source)) {
            Files.copy(
                    file,
                    program.folder.resolve(source.relativize(file)),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        program.run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        return program;
    }

    private static List<Path> files(Path source) throws IOException {
        try (Stream<Path> files = Files.list(source)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Runs one of its scripts to its end, which must be a good one. */
    public void run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        run(command);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        File output = Files.createTempFile(folder, "output", "").toFile();
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + command);
        }
        assertThat(process.exitValue()).as(Files.readString(output.toPath())).isZero();
    }
}
