package io.reducto.crdt;

import io.reducto.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes and vectors without any honesty: what a faulty or hostile writer could hand in. */
final class Samples {
    static final List<ReplicaId> REPLICAS =
            List.of(new ReplicaId("a"), new ReplicaId("b"), new ReplicaId("c.d_e-9"));

    private Samples() {}

    static VersionVector vector(Seed seed) {
        Map<ReplicaId, Long> sequences = new TreeMap<>();
        for (ReplicaId replica : REPLICAS) {
            long sequence = seed.between(0, 5);
            if (sequence > 0) {
                sequences.put(replica, sequence);
            }
        }
        return VersionVector.of(sequences);
    }

    static Dot dot(Seed seed) {
        return new Dot(REPLICAS.get(seed.between(0, REPLICAS.size())), seed.between(1, 6));
    }

    /** A write whose context need not be closed, and whose dot another may have. */
    static Write write(String key, Seed seed) {
        Dot dot = dot(seed);
        VersionVector seen = vector(seed);
        while (seen.covers(dot)) {
            seen = vector(seed);
        }
        HybridTime time = new HybridTime(seed.between(0, 3), seed.between(0, 2));
        return seed.between(0, 3) == 0
                ? Write.tombstone(key, dot, time, seen)
                : Write.ofValue(key, dot, time, seen, seed.bytes(seed.between(0, 2)));
    }

    static List<Register> registers(String key, Seed seed) {
        List<Write> universe = new ArrayList<>();
        int size = seed.between(1, 10);
        for (int i = 0; i < size; i++) {
            universe.add(write(key, seed));
        }
        List<Register> registers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            registers.add(Register.of(key, universe.stream().filter(w -> coin(seed)).toList()));
        }
        return registers;
    }

    static List<ObservedRemoveMap> maps(Seed seed) {
        List<Register> first = registers("k", seed);
        List<Register> second = registers("\ud83d\udc18", seed);
        List<ObservedRemoveMap> maps = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            TreeMap<ReplicaId, VersionVector> acknowledged = new TreeMap<>();
            TreeSet<ReplicaId> retired = new TreeSet<>();
            for (ReplicaId replica : REPLICAS) {
                if (coin(seed)) {
                    acknowledged.put(replica, vector(seed));
                }
                if (coin(seed)) {
                    retired.add(replica);
                }
            }
            List<Register> held = new ArrayList<>();
            for (Register register : List.of(first.get(i), second.get(i))) {
                if (register.size() > 0) {
                    held.add(register);
                }
            }
            maps.add(
                    ObservedRemoveMap.ofRegisters(
                            held,
                            acknowledged,
                            retired,
                            coin(seed) ? vector(seed) : VersionVector.EMPTY));
        }
        return maps;
    }

    static boolean coin(Seed seed) {
        return seed.between(0, 2) == 0;
    }
}
