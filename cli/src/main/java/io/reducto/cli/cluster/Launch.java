package io.reducto.cli.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One start of a cluster: a supervisor in a session of its own, and the wait for its children. */
final class Launch {
    /** A process that ended this often while the cluster starts is not going to live. */
    private static final int RESTARTS_MOST = 3;

    private static final int LOG_TAIL_LINES = 15;

    private final LocalCluster cluster;
    private final ClusterDirectory directory;
    private final ClusterPlan plan;
    private final Consumer<String> progress;
    private final long began = System.nanoTime();

    Launch(LocalCluster cluster, ClusterPlan plan, Consumer<String> progress) {
        this.cluster = cluster;
        this.directory = cluster.directory();
        this.plan = plan;
        this.progress = progress;
    }

    /** Returns when everything answers; what was started is stopped if it does not. */
    void run(Home home, Duration patience) throws IOException, InterruptedException {
        progress.accept(
                "starting ZooKeeper, Kafka, a JobManager and %d TaskManagers in %s"
                        .formatted(plan.taskManagers(), directory.root()));
        // The last run's: its processes are gone.
        Files.deleteIfExists(directory.stateFile());
        copyOwnLib(home);
        Process supervisor = spawn(home);
        Thread interruption = new Thread(supervisor::destroy, "start-interrupted");
        Runtime.getRuntime().addShutdownHook(interruption);
        boolean isUp = false;
        try {
            awaitAll(supervisor, patience);
            isUp = true;
        } finally {
            Runtime.getRuntime().removeShutdownHook(interruption);
            if (!isUp) {
                supervisor.destroy();
                supervisor.waitFor();
            }
        }
    }

    private void copyOwnLib(Home home) throws IOException {
        FolderDeletion.empty(directory.lib());
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(home.commandLineLib(), "*.jar")) {
            for (Path jar : jars) {
                Files.copy(jar, directory.lib().resolve(jar.getFileName()));
            }
        }
    }

    private Process spawn(Home home) throws IOException {
        List<String> arguments = new ArrayList<>(detachment());
        arguments.add(ChildCommands.javaBinary().toString());
        arguments.addAll(
                List.of(
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-D" + Home.PROPERTY + "=" + home.root(),
                        "-cp",
                        directory.lib().resolve("*").toString(),
                        Supervisor.class.getName(),
                        directory.root().toString()));
        return new ProcessBuilder(arguments)
                .directory(directory.root().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    /** A session of its own, so that no terminal takes it along; at least deaf to hanging up. */
    private static List<String> detachment() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        boolean hasSetsid =
                Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(path)
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "setsid")));
        return List.of(hasSetsid ? "setsid" : "nohup");
    }

    private void awaitAll(Process supervisor, Duration patience)
            throws IOException, InterruptedException {
        Steps steps = new Steps();
        boolean isUp =
                LocalCluster.await(
                        patience,
                        () -> {
                            requireAlive(supervisor);
                            requireStable();
                            return steps.areDone();
                        });
        if (!isUp) {
            throw new ClusterException(
                    "the cluster is not up after %d s, stopped again: %s; its logs are in %s"
                            .formatted(patience.toSeconds(), steps.missing(), directory.log("")));
        }
    }

    private void requireAlive(Process supervisor) throws IOException {
        if (!supervisor.isAlive()) {
            throw new ClusterException(
                    "the supervisor ended with %d:%n%s"
                            .formatted(supervisor.exitValue(), tail(log())));
        }
    }

    private void requireStable() throws IOException {
        Optional<ClusterState> state = cluster.state();
        if (state.isPresent()) {
            for (ClusterState.Entry process : state.get().processes()) {
                if (process.restarts() >= RESTARTS_MOST) {
                    throw new ClusterException(
                            "%s ends again and again, stopped the cluster:%n%s"
                                    .formatted(
                                            process.name(),
                                            tail(directory.log(process.name() + ".out"))
                                                    + tail(
                                                            directory.log(
                                                                    process.name() + ".log"))));
                }
            }
        }
    }

    /** What has to answer, each told of once. */
    private final class Steps {
        private boolean hasBroker;
        private boolean hasRest;
        private int slots;

        boolean areDone() throws InterruptedException {
            if (!hasBroker && BrokerProbe.answers(plan.ports().kafka())) {
                hasBroker = true;
                tell("the broker answers");
            }
            Optional<Integer> found = LocalCluster.slots(plan);
            if (!hasRest && found.isPresent()) {
                hasRest = true;
                tell("the JobManager answers");
            }
            if (found.orElse(0) > slots) {
                slots = found.orElse(0);
                tell("%d of %d slots are there".formatted(slots, plan.slotsTotal()));
            }
            return hasBroker && slots == plan.slotsTotal();
        }

        private void tell(String what) {
            Duration passed = Duration.ofNanos(System.nanoTime() - began);
            progress.accept("%s after %d s".formatted(what, passed.toSeconds()));
        }

        String missing() {
            return !hasBroker
                    ? "the broker does not answer"
                    : !hasRest
                            ? "the JobManager does not answer"
                            : "%d of %d slots are there".formatted(slots, plan.slotsTotal());
        }
    }

    private Path log() {
        return directory.log("supervisor.log");
    }

    private static String tail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = Files.readString(log).lines().toList();
        return String.join(
                        System.lineSeparator(),
                        lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()))
                + System.lineSeparator();
    }
}
