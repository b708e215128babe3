package io.reducto.memory.file;

import io.reducto.crdt.Dot;
import io.reducto.crdt.HybridClock;
import io.reducto.crdt.HybridTime;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.json.RandomJson;
import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** States as replicas get to them that write, exchange, acknowledge and trim, and worse. */
final class RandomStates {
    private static final List<ReplicaId> REPLICAS =
            List.of(new ReplicaId("anna"), new ReplicaId("ben.2"), new ReplicaId("-_."));
    private static final List<String> KEYS =
            List.of("default/a", "default/\u00e4", "n/\ud83d\udc18", "n/\"\\\n#", "n/\uffee");
    private static final List<String> CONTENTS =
            List.of(
                    "{}",
                    "{\"t\":1}",
                    "{\"t\":1,\"id\":2}",
                    "{\"timestamp\":\"2020-01-01\",\"x\":\"\\ud83d\"}");

    private final Seed seed;
    private final HybridClock clock;
    private long millis = 1_700_000_000_000L;

    RandomStates(Seed seed) {
        this.seed = seed;
        this.clock = new HybridClock(() -> millis);
    }

    /** Several replicas' states of one history. */
    List<ObservedRemoveMap> history(int steps) {
        List<ObservedRemoveMap> maps = new ArrayList<>();
        REPLICAS.forEach(replica -> maps.add(new ObservedRemoveMap()));
        for (int i = 0; i < steps; i++) {
            millis += seed.between(0, 3);
            step(maps, seed.between(0, maps.size()));
        }
        return maps;
    }

    private void step(List<ObservedRemoveMap> maps, int at) {
        ObservedRemoveMap map = maps.get(at);
        ReplicaId replica = REPLICAS.get(at);
        String key = KEYS.get(seed.between(0, KEYS.size()));
        switch (seed.between(0, 12)) {
            case 0, 1, 2, 3 -> map.put(clock, replica, key, value());
            case 4 -> map.put(clock, replica, key, VersionVector.EMPTY, value());
            case 5, 6 -> map.remove(clock, replica, key);
            case 7, 8 -> map.joinIn(maps.get(seed.between(0, maps.size())).copy());
            case 9 -> map.acknowledge(replica);
            case 10 -> map.advanceFrontier();
            default -> {
                if (seed.between(0, 4) == 0) {
                    map.retire(REPLICAS.get(seed.between(0, REPLICAS.size())));
                } else {
                    map.joinIn(ObservedRemoveMap.of(List.of(liar(key))));
                }
            }
        }
    }

    /** A write whose context is not what its writer saw, and whose dot another may have. */
    private Write liar(String key) {
        Map<ReplicaId, Long> seen = new HashMap<>();
        for (ReplicaId replica : REPLICAS) {
            long sequence = seed.between(0, 4);
            if (sequence > 0) {
                seen.put(replica, sequence);
            }
        }
        ReplicaId replica = REPLICAS.get(seed.between(0, REPLICAS.size()));
        Dot dot = new Dot(replica, seen.getOrDefault(replica, 0L) + seed.between(1, 3));
        HybridTime time = new HybridTime(seed.between(0, 3), seed.between(0, 3));
        VersionVector vector = VersionVector.of(seen);
        return seed.between(0, 3) == 0
                ? Write.tombstone(key, dot, time, vector)
                : Write.ofValue(key, dot, time, vector, value());
    }

    private byte[] value() {
        String text =
                seed.between(0, 2) == 0
                        ? CONTENTS.get(seed.between(0, CONTENTS.size()))
                        : RandomJson.canonical(new RandomJson(seed).object(2));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<Write> writes(ObservedRemoveMap map) {
        List<Write> writes = new ArrayList<>();
        for (Register register : map.registers()) {
            writes.addAll(register.writes());
        }
        return writes;
    }
}
