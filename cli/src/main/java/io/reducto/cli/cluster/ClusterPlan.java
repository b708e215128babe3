package io.reducto.cli.cluster;

import java.util.HashSet;
import java.util.Set;

/**
 * What a cluster consists of.
 *
 * @param taskManagers how many TaskManagers, 1 to 64
 * @param slots slots of each, 1 to 64
 * @param ports where they listen
 * @param memory what they may take
 */
public record ClusterPlan(int taskManagers, int slots, Ports ports, Memory memory) {
    private static final int MOST = 64;

    /** Refuses sizes out of range and ports that are named twice. */
    public ClusterPlan {
        if (taskManagers < 1 || taskManagers > MOST || slots < 1 || slots > MOST) {
            throw new IllegalArgumentException(
                    "%d TaskManagers with %d slots: expected 1 to %d of each"
                            .formatted(taskManagers, slots, MOST));
        }
        Set<Integer> seen = new HashSet<>();
        for (Ports.Use use : ports.uses(taskManagers)) {
            if (!seen.add(use.port())) {
                throw new IllegalArgumentException(
                        "port %d is named twice, the second time for %s: change it by %s"
                                .formatted(use.port(), use.purpose(), use.option()));
            }
        }
    }

    /** All slots together. */
    public int slotsTotal() {
        return taskManagers * slots;
    }
}
