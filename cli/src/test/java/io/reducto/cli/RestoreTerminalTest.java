package io.reducto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.testkit.RequiresTool;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A restore as somebody at a terminal has it: one line of progress, and Ctrl-C. */
@ExtendWith(Seed.Extension.class)
@Timeout(120)
class RestoreTerminalTest {
    private static final int PATTERN_BYTES = 1 << 20;
    private static final int REPEATS = 64;
    private static final int END_SECONDS = 30;

    @TempDir Path folder;

    @Test
    void ctrlCLeavesNothingOfTheFile(Seed seed) throws Exception {
        Path volumes = volumes(seed);
        Path target = Files.createDirectory(folder.resolve("out"));
        Path err = folder.resolve("err");
        Process process =
                new ProcessBuilder(command(volumes.resolve("v1"), target.resolve("db")))
                        .redirectOutput(folder.resolve("stdout").toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            while (written(target) == 0 && process.isAlive()) {
                Thread.onSpinWait();
            }
            // Held, so that it does not come to its end before the signal comes.
            signal("STOP", process);
            assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
            assertThat(written(target)).isPositive().isLessThan(PATTERN_BYTES * (long) REPEATS);
            assertThat(target.resolve("db")).doesNotExist();
            signal("INT", process);
            signal("CONT", process);
            assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(files(target)).isEmpty();
        assertThat(Files.readString(err)).doesNotContain("Exception");
    }

    @Test
    @RequiresTool({"script", "stty"})
    void aTerminalShowsOneLine(Seed seed) throws Exception {
        Path volumes = volumes(seed);
        Path shown = folder.resolve("shown");
        String command = ShellWords.join(command(volumes.resolve("v1"), folder.resolve("db")));
        Process process =
                new ProcessBuilder("script", "-qec", "stty cols 50; " + command, "/dev/null")
                        .redirectErrorStream(true)
                        .redirectOutput(shown.toFile())
                        .start();
        assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(shown);
        assertThat(process.exitValue()).as(text).isZero();
        List<String> lines = text.lines().filter(line -> line.startsWith("restore")).toList();
        assertThat(lines)
                .as("each drawn over the one before: %s", text)
                .isNotEmpty()
                .allMatch(line -> line.length() < 50)
                .last()
                .asString()
                .contains("100%")
                .contains("64/64 MiB");
        assertThat(text.strip().split("\r?\n", -1)).as(text).hasSizeLessThanOrEqualTo(4);
    }

    private Path volumes(Seed seed) throws Exception {
        Path volumes = Files.createDirectory(folder.resolve("volumes"));
        // Large to read, and small to store.
        byte[] pattern = seed.bytes(PATTERN_BYTES);
        byte[] object = new byte[PATTERN_BYTES * REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            System.arraycopy(pattern, 0, object, i * PATTERN_BYTES, PATTERN_BYTES);
        }
        new StoredObjects(volumes, seed).store(new ObjectVersion("disks", "db", "1"), object);
        return volumes;
    }

    private static List<String> command(Path volume, Path target) {
        // A build in the background ignores SIGINT, and would have its children ignore it.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(Arrays.asList(Reducto.class.getName(), "restore", "-r", volume.toString()));
        command.addAll(List.of("disks/db@1", target.toString()));
        return command;
    }

    private static void signal(String name, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static long written(Path folder) throws IOException {
        long bytes = 0;
        for (Path file : files(folder)) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
