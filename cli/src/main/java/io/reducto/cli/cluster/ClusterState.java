package io.reducto.cli.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor writes down of itself and its children.
 *
 * @param supervisor itself
 * @param since when it began, ISO
 * @param processes its children
 */
record ClusterState(ProcessIdentity supervisor, String since, List<Entry> processes) {
    /**
     * One child.
     *
     * @param name such as {@code taskmanager-1}
     * @param identity the process; null between two of them
     * @param port where it can be found
     * @param since when this process began, ISO; null before the first
     * @param restarts how many went before it
     */
    record Entry(
            String name,
            @Nullable ProcessIdentity identity,
            int port,
            @Nullable String since,
            int restarts) {}
}
