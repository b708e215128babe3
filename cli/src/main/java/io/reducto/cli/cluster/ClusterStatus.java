package io.reducto.cli.cluster;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a cluster is.
 *
 * @param condition in a word
 * @param plan what was started last; empty when nothing ever was
 * @param processes the supervisor, then its children; none where nothing runs
 */
public record ClusterStatus(
        Condition condition, Optional<ClusterPlan> plan, List<ProcessStatus> processes) {
    /** In a word. */
    public enum Condition {
        /** No supervisor lives. */
        DOWN,
        /** The supervisor lives and something else does not, or does not answer yet. */
        STARTING,
        /** All processes live, broker and REST endpoint answer, all slots are registered. */
        UP
    }

    /**
     * A process.
     *
     * @param name such as {@code taskmanager-1}
     * @param pid while it lives
     * @param port where it can be found: a TaskManager's is that of its metrics; 0 for none
     * @param since when it began, ISO; empty if it never did
     * @param restarts how many went before it
     */
    public record ProcessStatus(
            String name, OptionalLong pid, int port, Optional<String> since, int restarts) {}

    /** Copies. */
    public ClusterStatus {
        processes = List.copyOf(processes);
    }

    /** The dashboard, which is the REST endpoint as well. */
    public static URI dashboard(ClusterPlan plan) {
        return URI.create("http://127.0.0.1:%d/".formatted(plan.ports().rest()));
    }

    /** What Kafka clients call bootstrap servers. */
    public static String bootstrapServers(ClusterPlan plan) {
        return "127.0.0.1:%d".formatted(plan.ports().kafka());
    }
}
