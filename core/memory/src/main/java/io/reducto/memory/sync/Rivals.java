package io.reducto.memory.sync;

import io.reducto.crdt.Dot;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.Write;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Values that lost to what is shown only by time: they stand beside it until both are replaced. */
final class Rivals {
    private Rivals() {}

    /** The key of each by its write, in an own map. */
    static SortedMap<Dot, String> of(ObservedRemoveMap map) {
        SortedMap<Dot, String> rivals = new TreeMap<>();
        for (Register register : map.registers()) {
            if (register.maximal().size() > 1) {
                for (Write write : register.concurrent()) {
                    rivals.put(write.dot(), register.key());
                }
            }
        }
        return rivals;
    }

    /** Those of {@code map} that are not among {@code before}. */
    static SortedMap<Dot, String> since(SortedMap<Dot, String> before, ObservedRemoveMap map) {
        SortedMap<Dot, String> rivals = of(map);
        rivals.keySet().removeAll(before.keySet());
        return Collections.unmodifiableSortedMap(rivals);
    }
}
