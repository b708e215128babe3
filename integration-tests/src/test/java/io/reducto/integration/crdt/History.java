package io.reducto.integration.crdt;

import java.util.List;
import java.util.stream.Collectors;

/** What some replicas do, in the order of one clock on the wall that none of them sees. */
record History(int replicas, List<Step> steps) {
    History {
        steps = List.copyOf(steps);
    }

    /** One line of JSON, as {@code replay.js} reads it. */
    String json() {
        return steps.stream()
                .map(Step::json)
                .collect(
                        Collectors.joining(
                                ",", "{\"replicas\":%d,\"steps\":[".formatted(replicas), "]}"));
    }

    /** Up to the step {@code last}, which is included. */
    History until(int last) {
        return new History(replicas, steps.subList(0, last + 1));
    }
}
