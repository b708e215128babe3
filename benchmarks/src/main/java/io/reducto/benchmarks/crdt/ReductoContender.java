package io.reducto.benchmarks.crdt;

import io.reducto.crdt.HybridClock;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import java.nio.charset.StandardCharsets;

/** Ours. The past that the changes replace is in the state; nothing is acknowledged. */
final class ReductoContender implements Contender {
    private static final long NOW = 1_700_000_000_000L;

    @Override
    public String name() {
        return "reducto";
    }

    @Override
    public boolean isPresent() {
        return true;
    }

    @Override
    public Row measure(MergeInput input, Effort effort) {
        ObservedRemoveMap mine = new ObservedRemoveMap();
        HybridClock clock = new HybridClock(() -> NOW);
        for (int i = 0; i < input.keys().size(); i++) {
            put(mine, clock, "a", input.keys().get(i), input.values().get(i));
        }
        ObservedRemoveMap theirs = mine.copy();
        for (int i = 0; i < input.changes().size(); i++) {
            put(theirs, clock, "b", input.keys().get(2 * i), input.changes().get(i));
        }
        byte[] delta = theirs.deltaFor(mine.dots()).bytes();
        ObservedRemoveMap both = mine.copy();
        both.joinIn(ObservedRemoveMap.read(delta));
        check(both, input);
        Times merge =
                Times.of(
                        effort,
                        () -> {
                            ObservedRemoveMap fresh = mine.copy();
                            return () -> fresh.joinIn(theirs);
                        });
        Times take =
                Times.of(
                        effort,
                        () -> {
                            ObservedRemoveMap fresh = mine.copy();
                            return () -> fresh.joinIn(ObservedRemoveMap.read(delta));
                        });
        return new Row(
                name(), input.keys().size(), merge, take, Sizes.of(both.bytes()), Sizes.of(delta));
    }

    private static void put(
            ObservedRemoveMap map, HybridClock clock, String replica, String key, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        map.put(clock, new ReplicaId(replica), key, bytes);
    }

    private void check(ObservedRemoveMap both, MergeInput input) {
        Contender.check(name(), both.registers().size(), input.keys().size());
        int place = 0;
        for (Register register : both.registers()) {
            byte[] value = register.visible().orElseThrow().value().orElseThrow();
            String text = new String(value, StandardCharsets.UTF_8);
            Contender.check(register.key(), text, input.merged(place++));
        }
    }
}
