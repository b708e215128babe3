package io.reducto.integration.crdt;

import io.reducto.integration.crdt.Step.Kind;
import io.reducto.testkit.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws histories: writes, merges of states and of differences, states that come late or again,
 * partitions. In the end all replicas have heard of everything.
 *
 * <p>No value is put twice, since a library may take an assignment of the present value for none.
 * What is merged is closed under causality: what a delta that overtook its predecessors shows is a
 * matter of the library.
 */
final class HistoryGenerator {
    private static final List<String> KEYS = List.of("x", "y", "z");
    private static final int REPLICAS_MAX = 5;
    private static final int STEPS_MAX = 60;

    private final Seed seed;
    private final boolean hasRemovals;
    private final List<Step> steps = new ArrayList<>();
    private int[] islands = {};
    private int values;
    private int saved;

    private HistoryGenerator(Seed seed, boolean hasRemovals) {
        this.seed = seed;
        this.hasRemovals = hasRemovals;
    }

    static List<History> draw(Seed seed, int count, boolean hasRemovals) {
        List<History> histories = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            histories.add(new HistoryGenerator(seed, hasRemovals).draw());
        }
        return histories;
    }

    private History draw() {
        int replicas = seed.between(2, REPLICAS_MAX + 1);
        islands = new int[replicas];
        for (int i = seed.between(1, STEPS_MAX); i > 0; i--) {
            addStep(seed.between(0, replicas));
        }
        for (int i = 1; i < replicas; i++) {
            steps.add(Step.of(Kind.MERGE, 0, i));
        }
        for (int i = 1; i < replicas; i++) {
            steps.add(Step.of(Kind.MERGE, i, 0));
        }
        return new History(replicas, steps);
    }

    private void addStep(int at) {
        switch (seed.between(0, 14)) {
            case 0, 1, 2, 3 -> steps.add(Step.put(at, key(), "v" + values++));
            case 4, 5 -> {
                if (hasRemovals) {
                    steps.add(Step.remove(at, key()));
                }
            }
            case 6, 7 -> addMerge(Kind.MERGE, at);
            case 8, 9 -> addMerge(Kind.DELTA, at);
            case 10 -> steps.add(Step.of(Kind.SAVE, at, saved++));
            case 11, 12 -> {
                if (saved > 0) {
                    steps.add(Step.of(Kind.LOAD, at, seed.between(0, saved)));
                }
            }
            default -> partition();
        }
    }

    private void addMerge(Kind kind, int at) {
        int from = seed.between(0, islands.length);
        if (from != at && islands[from] == islands[at]) {
            steps.add(Step.of(kind, at, from));
        }
    }

    private void partition() {
        for (int i = 0; i < islands.length; i++) {
            islands[i] = seed.between(0, 2);
        }
    }

    private String key() {
        return KEYS.get(seed.between(0, KEYS.size()));
    }
}
