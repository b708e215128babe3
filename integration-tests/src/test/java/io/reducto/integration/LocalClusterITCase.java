package io.reducto.integration;

import static io.reducto.integration.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.cli.cluster.ClusterDirectory;
import io.reducto.cli.cluster.ClusterException;
import io.reducto.cli.cluster.ClusterStatus;
import io.reducto.cli.cluster.LocalCluster;
import io.reducto.cli.cluster.Ports;
import io.reducto.cli.flink.FlinkRest;
import io.reducto.cli.flink.FlinkRestException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One cluster, and what its users and its machine may do to it. The order matters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(100)
class LocalClusterITCase {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String JOB = "counting";

    @TempDir Path folder;

    private LocalClusterFixture fixture;

    @BeforeAll
    void start() throws Exception {
        fixture = LocalClusterFixture.start(2, 1);
    }

    @AfterAll
    void stop() throws Exception {
        fixture.close();
    }

    @Test
    @Order(1)
    void statusTellsOfEveryProcess() throws Exception {
        ClusterStatus status = fixture.cluster().status();
        assertThat(status.condition()).isEqualTo(ClusterStatus.Condition.UP);
        assertThat(status.processes())
                .extracting(ClusterStatus.ProcessStatus::name)
                .containsExactly(
                        "supervisor",
                        "zookeeper",
                        "jobmanager",
                        "kafka",
                        "taskmanager-1",
                        "taskmanager-2");
        assertThat(status.processes())
                .allSatisfy(
                        process -> {
                            assertThat(process.pid()).isPresent();
                            assertThat(process.since()).isPresent();
                            assertThat(process.restarts()).isZero();
                        });
        assertThat(fixture.rest().taskManagers()).hasSize(2).allMatch(t -> t.slots() == 1);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(
                                        fixture.cluster().directory().root())))
                .isEqualTo("rwx------");
    }

    @Test
    @Order(2)
    void everythingListensOnTheLoopbackOnly() throws Exception {
        List<ListeningSockets.Socket> sockets = new java.util.ArrayList<>();
        for (ProcessHandle process : fixture.processes()) {
            sockets.addAll(ListeningSockets.of(process.pid()));
        }
        assertThat(sockets).allMatch(socket -> socket.address().isLoopbackAddress());
        assertThat(sockets)
                .extracting(ListeningSockets.Socket::port)
                .containsAll(
                        fixture.plan().ports().uses(fixture.plan().taskManagers()).stream()
                                .map(Ports.Use::port)
                                .toList());
        assertThat(fixture.metrics()).hasSize(3).allMatch(page -> page.contains("flink_"));
        assertThat(LocalClusterFixture.page(ClusterStatus.dashboard(fixture.plan()).toString()))
                .contains("Apache Flink");
    }

    @Test
    @Order(3)
    void takenPortsAreNamedBeforeAnythingStarts() {
        LocalCluster second = new LocalCluster(new ClusterDirectory(folder.resolve("second")));
        assertThatThrownBy(
                        () ->
                                second.start(
                                        LocalClusterFixture.home(),
                                        fixture.plan(),
                                        PATIENCE,
                                        line -> {}))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining(
                        "port %d, for the Kafka broker, is taken: choose another by --kafka-port"
                                .formatted(fixture.plan().ports().kafka()));
        assertThat(folder.resolve("second")).doesNotExist();
        assertThatThrownBy(() -> fixture.start()).hasMessageContaining("runs already");
    }

    @Test
    @Order(4)
    void runsAJobFromUploadToSavepoint() throws Exception {
        FlinkRest rest = fixture.rest();
        String jar = rest.upload(jar());
        FlinkRest.Run run =
                new FlinkRest.Run(
                        CountingJob.class.getName(),
                        List.of(JOB),
                        2,
                        Optional.empty(),
                        Map.of("execution.checkpointing.interval", "500 ms"));
        String first = rest.run(jar, run);
        awaitRunning(first);
        assertThat(rest.jobs()).singleElement().extracting(FlinkRest.Job::name).isEqualTo(JOB);
        eventually(PATIENCE, "two checkpoints", () -> rest.checkpoints(first).completed() > 1);
        assertThat(rest.checkpoints(first).latest().orElseThrow().path()).startsWith("file:");
        FlinkRest.Vertex vertex = rest.job(first).vertices().get(0);
        eventually(
                PATIENCE,
                "records of both subtasks",
                () ->
                        rest
                                .metrics(first, vertex.id(), List.of("Slowly.numRecordsIn", "none"))
                                .entrySet()
                                .stream()
                                .anyMatch(
                                        m ->
                                                m.getKey().equals("Slowly.numRecordsIn")
                                                        && m.getValue().min() > 0
                                                        && m.getValue().sum()
                                                                > m.getValue().max()));
        assertThat(rest.metricNames(first, vertex.id())).contains("Slowly.numRecordsIn");

        assertThat(rest.savepoint(first, Optional.empty(), PATIENCE)).contains("savepoint-");
        String savepoint = rest.stop(first, Optional.empty(), false, PATIENCE);
        assertThat(rest.job(first).job().state()).isEqualTo("FINISHED");

        String second =
                rest.run(
                        jar,
                        new FlinkRest.Run(
                                run.entryClass(),
                                run.arguments(),
                                1,
                                Optional.of(savepoint),
                                Map.of()));
        awaitRunning(second);
        rest.cancel(second);
        eventually(
                PATIENCE,
                "the job is cancelled",
                () -> rest.job(second).job().state().equals("CANCELED"));

        assertThatThrownBy(() -> rest.run(jar, FlinkRest.Run.of("no.such.Main")))
                .isInstanceOf(FlinkRestException.class)
                .hasMessageContaining("no.such.Main")
                .hasMessageContaining("/run");
    }

    @Test
    @Order(5)
    void killedProcessesComeBackAndSoDoesTheJob() throws Exception {
        FlinkRest rest = fixture.rest();
        FlinkRest.Run run =
                new FlinkRest.Run(
                        CountingJob.class.getName(), List.of(JOB), 2, Optional.empty(), Map.of());
        String job = rest.run(rest.upload(jar()), run);
        awaitRunning(job);

        fixture.kill("taskmanager-1");
        fixture.kill("jobmanager");
        awaitUp();
        awaitRunning(job);
        assertThat(fixture.cluster().status().processes())
                .filteredOn(process -> process.restarts() == 1)
                .extracting(ClusterStatus.ProcessStatus::name)
                .containsExactlyInAnyOrder("jobmanager", "taskmanager-1");
    }

    @Test
    @Order(6)
    void aKilledSupervisorLeavesNobodyBehind() throws Exception {
        List<ProcessHandle> processes = fixture.processes();
        assertThat(processes).hasSize(6);
        fixture.kill("supervisor");
        eventually(
                Duration.ofSeconds(15),
                "no process is left",
                () -> processes.stream().noneMatch(LocalClusterFixture::isAlive));
        assertThat(fixture.cluster().status().condition()).isEqualTo(ClusterStatus.Condition.DOWN);
        assertThat(fixture.cluster().stop()).isFalse();
    }

    @Test
    @Order(7)
    void theNextStartHasTheJobAgainAndStopLeavesNobody() throws Exception {
        fixture.start();
        String job =
                fixture.rest().jobs().stream()
                        .filter(j -> !j.state().equals("CANCELED") && !j.state().equals("FINISHED"))
                        .findAny()
                        .orElseThrow()
                        .id();
        awaitRunning(job);
        List<ProcessHandle> processes = fixture.processes();
        assertThat(fixture.cluster().stop()).isTrue();
        assertThat(processes).hasSize(6).noneMatch(LocalClusterFixture::isAlive);
        assertThat(fixture.cluster().stop()).isFalse();
    }

    private void awaitUp() throws Exception {
        eventually(
                PATIENCE,
                "the cluster is up",
                () -> fixture.cluster().status().condition() == ClusterStatus.Condition.UP);
    }

    private void awaitRunning(String job) throws Exception {
        eventually(PATIENCE, "the job runs", () -> fixture.rest().job(job).isFullyRunning());
    }

    /** A jar with the one class and its part. */
    private Path jar() throws Exception {
        Path jar = folder.resolve("counting.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Class<?> type : List.of(CountingJob.class, CountingJob.Slowly.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                entries.putNextEntry(new JarEntry(name));
                entries.write(
                        Objects.requireNonNull(
                                        type.getClassLoader().getResourceAsStream(name), name)
                                .readAllBytes());
                entries.closeEntry();
            }
        }
        return jar;
    }
}
