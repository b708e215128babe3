package io.reducto.integration.crdt;

import java.util.ArrayList;
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

    /**
     * Without the removals of keys that their replica does not show. They do nothing here; a
     * library in which a removal is an assignment assigns.
     */
    History withoutIdleRemovals() {
        Replicas ours = ReductoReplicas.withWrongClocks(replicas, Shown.ALL_VALUES);
        List<Step> kept = new ArrayList<>();
        for (Step step : steps) {
            if (step.kind() != Step.Kind.REMOVE || ours.view(step.at()).containsKey(step.key())) {
                kept.add(step);
                ours.apply(step);
            }
        }
        return new History(replicas, kept);
    }

    /** Up to the step {@code last}, which is included. */
    History until(int last) {
        return new History(replicas, steps.subList(0, last + 1));
    }
}
