package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reducto.architecture.Reactor;
import io.reducto.cli.cluster.ClusterDirectory;
import io.reducto.cli.cluster.Home;
import io.reducto.cli.cluster.LocalCluster;
import io.reducto.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code reducto quickstart} as a user types it, with a small input and ports of its own. */
@ExtendWith(Seed.Extension.class)
@Timeout(240)
class QuickstartITCase {
    private static final int VERSION_BYTES = 2_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int END_SECONDS = 60;

    @TempDir Path folder;

    @AfterEach
    void leaveNothingRunning() throws Exception {
        cluster().stop();
    }

    @Test
    void everyVersionIsRestoredAfterTwoVolumesAreGone(Seed seed) throws Exception {
        CommandLineProcess.Result result =
                CommandLineProcess.reducto(arguments(input(seed)).toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode summary = new ObjectMapper().readTree(result.out());
        assertThat(result.out().lines()).hasSize(1);
        assertThat(summary.get("bytesIn").asLong()).isEqualTo(VERSION_BYTES * 3L);
        // The second version repeats the first, the third is a quarter new.
        assertThat(summary.get("bytesUnique").asLong())
                .isBetween(VERSION_BYTES * 5L / 4, VERSION_BYTES * 5L / 4 + 100_000);
        JsonNode versions = summary.get("versions");
        assertThat(versions).hasSize(3);
        assertThat(versions.get(0).get("bytesUnique").asLong()).isEqualTo(VERSION_BYTES);
        assertThat(versions.get(1).get("bytesUnique").asLong()).isZero();
        assertThat(versions.get(1).get("bytesStored").asLong()).isZero();
        long stored = summary.get("bytesStored").asLong();
        // Random bytes do not shrink.
        assertThat(stored).isBetween(VERSION_BYTES * 5L / 4, VERSION_BYTES * 5L / 4 + 500_000);
        assertThat(summary.get("bytesStoredWithParity").asLong())
                .isBetween(stored * 14 / 10, stored * 17 / 10);
        assertThat(summary.get("restored").asInt()).isEqualTo(3);
        assertThat(result.err()).contains("restored input@v3: BLAKE3");
        for (int volume = 1; volume <= 6; volume++) {
            Path path = folder.resolve("q/volumes/d" + volume);
            assertThat(Files.exists(path)).isEqualTo(volume != 2 && volume != 5);
        }
        assertNothingRuns();
    }

    @Test
    void ctrlCLeavesNoProcess(Seed seed) throws Exception {
        Path err = folder.resolve("err");
        // A build in the background ignores SIGINT, and would have its children ignore it.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(CommandLineProcess.command(arguments(input(seed))));
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            Eventually.eventually(
                    PATIENCE,
                    "the broker answers",
                    () -> Files.readString(err).contains("the broker answers"));
            assertThat(cluster().isRunning()).isTrue();
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(err)).doesNotContain("Exception");
        assertNothingRuns();
    }

    private void assertNothingRuns() throws Exception {
        assertThat(cluster().isRunning()).isFalse();
        String here = folder.toString();
        assertThat(
                        ProcessHandle.allProcesses()
                                .filter(LocalClusterFixture::isAlive)
                                .map(process -> process.info().commandLine().orElse(""))
                                .filter(command -> command.contains(here)))
                .isEmpty();
    }

    private LocalCluster cluster() {
        return new LocalCluster(new ClusterDirectory(folder.resolve("q/cluster")));
    }

    private List<String> arguments(Path input) {
        int port = LocalClusterFixture.freePorts(1).rest();
        return List.of(
                "-D" + Home.PROPERTY + "=" + Reactor.root(),
                "quickstart",
                "--dir",
                folder.resolve("q").toString(),
                "--input",
                input.toString(),
                "--task-managers",
                "1",
                "--slots",
                "2",
                "--port-base",
                Integer.toString(port),
                "--stop",
                "--json");
    }

    private Path input(Seed seed) throws Exception {
        Path input = Files.createDirectory(folder.resolve("input"));
        byte[] first = seed.bytes(VERSION_BYTES);
        Files.write(input.resolve("v1"), first);
        Files.write(input.resolve("v2"), first);
        byte[] third = Arrays.copyOf(first, VERSION_BYTES);
        byte[] fresh = seed.bytes(VERSION_BYTES / 4);
        System.arraycopy(fresh, 0, third, VERSION_BYTES - fresh.length, fresh.length);
        Files.write(input.resolve("v3"), third);
        return input;
    }
}
