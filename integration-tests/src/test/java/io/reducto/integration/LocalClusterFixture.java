package io.reducto.integration;

import io.reducto.architecture.Reactor;
import io.reducto.cli.cluster.ClusterDirectory;
import io.reducto.cli.cluster.ClusterPlan;
import io.reducto.cli.cluster.ClusterStatus;
import io.reducto.cli.cluster.Home;
import io.reducto.cli.cluster.LocalCluster;
import io.reducto.cli.cluster.Memory;
import io.reducto.cli.cluster.Ports;
import io.reducto.cli.flink.FlinkRest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A local cluster of this build in a folder of its own, on ports that are free. Whoever starts it
 * closes it, which stops it and deletes the folder.
 */
public final class LocalClusterFixture implements AutoCloseable {
    /** What a start may take on a machine that does other things, too. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(90);

    /** Below the ports that systems give to clients. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 32_000;

    /** Small: tests send little; of the second the collector keeps a tenth as room to copy to. */
    private static final Memory MEMORY = new Memory(512, 768, 256, 384);

    private static final int LAST_LINES = 40;

    private final Path folder;
    private final ClusterPlan plan;
    private final LocalCluster cluster;

    private LocalClusterFixture(Path folder, ClusterPlan plan) {
        this.folder = folder;
        this.plan = plan;
        this.cluster = new LocalCluster(new ClusterDirectory(folder.resolve("a cluster")));
    }

    /** One that is up. */
    public static LocalClusterFixture start(int taskManagers, int slots) throws Exception {
        ClusterPlan plan = new ClusterPlan(taskManagers, slots, freePorts(taskManagers), MEMORY);
        LocalClusterFixture fixture =
                new LocalClusterFixture(Files.createTempDirectory("reducto-cluster"), plan);
        try {
            fixture.start();
            return fixture;
        } catch (IOException | InterruptedException e) {
            fixture.close();
            throw e;
        }
    }

    /** Starts it again, after {@link LocalCluster#stop} or worse. */
    public void start() throws IOException, InterruptedException {
        cluster.start(home(), plan, START_PATIENCE, line -> {});
    }

    /** This build. */
    public static Home home() {
        return new Home(Reactor.root());
    }

    /** The cluster: status, stop, folder. */
    public LocalCluster cluster() {
        return cluster;
    }

    /** Its ports and sizes. */
    public ClusterPlan plan() {
        return plan;
    }

    /** For Kafka clients. */
    public String bootstrapServers() {
        return ClusterStatus.bootstrapServers(plan);
    }

    /** Flink's endpoint. */
    public FlinkRest rest() {
        return new FlinkRest(ClusterStatus.dashboard(plan));
    }

    /** The process of that name ({@code jobmanager}, {@code taskmanager-1}, {@code kafka}, …). */
    public ProcessHandle process(String name) throws IOException, InterruptedException {
        return cluster.status().processes().stream()
                .filter(p -> p.name().equals(name))
                .flatMap(p -> p.pid().stream().boxed())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .findAny()
                .orElseThrow(() -> new AssertionError("no process " + name));
    }

    /** All its processes, the supervisor's first. */
    public List<ProcessHandle> processes() throws IOException, InterruptedException {
        return cluster.status().processes().stream()
                .flatMap(p -> p.pid().stream().boxed())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
    }

    /** What each Flink process shows to Prometheus, the JobManager first. */
    List<String> metrics() throws IOException, InterruptedException {
        List<String> pages = new ArrayList<>();
        for (int i = 0; i <= plan.taskManagers(); i++) {
            pages.add(page("http://127.0.0.1:%d/metrics".formatted(plan.ports().metrics() + i)));
        }
        return pages;
    }

    static String page(String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill(String name) throws Exception {
        ProcessHandle process = process(name);
        process.destroyForcibly();
        Eventually.eventually(Duration.ofSeconds(10), name + " is killed", () -> !isAlive(process));
    }

    /** The last lines of each log. */
    String lastWords() throws IOException {
        StringBuilder words = new StringBuilder();
        try (Stream<Path> logs = Files.list(folder.resolve("a cluster/log"))) {
            for (Path log :
                    logs.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
                String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
                List<String> lines = text.lines().toList();
                words.append("── ").append(log.getFileName()).append('\n');
                lines.stream()
                        .skip(Math.max(0, lines.size() - LAST_LINES))
                        .forEach(line -> words.append(line).append('\n'));
            }
        }
        return words.toString();
    }

    /** A zombie that nobody collects is dead, once all its threads are. */
    public static boolean isAlive(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        Path folder = Path.of("/proc/" + process.pid());
        try (Stream<Path> threads = Files.list(folder.resolve("task"))) {
            String stat = Files.readString(folder.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z' || threads.count() > 1;
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    /** Ports in a row that nobody listens on. */
    public static Ports freePorts(int taskManagers) {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT))
                .limit(1000)
                .mapToObj(Ports::from)
                .filter(ports -> ports.uses(taskManagers).stream().allMatch(u -> isFree(u.port())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no free ports"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            cluster.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("while the cluster was stopped");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(LocalClusterFixture::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
