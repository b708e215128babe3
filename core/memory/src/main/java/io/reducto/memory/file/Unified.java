package io.reducto.memory.file;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.ContentDigest;
import io.reducto.memory.entry.ContentReader.Content;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a state amounts to: each content once, by time, shown by the first of its keys. */
final class Unified {
    private Unified() {}

    static List<MemoryLine.OfWrite> of(ObservedRemoveMap state, Function<Write, Content> read) {
        Map<ContentDigest, List<Shown>> contents = new LinkedHashMap<>();
        for (Register register : state.registers()) {
            Optional<Shown> shown = Shown.of(register, read);
            if (shown.isPresent()) {
                contents.computeIfAbsent(shown.get().content(), c -> new ArrayList<>(1))
                        .add(shown.get());
            }
        }
        /* Stable, and contents come by the first of their keys. */
        return contents.values().stream()
                .sorted(Comparator.comparingLong(keys -> keys.get(0).millis()))
                .map(Unified::line)
                .toList();
    }

    private static MemoryLine.OfWrite line(List<Shown> keys) {
        if (keys.size() == 1 && keys.get(0).concurrent() == 0) {
            return new MemoryLine.OfWrite(keys.get(0).write(), View.NONE);
        }
        return UnifiedLine.line(
                keys.stream().map(Shown::write).toList(),
                keys.stream().mapToInt(Shown::concurrent).sum());
    }
}
