package io.reducto.operators.memory;

import io.reducto.crdt.HybridClock;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What a few machines that share a memory write, piece by piece. */
final class Histories {
    private static final int KEYS = 4;
    private static final int CONTENTS = 5;

    private final SplittableRandom random;
    private final List<ObservedRemoveMap> machines = new ArrayList<>();
    private final HybridClock clock;
    private long now = 1_000;
    private int values;

    Histories(SplittableRandom random, int machines) {
        this.random = random;
        this.clock = new HybridClock(() -> now);
        for (int i = 0; i < machines; i++) {
            this.machines.add(new ObservedRemoveMap());
        }
    }

    /** {@code steps} pieces: writes mostly, now and then progress. */
    List<ObservedRemoveMap> pieces(int steps) {
        List<ObservedRemoveMap> pieces = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            now += random.nextInt(3);
            ObservedRemoveMap piece = step();
            if (!piece.equals(new ObservedRemoveMap())) {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    private ObservedRemoveMap step() {
        int index = random.nextInt(machines.size());
        ObservedRemoveMap machine = machines.get(index);
        ReplicaId replica = new ReplicaId("machine-" + index);
        String key = "default/" + random.nextInt(KEYS);
        return switch (random.nextInt(10)) {
            case 0 -> machine.remove(clock, replica, key);
            case 1 -> machine.acknowledge(replica);
            case 2 -> machine.advanceFrontier();
            case 3, 4, 5 -> {
                machine.joinIn(machines.get(random.nextInt(machines.size())).copy());
                yield new ObservedRemoveMap();
            }
            default -> machine.put(clock, replica, key, value(key));
        };
    }

    /**
     * Of few contents, so that keys share them, or of one that nothing else has, so that no other
     * key tells its line again; the name of the key is no part of a content.
     */
    private byte[] value(String key) {
        String id = key.substring(key.indexOf('/') + 1);
        int content = random.nextBoolean() ? random.nextInt(CONTENTS) : CONTENTS + values++;
        return "{\"id\":\"%s\",\"text\":\"content %d\"}"
                .formatted(id, content)
                .getBytes(StandardCharsets.UTF_8);
    }
}
