package io.reducto.cli.cluster;

import io.reducto.cli.flink.FlinkRest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A cluster on this machine, known by its folder. Start and stop may come from different processes;
 * one object is for one thread at a time.
 */
public final class LocalCluster {
    private static final Duration PROBE_TOTAL = Duration.ofSeconds(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(75);
    private static final Duration ORPHAN_PATIENCE = Duration.ofSeconds(10);
    private static final long POLL_MS = 100;

    private final ClusterDirectory directory;

    /** The cluster of {@code directory}, which need not exist yet. */
    public LocalCluster(ClusterDirectory directory) {
        this.directory = directory;
    }

    /** Where it lies. */
    public ClusterDirectory directory() {
        return directory;
    }

    /** Whether its supervisor lives. */
    public boolean isRunning() throws IOException {
        return SupervisorLock.isTaken(directory.lockFile()) || supervisor().isPresent();
    }

    /** What was started last. */
    public Optional<ClusterPlan> plan() throws IOException {
        return JsonFile.read(directory.planFile(), ClusterPlan.class);
    }

    /**
     * Starts it and waits until it is up, at most {@code patience}. What was started and does not
     * come up is stopped again. Jobs and topics of the last run are there again.
     *
     * @param progress hears a line for people at each step
     */
    public void start(Home home, ClusterPlan plan, Duration patience, Consumer<String> progress)
            throws IOException, InterruptedException {
        home.check();
        if (isRunning()) {
            throw new ClusterException("a cluster runs already in " + directory.root());
        }
        endOrphans();
        PortCheck.requireFree(plan.ports().uses(plan.taskManagers()));
        directory.create();
        ConfigurationFiles.write(home.templates(), directory, plan);
        JsonFile.write(directory.planFile(), plan);
        new Launch(this, plan, progress).run(home, patience);
    }

    /** Stops it and waits for the end of all its processes; false when none was there. */
    public boolean stop() throws IOException, InterruptedException {
        if (!isRunning()) {
            return endOrphans();
        }
        // Again and again: it may be so young that it has not written down its number.
        if (!await(
                STOP_PATIENCE,
                () -> {
                    supervisor().ifPresent(ProcessHandle::destroy);
                    return !isRunning();
                })) {
            supervisor().ifPresent(ProcessHandle::destroyForcibly);
        }
        endOrphans();
        return true;
    }

    private Optional<ProcessHandle> supervisor() throws IOException {
        return state().flatMap(state -> state.supervisor().find());
    }

    /** Children whose supervisor was killed end by themselves; this sees to it. */
    private boolean endOrphans() throws IOException, InterruptedException {
        List<ProcessIdentity> orphans = new ArrayList<>();
        state().ifPresent(
                        state ->
                                state.processes()
                                        .forEach(
                                                p ->
                                                        Optional.ofNullable(p.identity())
                                                                .filter(ProcessIdentity::isAlive)
                                                                .ifPresent(orphans::add)));
        if (!await(ORPHAN_PATIENCE, () -> orphans.stream().noneMatch(ProcessIdentity::isAlive))) {
            orphans.forEach(o -> o.find().ifPresent(ProcessHandle::destroyForcibly));
            await(ORPHAN_PATIENCE, () -> orphans.stream().noneMatch(ProcessIdentity::isAlive));
        }
        return !orphans.isEmpty();
    }

    /** How it is now; asks its processes, each for 2 s at most. */
    public ClusterStatus status() throws IOException, InterruptedException {
        Optional<ClusterPlan> plan = plan();
        if (!isRunning() || plan.isEmpty()) {
            return new ClusterStatus(ClusterStatus.Condition.DOWN, plan, List.of());
        }
        List<ClusterStatus.ProcessStatus> processes = processes();
        boolean isUp =
                processes.stream().allMatch(p -> p.pid().isPresent())
                        && BrokerProbe.answers(plan.get().ports().kafka())
                        && slots(plan.get()).orElse(0) == plan.get().slotsTotal();
        return new ClusterStatus(
                isUp ? ClusterStatus.Condition.UP : ClusterStatus.Condition.STARTING,
                plan,
                processes);
    }

    private List<ClusterStatus.ProcessStatus> processes() throws IOException {
        List<ClusterStatus.ProcessStatus> processes = new ArrayList<>();
        Optional<ClusterState> state = state();
        if (state.isPresent()) {
            processes.add(
                    new ClusterStatus.ProcessStatus(
                            "supervisor",
                            livingPid(Optional.of(state.get().supervisor())),
                            0,
                            Optional.of(state.get().since()),
                            0));
            state.get().processes().forEach(entry -> processes.add(process(entry)));
        }
        return processes;
    }

    private static ClusterStatus.ProcessStatus process(ClusterState.Entry entry) {
        return new ClusterStatus.ProcessStatus(
                entry.name(),
                livingPid(Optional.ofNullable(entry.identity())),
                entry.port(),
                Optional.ofNullable(entry.since()),
                entry.restarts());
    }

    private static OptionalLong livingPid(Optional<ProcessIdentity> identity) {
        return identity.filter(ProcessIdentity::isAlive)
                .map(alive -> OptionalLong.of(alive.pid()))
                .orElse(OptionalLong.empty());
    }

    /** Registered slots; empty when the REST endpoint does not answer. */
    static Optional<Integer> slots(ClusterPlan plan) throws InterruptedException {
        try {
            FlinkRest rest = new FlinkRest(ClusterStatus.dashboard(plan), PROBE_TOTAL, PROBE_TOTAL);
            return Optional.of(rest.overview().slotsTotal());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Optional<ClusterState> state() throws IOException {
        return JsonFile.read(directory.stateFile(), ClusterState.class);
    }

    /** Something that may fail to be known. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** Asks until it holds; false when {@code patience} ends first. */
    static boolean await(Duration patience, Condition condition)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(POLL_MS);
        }
        return true;
    }
}
