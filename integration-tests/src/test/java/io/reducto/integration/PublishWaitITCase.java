package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reducto.architecture.Reactor;
import io.reducto.cli.cluster.ClusterStatus;
import io.reducto.cli.cluster.Home;
import io.reducto.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code submit ingest} and {@code publish --wait} as a user types them. */
@ExtendWith({SharedCluster.class, Seed.Extension.class})
@Timeout(240)
class PublishWaitITCase {
    @TempDir Path folder;

    @Test
    void waitReturnsWithTheCommitOrSaysWhyThereIsNone(LocalClusterFixture cluster, Seed seed)
            throws Exception {
        Path first = Files.write(folder.resolve("first"), seed.bytes(3_000_000));
        Path second = Files.write(folder.resolve("second"), seed.bytes(100_000));
        List<String> init = new ArrayList<>(List.of("init"));
        for (int volume = 1; volume <= 6; volume++) {
            init.add(folder.resolve("d" + volume).toString());
        }
        assertThat(run(init).code()).isZero();

        CommandLineProcess.Result early = publish(cluster, first);
        assertThat(early.code()).isEqualTo(6);
        assertThat(early.err()).contains("have no topic wait-segments");
        CommandLineProcess.Result submitted = submit(cluster);
        assertThat(submitted.code()).as(submitted.err()).isZero();
        assertThat(submitted.err()).contains("made topic wait-segments, partitions: 3");
        String job = new ObjectMapper().readTree(submitted.out()).get("job").asText();
        assertThat(cluster.rest().job(job).isFullyRunning()).isTrue();

        CommandLineProcess.Result published = publish(cluster, first);
        assertThat(published.code()).as(published.err()).isZero();
        assertThat(published.err()).contains("committed 1 of 1");
        JsonNode line = new ObjectMapper().readTree(published.out());
        assertThat(line.get("commit").asLong()).isPositive();
        assertThat(line.get("blake3").asText()).isEqualTo(Feeder.hex(Files.readAllBytes(first)));

        CommandLineProcess.Result again = publish(cluster, first);
        assertThat(again.code()).as("the same content: " + again.err()).isZero();
        CommandLineProcess.Result other = publish(cluster, second);
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("builds/tool@1").contains("VERSION_CONFLICT");
        assertThat(other.out()).isEmpty();

        CommandLineProcess.Result refused = submit(cluster);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("reducto: the job is refused: repository: expected no commits")
                .contains("start it from the savepoint");
        cluster.rest().cancel(job);

        CommandLineProcess.Result late =
                publish(cluster, second, "--object", "late", "--timeout", "1");
        assertThat(late.code()).isEqualTo(1);
        assertThat(late.err()).contains("not committed after 1 s: 0 of 1 versions are");
    }

    private CommandLineProcess.Result submit(LocalClusterFixture cluster) throws Exception {
        return run(
                List.of(
                        "-D" + Home.PROPERTY + "=" + Reactor.root(),
                        "submit",
                        "ingest",
                        "--json",
                        "-r",
                        folder.resolve("d1").toString(),
                        "--dashboard",
                        ClusterStatus.dashboard(cluster.plan()).toString(),
                        "--bootstrap-servers",
                        cluster.bootstrapServers(),
                        "--segments",
                        "wait-segments",
                        "--rejected",
                        "wait-rejected",
                        "--catalog",
                        "wait-catalog",
                        "--partitions",
                        "3",
                        "--parallelism",
                        "2",
                        "--",
                        "--group",
                        "wait"));
    }

    private CommandLineProcess.Result publish(
            LocalClusterFixture cluster, Path file, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "publish",
                                "--wait",
                                "--json",
                                "-r",
                                folder.resolve("d1").toString(),
                                "--bootstrap-servers",
                                cluster.bootstrapServers(),
                                "--topic",
                                "wait-segments",
                                "--rejected",
                                "wait-rejected",
                                "--data-set",
                                "builds",
                                "--version",
                                "1"));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--object")) {
            arguments.addAll(List.of("--object", "tool"));
        }
        arguments.add(file.toString());
        return run(arguments);
    }

    private static CommandLineProcess.Result run(List<String> arguments) throws Exception {
        return CommandLineProcess.reducto(arguments.toArray(String[]::new));
    }
}
