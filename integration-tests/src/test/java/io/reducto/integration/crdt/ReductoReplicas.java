package io.reducto.integration.crdt;

import io.reducto.crdt.HybridClock;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Ours; history is trimmed after whole merges. */
final class ReductoReplicas implements Replicas {
    private static final long NOW = 1_700_000_000_000L;
    private static final long DAY = 86_400_000L;

    private final Shown shown;
    private final List<ReplicaId> names = new ArrayList<>();
    private final List<HybridClock> clocks = new ArrayList<>();
    private final List<ObservedRemoveMap> maps = new ArrayList<>();
    private final Map<Integer, byte[]> saved = new HashMap<>();
    private long ticks;

    private ReductoReplicas(Shown shown) {
        this.shown = shown;
    }

    /** Clocks are off by a day. */
    static ReductoReplicas withWrongClocks(int count, Shown shown) {
        ReductoReplicas replicas = new ReductoReplicas(shown);
        for (int i = 0; i < count; i++) {
            long off = (i % 3 - 1) * DAY;
            replicas.add(i, () -> NOW + off + replicas.ticks);
        }
        return replicas;
    }

    /** Clocks stand still: a write is one later than the latest that its replica has heard of. */
    static ReductoReplicas withLamportClocks(int count, Shown shown) {
        ReductoReplicas replicas = new ReductoReplicas(shown);
        for (int i = 0; i < count; i++) {
            replicas.add(i, () -> 0);
        }
        return replicas;
    }

    /** What is shown after each step, all values of each key, where clocks are wrong. */
    static List<SortedMap<String, SortedSet<String>>> replay(History history) {
        return Replicas.replay(withWrongClocks(history.replicas(), Shown.ALL_VALUES), history);
    }

    private void add(int replica, LongSupplier wallMillis) {
        names.add(new ReplicaId("r" + replica));
        clocks.add(new HybridClock(wallMillis));
        maps.add(new ObservedRemoveMap());
    }

    @Override
    public void apply(Step step) {
        ticks++;
        int at = step.at();
        ObservedRemoveMap map = maps.get(at);
        switch (step.kind()) {
            case PUT -> {
                byte[] value = step.value().getBytes(StandardCharsets.UTF_8);
                map.put(clocks.get(at), names.get(at), step.key(), value);
            }
            case REMOVE -> map.remove(clocks.get(at), names.get(at), step.key());
            case MERGE -> {
                take(at, maps.get(step.other()));
                map.acknowledge(names.get(at));
                map.advanceFrontier();
            }
            case DELTA -> take(at, maps.get(step.other()).deltaFor(map.dots()));
            case SAVE -> saved.put(step.other(), map.bytes());
            case LOAD -> take(at, ObservedRemoveMap.read(saved(step.other())));
        }
    }

    private byte[] saved(int slot) {
        return Objects.requireNonNull(saved.get(slot));
    }

    private void take(int at, ObservedRemoveMap other) {
        maps.get(at).joinIn(other).added().forEach(write -> clocks.get(at).observe(write.time()));
    }

    @Override
    public SortedMap<String, SortedSet<String>> view(int replica) {
        SortedMap<String, SortedSet<String>> view = new TreeMap<>();
        for (Register register : maps.get(replica).registers()) {
            shown.of(register).ifPresent(values -> view.put(register.key(), values));
        }
        return view;
    }
}
