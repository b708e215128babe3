package io.reducto.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class MapViewTest {
    private static final ReplicaId A = new ReplicaId("a");

    private final HybridClock clock = new HybridClock(() -> 1_000);
    private final ObservedRemoveMap map = new ObservedRemoveMap();

    @Test
    void showsEachContentOnceWithAllItsKeys() {
        put("b", "SAME");
        put("c", "other");
        put("a", "same");
        put("d", "gone");
        map.remove(clock, A, "d");
        MapView view = MapView.of(map, MapViewTest::withoutCase);
        assertThat(view.entries()).map(MapView.Entry::key).containsExactly("a", "c");
        assertThat(view.entries().get(0).origins()).containsExactly("a", "b");
        assertThat(Simulation.text(view.entries().get(0).write())).isEqualTo("same");
        assertThat(view.keys()).containsExactly("a", "b", "c");
        assertThat(map.registers()).hasSize(4);
    }

    @Test
    void isAFunctionOfTheWritesAndNotOfTheirOrder(Seed seed) {
        for (int i = 0; i < 500; i++) {
            Simulation simulation = new Simulation(3, List.of("x", "y", "z"), seed);
            simulation.run(30);
            simulation.heal();
            List<Write> shuffled = new ArrayList<>(simulation.writes);
            java.util.Collections.shuffle(shuffled, new java.util.Random(seed.random().nextLong()));
            ObservedRemoveMap oneByOne = new ObservedRemoveMap();
            shuffled.forEach(write -> oneByOne.joinIn(ObservedRemoveMap.of(List.of(write))));
            assertThat(MapView.of(oneByOne, v -> v))
                    .isEqualTo(MapView.of(simulation.maps.get(0), v -> v));
        }
    }

    @Test
    void keysAreSortedAsTheirBytesAre(Seed seed) {
        for (int i = 0; i < 20_000; i++) {
            String a = key(seed);
            String b = key(seed);
            assertThat(Integer.signum(KeyOrder.BY_CODE_POINT.compare(a, b)))
                    .isEqualTo(
                            Integer.signum(
                                    java.util.Arrays.compareUnsigned(
                                            a.getBytes(StandardCharsets.UTF_8),
                                            b.getBytes(StandardCharsets.UTF_8))));
        }
    }

    @Test
    void refusesKeysThatTextCannotHold() {
        for (String key : List.of("", "\ud83d", "x\udc18", "ä".repeat(32_769))) {
            assertThatThrownBy(() -> Register.empty(key))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Register.empty("ä".repeat(32_768)).key()).hasSize(32_768);
    }

    private static String key(Seed seed) {
        int[] points = {
            'a', 'b', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff
        };
        StringBuilder key = new StringBuilder();
        int length = seed.between(0, 4);
        for (int i = 0; i < length; i++) {
            key.appendCodePoint(points[seed.between(0, points.length)]);
        }
        return key.toString();
    }

    private static byte[] withoutCase(byte[] value) {
        return new String(value, StandardCharsets.UTF_8)
                .toLowerCase(java.util.Locale.ROOT)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void put(String key, String value) {
        map.put(clock, A, key, value.getBytes(StandardCharsets.UTF_8));
    }
}
