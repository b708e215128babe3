package io.reducto.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every history of up to four operations of three replicas on two keys: whatever the order of the
 * last joins, the bytes are the same and no maximal write is missing.
 */
class SmallHistoriesTest {
    private static final int OPERATIONS = 4;
    private static final String[] KEYS = {"x", "y"};
    private static final int[][] ORDERS = {
        {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
    };
    private static final ReplicaId[] NAMES = {
        new ReplicaId("a"), new ReplicaId("b"), new ReplicaId("c")
    };

    private int histories;

    @Test
    void allOrdersOfJoinsAgree() {
        List<ObservedRemoveMap> start =
                List.of(new ObservedRemoveMap(), new ObservedRemoveMap(), new ObservedRemoveMap());
        extend(start, List.of(), 0);
        assertThat(histories).isEqualTo(1 + 21 + 441 + 9_261 + 194_481);
    }

    private void extend(List<ObservedRemoveMap> maps, List<Write> writes, int depth) {
        histories++;
        check(maps, writes);
        if (depth == OPERATIONS) {
            return;
        }
        for (int at = 0; at < NAMES.length; at++) {
            for (String key : KEYS) {
                ObservedRemoveMap put = maps.get(at).copy();
                ObservedRemoveMap delta = put.put(clock(depth), NAMES[at], key, new byte[] {1});
                extend(with(maps, at, put), plus(writes, delta), depth + 1);
                ObservedRemoveMap removed = maps.get(at).copy();
                delta = removed.remove(clock(depth), NAMES[at], key);
                extend(with(maps, at, removed), plus(writes, delta), depth + 1);
            }
            for (int from = 0; from < NAMES.length; from++) {
                if (from != at) {
                    extend(with(maps, at, maps.get(at).join(maps.get(from))), writes, depth + 1);
                }
            }
            ObservedRemoveMap trimmed = maps.get(at).copy();
            trimmed.acknowledge(NAMES[at]);
            trimmed.advanceFrontier();
            extend(with(maps, at, trimmed), writes, depth + 1);
        }
    }

    /** Every second write comes from a clock that is behind those before. */
    private static HybridClock clock(int depth) {
        return new HybridClock(() -> depth % 2 == 0 ? 1_000 + depth : 10);
    }

    private static void check(List<ObservedRemoveMap> maps, List<Write> writes) {
        byte[] expected = {};
        for (int[] order : ORDERS) {
            ObservedRemoveMap last = maps.get(order[0]).copy();
            last.joinIn(maps.get(order[1]));
            last.joinIn(maps.get(order[2]));
            byte[] bytes = last.bytes();
            if (expected.length == 0) {
                expected = bytes;
                for (Register all : ObservedRemoveMap.of(writes).registers()) {
                    Register held = last.register(all.key()).orElseThrow();
                    assertThat(held.maximal().equals(all.maximal())).isTrue();
                }
            } else if (!java.util.Arrays.equals(bytes, expected)) {
                throw new AssertionError("order of joins matters: " + maps);
            }
        }
    }

    private static List<ObservedRemoveMap> with(
            List<ObservedRemoveMap> maps, int at, ObservedRemoveMap map) {
        List<ObservedRemoveMap> changed = new ArrayList<>(maps);
        changed.set(at, map);
        return changed;
    }

    private static List<Write> plus(List<Write> writes, ObservedRemoveMap delta) {
        List<Write> more = new ArrayList<>(writes);
        delta.registers().forEach(register -> more.addAll(register.writes()));
        return more;
    }
}
