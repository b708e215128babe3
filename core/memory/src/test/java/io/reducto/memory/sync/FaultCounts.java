package io.reducto.memory.sync;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a campaign has come to. */
final class FaultCounts {
    final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    final List<String> unhealed = new ArrayList<>();
    final List<String> losses = new ArrayList<>();
    int memories;
    int rounds;
    int merges;
    int noticed;
    int healedAtOnce;
    int values;
    int duplicates;

    void struck(Fault fault) {
        struck.merge(fault, 1, Integer::sum);
    }

    int faults() {
        return struck.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Adds those of one memory. */
    void add(FaultCounts one) {
        one.struck.forEach((fault, count) -> struck.merge(fault, count, Integer::sum));
        unhealed.addAll(one.unhealed);
        losses.addAll(one.losses);
        memories += one.memories;
        rounds += one.rounds;
        merges += one.merges;
        noticed += one.noticed;
        healedAtOnce += one.healedAtOnce;
        values += one.values;
        duplicates += one.duplicates;
    }

    /** One line. */
    @Override
    public String toString() {
        return "memory faults: %d memories, %d rounds, %d merges; %d faults %s, of which %d needed no retry; %d retried, %d healed by the first, %d not; %d values, %d lost, %d twice"
                .formatted(
                        memories,
                        rounds,
                        merges,
                        faults(),
                        struck,
                        faults() - noticed,
                        noticed,
                        healedAtOnce,
                        unhealed.size(),
                        values,
                        losses.size(),
                        duplicates);
    }
}
