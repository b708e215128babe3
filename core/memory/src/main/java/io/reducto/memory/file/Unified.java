package io.reducto.memory.file;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.memory.entry.ContentDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a state amounts to: each content once, by time, shown by the first of its keys. */
final class Unified {
    private Unified() {}

    static List<MemoryLine.OfWrite> of(ObservedRemoveMap state) {
        Map<ContentDigest, List<Shown>> contents = new LinkedHashMap<>();
        for (Register register : state.registers()) {
            Shown.of(register)
                    .ifPresent(
                            shown ->
                                    contents.computeIfAbsent(
                                                    shown.content(), c -> new ArrayList<>(1))
                                            .add(shown));
        }
        /* Stable, and contents come by the first of their keys. */
        return contents.values().stream()
                .sorted(Comparator.comparingLong(keys -> keys.get(0).millis()))
                .map(Unified::line)
                .toList();
    }

    private static MemoryLine.OfWrite line(List<Shown> keys) {
        return UnifiedLine.line(
                keys.stream().map(Shown::write).toList(),
                keys.stream().mapToInt(Shown::concurrent).sum());
    }
}
