package io.reducto.memory.sync;

import io.reducto.crdt.Dot;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.ContentDigest;
import io.reducto.memory.entry.ContentReader;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values that lost to what is shown only by time and say something else: they stand beside it until
 * both are replaced.
 */
final class Rivals {
    private Rivals() {}

    /** The key of each by its write, in an own map. */
    static SortedMap<Dot, String> of(ObservedRemoveMap map) {
        SortedMap<Dot, String> rivals = new TreeMap<>();
        ContentReader reader = new ContentReader();
        for (Register register : map.registers()) {
            Optional<Write> shown = register.visible();
            if (shown.isPresent() && register.maximal().size() > 1) {
                ContentDigest content = content(shown.get(), reader);
                for (Write write : register.concurrent()) {
                    if (!content(write, reader).equals(content)) {
                        rivals.put(write.dot(), register.key());
                    }
                }
            }
        }
        return rivals;
    }

    private static ContentDigest content(Write write, ContentReader reader) {
        return reader.read(write.value().orElseThrow()).digest();
    }

    /** Those of {@code map} that are not among {@code before}. */
    static SortedMap<Dot, String> since(SortedMap<Dot, String> before, ObservedRemoveMap map) {
        SortedMap<Dot, String> rivals = of(map);
        rivals.keySet().removeAll(before.keySet());
        return Collections.unmodifiableSortedMap(rivals);
    }
}
