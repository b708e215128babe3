package io.reducto.integration.crdt;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/** The replicas of one history, in one library. */
interface Replicas {
    /** Does it. */
    void apply(Step step);

    /** What a replica shows: of each visible key all concurrent values that the library tells. */
    SortedMap<String, SortedSet<String>> view(int replica);

    /** What the replica of each step shows after it. */
    static List<SortedMap<String, SortedSet<String>>> replay(Replicas replicas, History history) {
        List<SortedMap<String, SortedSet<String>>> views = new ArrayList<>();
        for (Step step : history.steps()) {
            replicas.apply(step);
            views.add(replicas.view(step.at()));
        }
        return views;
    }
}
