package io.reducto.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Golden;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** States of version 1, as the first release wrote them. */
class StateGoldenTest {
    private static final ReplicaId ANNA = new ReplicaId("anna.home");
    private static final ReplicaId BEN = new ReplicaId("ben");
    private static final ReplicaId OLD = new ReplicaId("old-laptop");

    @Test
    void map() {
        ObservedRemoveMap map = sample();
        assertThat(map.bytes()).isEqualTo(Golden.bytes("crdt/v1/map.bin"));
        assertThat(ObservedRemoveMap.read(Golden.bytes("crdt/v1/map.bin"))).isEqualTo(map);
        assertThat(map.register("notes/1").orElseThrow().concurrent()).hasSize(1);
        assertThat(map.register("gone").orElseThrow().visible()).isEmpty();
    }

    @Test
    void register() {
        Register register = sample().register("notes/1").orElseThrow();
        assertThat(register.bytes()).isEqualTo(Golden.bytes("crdt/v1/register.bin"));
        assertThat(Register.read(Golden.bytes("crdt/v1/register.bin"))).isEqualTo(register);
    }

    @Test
    void dots() {
        DotSet dots = sample().dots();
        assertThat(dots.bytes()).isEqualTo(Golden.bytes("crdt/v1/dots.bin"));
        assertThat(DotSet.read(Golden.bytes("crdt/v1/dots.bin"))).isEqualTo(dots);
    }

    @Test
    void vector() {
        VersionVector vector = VersionVector.of(Map.of(ANNA, 1L, BEN, 127L, OLD, 128L));
        assertThat(vector.bytes()).isEqualTo(Golden.bytes("crdt/v1/vector.bin"));
        assertThat(VersionVector.read(Golden.bytes("crdt/v1/vector.bin"))).isEqualTo(vector);
    }

    @Test
    void nothing() {
        assertThat(new ObservedRemoveMap().bytes()).isEqualTo(Golden.bytes("crdt/v1/empty.bin"));
        assertThat(ObservedRemoveMap.read(Golden.bytes("crdt/v1/empty.bin")))
                .isEqualTo(new ObservedRemoveMap());
    }

    /** A value, two concurrent ones with history, a removal, a text of four-byte characters. */
    private static ObservedRemoveMap sample() {
        HybridClock clock = new HybridClock(() -> 1_700_000_000_000L);
        ObservedRemoveMap anna = new ObservedRemoveMap();
        anna.put(clock, ANNA, "notes/1", bytes("first"));
        anna.put(clock, ANNA, "gone", bytes("{}"));
        anna.acknowledge(ANNA);
        ObservedRemoveMap ben = anna.copy();
        ben.put(clock, BEN, "notes/1", bytes("by Ben"));
        ben.remove(clock, BEN, "gone");
        ben.acknowledge(BEN);
        anna.put(clock, ANNA, "notes/1", bytes("by Anna"));
        anna.put(clock, ANNA, "\ud83d\udc18", bytes(""));
        anna.joinIn(ben);
        anna.put(clock, OLD, "\uffee", bytes("x".repeat(200)));
        anna.retire(OLD);
        anna.advanceFrontier();
        ObservedRemoveMap late = ObservedRemoveMap.of(List.of(late(clock)));
        anna.joinIn(late);
        return anna;
    }

    /** History that the frontier does not cover yet. */
    private static Write late(HybridClock clock) {
        return Write.ofValue(
                "\uffee",
                new Dot(OLD, 3),
                clock.next(),
                VersionVector.of(Map.of(OLD, 1L)),
                bytes("late"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
