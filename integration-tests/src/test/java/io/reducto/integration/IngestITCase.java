package io.reducto.integration;

import static io.reducto.integration.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reducto.cli.flink.FlinkRest;
import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.UploadId;
import io.reducto.testkit.RequiresTool;
import io.reducto.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The ingest job on a real cluster, while nothing dies. */
@ExtendWith({SharedCluster.class, Seed.Extension.class})
@Timeout(300)
class IngestITCase {
    private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

    @TempDir Path folder;

    /** A test that failed holds no slots that the next one needs. */
    @AfterEach
    void endJobs(LocalClusterFixture cluster) throws Exception {
        for (FlinkRest.Job job : cluster.rest().jobs()) {
            if (!ENDED.contains(job.state())) {
                cluster.rest().cancel(job.id());
            }
        }
    }

    @Test
    void boundedInputCommitsItsTail(LocalClusterFixture cluster, Seed seed) throws Exception {
        IngestFixture ingest = new IngestFixture(cluster, folder, "bounded");
        Map<String, String> published;
        try (Feeder feeder =
                new Feeder(cluster.bootstrapServers(), ingest.segments(), seed.random())) {
            for (int i = 0; i < 20; i++) {
                feeder.publishOne("v" + i);
            }
            published = feeder.published();
        }
        String job = ingest.start(4, Optional.empty(), Map.of(), "--bounded");
        eventually(
                IngestFixture.PATIENCE,
                "the job ends",
                () -> ingest.rest().job(job).job().state().equals("FINISHED"));
        assertThat(ingest.committed().restoreAll()).containsExactlyInAnyOrderEntriesOf(published);
        assertThat(ingest.told().events())
                .hasSize(20)
                .containsExactlyInAnyOrderEntriesOf(ingest.committed().events());
    }

    /** Protocol 6 where it counts: on a cluster, across commits. */
    @Test
    void aVersionIsEnteredAndToldOnceWhateverIsSent(LocalClusterFixture cluster, Seed seed)
            throws Exception {
        IngestFixture ingest = new IngestFixture(cluster, folder, "uploads");
        String job = ingest.submit(2, Optional.empty());
        byte[] content = seed.bytes(3 << 20);
        byte[] other = seed.bytes(2 << 20);
        try (Feeder feeder =
                new Feeder(cluster.bootstrapServers(), ingest.segments(), seed.random())) {
            List<Segment> lost = feeder.segments(upload("1", "lost"), other);
            feeder.send(lost.subList(0, lost.size() - 1));
            feeder.send(feeder.segments(upload("1", "whole"), content));
            awaitTold(ingest, "tool@1");

            feeder.send(lost.subList(lost.size() - 1, lost.size()));
            feeder.send(feeder.segments(upload("1", "again"), content));
            feeder.send(feeder.segments(upload("1", "conflict"), other));
            feeder.send(feeder.segments(upload("2", "next"), other));
            awaitTold(ingest, "tool@2");
        }
        ingest.rest().cancel(job);
        assertThat(ingest.told().events())
                .containsExactlyInAnyOrderEntriesOf(ingest.committed().events());
        assertThat(ingest.told().count()).as("nothing died, nothing is repeated").isEqualTo(2);
        assertThat(ingest.committed().restoreAll())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("tool@1", Feeder.hex(content), "tool@2", Feeder.hex(other)));
        assertThat(ingest.rejections())
                .containsExactlyInAnyOrder(
                        "lost SUPERSEDED", "lost UNKNOWN_UPLOAD", "conflict VERSION_CONFLICT");
    }

    private static UploadId upload(String version, String upload) {
        return new UploadId(Feeder.DATA_SET, "tool", version, upload);
    }

    private static void awaitTold(IngestFixture ingest, String version) throws Exception {
        eventually(
                IngestFixture.PATIENCE,
                version + " is told",
                () -> ingest.told().events().containsKey(version));
    }

    @Test
    void onlyIdsCrossTheNetworkASecondTime(LocalClusterFixture cluster, Seed seed)
            throws Exception {
        IngestFixture ingest = new IngestFixture(cluster, folder, "network");
        String job = ingest.submit(4, Optional.empty());
        try (Feeder feeder =
                new Feeder(cluster.bootstrapServers(), ingest.segments(), seed.random())) {
            long bytes = 0;
            for (int i = 0; i < 20; i++) {
                bytes += feeder.publishOne("v" + i);
            }
            awaitAll(ingest, feeder.published());
            long sent = bytes;
            // Flink asks its tasks every ten seconds; until then it answers with what was before.
            eventually(
                    IngestFixture.PATIENCE,
                    "segments come from sources elsewhere",
                    () ->
                            bytes("numBytesInRemote", ingest.rest(), job, "chunk") > sent / 8
                                    && bytes("numBytesInLocal", ingest.rest(), job, "assemble")
                                            > 0);
            assertThat(bytes("numBytesInLocal", ingest.rest(), job, "assemble"))
                    .as("notices: entries are handed over in memory")
                    .isLessThan(sent / 50);
            assertThat(bytes("numBytesInRemote", ingest.rest(), job, "index"))
                    .as("ids")
                    .isPositive()
                    .isLessThan(sent / 50);
            assertThat(bytes("numBytesInRemote", ingest.rest(), job, "assemble"))
                    .as("verdicts")
                    .isPositive()
                    .isLessThan(sent / 50);
            assertThat(ingest.rest().checkpoints(job).latest().orElseThrow().stateSizeBytes())
                    .as("state, of %d bytes of content", sent)
                    .isLessThan(2 << 20);
        }
        ingest.rest().cancel(job);
    }

    private static long bytes(String metric, FlinkRest rest, String job, String vertex)
            throws Exception {
        FlinkRest.Vertex found =
                rest.job(job).vertices().stream()
                        .filter(v -> v.name().startsWith(vertex))
                        .findFirst()
                        .orElseThrow();
        String name = "Shuffle.Netty.Input." + metric;
        long[] bytes = new long[1];
        eventually(
                IngestFixture.PATIENCE,
                name + " of " + vertex,
                () -> {
                    Map<String, FlinkRest.Metric> metrics =
                            rest.metrics(job, found.id(), List.of(name));
                    metrics.values().forEach(m -> bytes[0] = (long) m.sum());
                    return !metrics.isEmpty();
                });
        return bytes[0];
    }

    @Test
    void aJobThatIsRescaledGoesOnWhereItStopped(LocalClusterFixture cluster, Seed seed)
            throws Exception {
        IngestFixture ingest = new IngestFixture(cluster, folder, "rescaled");
        try (Feeder feeder =
                new Feeder(cluster.bootstrapServers(), ingest.segments(), seed.random())) {
            Optional<String> savepoint = Optional.empty();
            for (int parallelism = 1; parallelism <= 3; parallelism++) {
                String job = ingest.submit(parallelism, savepoint);
                for (int i = 0; i < 6; i++) {
                    feeder.publishOne("p" + parallelism + "-" + i);
                }
                long head = ingest.committed().head();
                eventually(
                        IngestFixture.PATIENCE,
                        "a commit at parallelism " + parallelism,
                        () -> ingest.committed().head() > head);
                savepoint =
                        Optional.of(
                                ingest.rest()
                                        .stop(
                                                job,
                                                Optional.empty(),
                                                false,
                                                IngestFixture.PATIENCE));
            }
            String last = ingest.submit(2, savepoint);
            awaitAll(ingest, feeder.published());
            awaitAllTold(ingest, feeder.published());
            ingest.rest().cancel(last);
            assertThat(ingest.committed().restoreAll())
                    .containsExactlyInAnyOrderEntriesOf(feeder.published());
            assertThat(ingest.told().events())
                    .containsExactlyInAnyOrderEntriesOf(ingest.committed().events());
        }
    }

    @Test
    void aJobWithoutStateIsRefusedWhereThereAreCommits(LocalClusterFixture cluster, Seed seed)
            throws Exception {
        IngestFixture ingest = new IngestFixture(cluster, folder, "refused");
        assertThatThrownBy(
                        () ->
                                ingest.start(
                                        1,
                                        Optional.empty(),
                                        Map.of(
                                                "execution.checkpointing.unaligned.enabled",
                                                "true")))
                .hasMessageContaining("execution.checkpointing.unaligned.enabled: expected false");
        try (Feeder feeder =
                new Feeder(cluster.bootstrapServers(), ingest.segments(), seed.random())) {
            feeder.publishOne("v1");
        }
        String first = ingest.start(1, Optional.empty(), Map.of(), "--bounded");
        eventually(
                IngestFixture.PATIENCE,
                "the job ends",
                () -> ingest.rest().job(first).job().state().equals("FINISHED"));
        assertThatThrownBy(() -> ingest.start(1, Optional.empty(), Map.of()))
                .hasMessageContaining("expected no commits for a job that starts without state");
    }

    @Test
    void theCommandLineGoesOnFromASavepoint(LocalClusterFixture cluster, Seed seed)
            throws Exception {
        IngestFixture ingest = new IngestFixture(cluster, folder, "from");
        String first = jobOf(ingest.command());
        try (Feeder feeder =
                new Feeder(cluster.bootstrapServers(), ingest.segments(), seed.random())) {
            for (int i = 0; i < 6; i++) {
                feeder.publishOne("before-" + i);
            }
            awaitAll(ingest, feeder.published());
            String savepoint =
                    ingest.rest().stop(first, Optional.empty(), false, IngestFixture.PATIENCE);
            CommandLineProcess.Result refused = ingest.command();
            assertThat(refused.code()).isNotZero();
            assertThat(refused.err())
                    .contains("expected no commits for a job that starts without state")
                    .doesNotContain("\tat ");
            String second = jobOf(ingest.command("--from", savepoint));
            assertThat(second).isNotEqualTo(first);
            // What stood before is known: no second copy, and no second version.
            for (int i = 0; i < 6; i++) {
                feeder.publishOne("after-" + i);
            }
            awaitAll(ingest, feeder.published());
            ingest.rest().cancel(second);
            assertThat(ingest.committed().restoreAll())
                    .containsExactlyInAnyOrderEntriesOf(feeder.published());
        }
    }

    private static String jobOf(CommandLineProcess.Result submitted) throws Exception {
        assertThat(submitted.code()).as(submitted.err()).isZero();
        return new ObjectMapper().readTree(submitted.out()).get("job").asText();
    }

    @Test
    @RequiresTool({"node", "npm"})
    void whatKafkaJsPublishesIsRestored(LocalClusterFixture cluster, Seed seed) throws Exception {
        IngestFixture ingest = new IngestFixture(cluster, folder, "kafkajs");
        byte[] content = seed.bytes(2_500_000);
        Path file = Files.write(folder.resolve("disk.img"), content);
        KafkaJs.install(folder)
                .publish(cluster.bootstrapServers(), ingest.segments(), file, "disks", "disk.img");
        String job = ingest.start(2, Optional.empty(), Map.of(), "--bounded");
        eventually(
                IngestFixture.PATIENCE,
                "the job ends",
                () -> ingest.rest().job(job).job().state().equals("FINISHED"));
        // Compares the SHA-256 that the publisher declared, too.
        CommandLineProcess.Result restored =
                CommandLineProcess.reducto(
                        "restore",
                        "-r",
                        ingest.volume(1).toString(),
                        "disks/disk.img@1",
                        folder.resolve("restored").toString());
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(folder.resolve("restored")).hasBinaryContent(content);
    }

    static void awaitAll(IngestFixture ingest, Map<String, String> published) throws Exception {
        eventually(
                IngestFixture.PATIENCE,
                published.size() + " versions are committed",
                () -> ingest.committed().versions().keySet().containsAll(published.keySet()));
    }

    static void awaitAllTold(IngestFixture ingest, Map<String, String> published) throws Exception {
        eventually(
                IngestFixture.PATIENCE,
                published.size() + " versions are told",
                () -> ingest.told().events().keySet().containsAll(published.keySet()));
    }
}
