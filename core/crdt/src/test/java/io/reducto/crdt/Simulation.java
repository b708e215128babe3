package io.reducto.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Replicas that write, lose messages, get them late, twice and in any order, and are cut off; and
 * beside each the set of operations that it was told of, with their happens-before spelled out.
 */
final class Simulation {
    private static final long NOW = 1_700_000_000_000L;
    private static final long DAY = 86_400_000L;

    /** What the reference knows: no dots, no vectors, no clocks. */
    private record Operation(
            int replica, String key, String value, Set<Operation> before, int number) {
        boolean isRemoval() {
            return value.isEmpty();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Operation that && number == that.number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    /** What somebody beside a replica has copied of a key and may write on the grounds of. */
    private record OldCopy(VersionVector observed, Set<Operation> before) {}

    /** A delta on its way, and the operation it carries. */
    private record Message(ObservedRemoveMap delta, Operation operation) {}

    final List<ReplicaId> names = new ArrayList<>();
    final List<ObservedRemoveMap> maps = new ArrayList<>();
    final List<Write> writes = new ArrayList<>();
    private final List<HybridClock> clocks = new ArrayList<>();
    private final List<Set<Operation>> known = new ArrayList<>();
    private final List<Map<String, OldCopy>> oldCopies = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final Map<Integer, Integer> island = new HashMap<>();
    private final List<String> keys;
    private final Seed seed;
    private long ticks;
    private int operations;

    Simulation(int replicas, List<String> keys, Seed seed) {
        this.keys = keys;
        this.seed = seed;
        for (int i = 0; i < replicas; i++) {
            long off = i == 0 ? DAY : i == 1 ? -DAY : 0;
            names.add(new ReplicaId("r" + i));
            maps.add(new ObservedRemoveMap());
            clocks.add(new HybridClock(() -> NOW + off + ticks));
            known.add(new HashSet<>());
            oldCopies.add(new HashMap<>());
        }
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            ticks += seed.between(0, 3);
            int at = seed.between(0, maps.size());
            switch (seed.between(0, 15)) {
                case 0, 1, 2 -> put(at, drawKey(), "v" + operations);
                case 3, 4 -> remove(at, drawKey());
                case 5, 6 -> join(at, seed.between(0, maps.size()));
                case 7 -> joinDelta(at, seed.between(0, maps.size()));
                case 8, 9 -> deliver(at);
                case 10 -> trim(at);
                case 11, 12 -> copy(at, drawKey());
                case 13 -> putOnOldCopy(at, drawKey(), "v" + operations);
                default -> partition();
            }
            check(at);
        }
    }

    private String drawKey() {
        return keys.get(seed.between(0, keys.size()));
    }

    void put(int at, String key, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        wrote(at, key, value, maps.get(at).put(clocks.get(at), names.get(at), key, bytes));
    }

    void remove(int at, String key) {
        ObservedRemoveMap delta = maps.get(at).remove(clocks.get(at), names.get(at), key);
        if (!delta.registers().isEmpty()) {
            wrote(at, key, "", delta);
        }
    }

    private void copy(int at, String key) {
        VersionVector observed =
                maps.get(at).register(key).map(Register::context).orElse(VersionVector.EMPTY);
        oldCopies.get(at).put(key, new OldCopy(observed, before(at, key)));
    }

    private void putOnOldCopy(int at, String key, String value) {
        OldCopy copy =
                oldCopies
                        .get(at)
                        .getOrDefault(key, new OldCopy(VersionVector.EMPTY, new HashSet<>()));
        Set<Operation> before = new HashSet<>(copy.before);
        for (Operation operation : known.get(at)) {
            if (operation.key.equals(key) && operation.replica == at) {
                before.add(operation);
                before.addAll(operation.before);
            }
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        ObservedRemoveMap delta =
                maps.get(at).put(clocks.get(at), names.get(at), key, copy.observed, bytes);
        wrote(at, key, value, before, delta);
    }

    private Set<Operation> before(int at, String key) {
        Set<Operation> before = new HashSet<>();
        for (Operation operation : known.get(at)) {
            if (operation.key.equals(key)) {
                before.add(operation);
                before.addAll(operation.before);
            }
        }
        return before;
    }

    private void wrote(int at, String key, String value, ObservedRemoveMap delta) {
        wrote(at, key, value, before(at, key), delta);
    }

    private void wrote(
            int at, String key, String value, Set<Operation> before, ObservedRemoveMap delta) {
        Operation operation = new Operation(at, key, value, before, operations++);
        known.get(at).add(operation);
        messages.add(new Message(delta, operation));
        delta.registers().forEach(register -> writes.addAll(register.writes()));
    }

    void join(int to, int from) {
        if (reach(to, from)) {
            take(to, maps.get(from).copy());
            known.get(to).addAll(known.get(from));
        }
    }

    private void joinDelta(int to, int from) {
        if (reach(to, from)) {
            ObservedRemoveMap full = maps.get(to).join(maps.get(from));
            take(to, maps.get(from).deltaFor(maps.get(to).dots()));
            assertThat(maps.get(to).bytes()).isEqualTo(full.bytes());
            known.get(to).addAll(known.get(from));
        }
    }

    /** Messages stay: they may come again, and one that is never drawn is lost. */
    private void deliver(int to) {
        if (!messages.isEmpty()) {
            Message message = messages.get(seed.between(0, messages.size()));
            take(to, message.delta);
            known.get(to).add(message.operation);
        }
    }

    private void take(int to, ObservedRemoveMap from) {
        JoinReport report = maps.get(to).joinIn(from);
        assertThat(report.equivocations()).isEmpty();
        report.added().forEach(write -> clocks.get(to).observe(write.time()));
    }

    void trim(int at) {
        maps.get(at).acknowledge(names.get(at));
        maps.get(at).advanceFrontier();
    }

    private void partition() {
        for (int i = 0; i < maps.size(); i++) {
            island.put(i, seed.between(0, 2));
        }
    }

    private boolean reach(int a, int b) {
        return island.getOrDefault(a, 0).equals(island.getOrDefault(b, 0));
    }

    /** Everyone learns everything; all states are then the same, byte for byte. */
    void heal() {
        island.clear();
        for (int i = 1; i < maps.size(); i++) {
            join(0, i);
        }
        for (int i = 1; i < maps.size(); i++) {
            join(i, 0);
            assertThat(maps.get(i).bytes()).isEqualTo(maps.get(0).bytes());
        }
        for (int i = 0; i < maps.size(); i++) {
            check(i);
        }
    }

    /** What {@code at} shows is what the reference says. */
    private void check(int at) {
        for (String key : keys) {
            Set<String> expected = new TreeSet<>();
            Set<Operation> ofKey =
                    known.get(at).stream()
                            .filter(operation -> operation.key.equals(key))
                            .collect(Collectors.toSet());
            for (Operation operation : ofKey) {
                if (!operation.isRemoval()
                        && ofKey.stream().noneMatch(o -> o.before.contains(operation))) {
                    expected.add(operation.value);
                }
            }
            assertThat(values(maps.get(at), key)).isEqualTo(expected);
            assertThat(MapView.of(maps.get(at), value -> value).keys().contains(key))
                    .isEqualTo(!expected.isEmpty());
        }
    }

    /** The visible value and those concurrent with it. */
    static Set<String> values(ObservedRemoveMap map, String key) {
        Set<String> values = new TreeSet<>();
        map.register(key)
                .ifPresent(
                        register -> {
                            register.visible().ifPresent(write -> values.add(text(write)));
                            register.concurrent().forEach(write -> values.add(text(write)));
                        });
        return values;
    }

    static String text(Write write) {
        return new String(write.valueBytes(), StandardCharsets.UTF_8);
    }
}
