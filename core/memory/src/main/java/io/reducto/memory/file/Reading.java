package io.reducto.memory.file;

import io.reducto.memory.entry.Damage;
import io.reducto.memory.entry.PlacedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what files hold. */
final class Reading {
    private final boolean takesUnified;
    private final LineCache decoder = new LineCache();
    private final StateParts parts = new StateParts();
    private final SortedMap<String, List<PlacedEntry>> plain = new TreeMap<>();
    private final List<Damage> damages = new ArrayList<>();
    private final SortedSet<String> tooNew = new TreeSet<>();

    Reading(boolean takesUnified) {
        this.takesUnified = takesUnified;
    }

    MemoryContents read(Map<String, byte[]> files) {
        new TreeMap<>(files).forEach(this::file);
        return new MemoryContents(parts.state(), plain, damages, tooNew);
    }

    private void file(String path, byte[] bytes) {
        if (!MemoryFiles.isMemory(path)) {
            return;
        }
        FileLines file = FileLines.read(decoder, path, bytes);
        if (file.isTooNew()) {
            tooNew.add(path);
            return;
        }
        damages.addAll(file.damages());
        List<PlacedEntry> entries =
                file.of(MemoryLine.Plain.class).stream().map(MemoryLine.Plain::entry).toList();
        if (!entries.isEmpty()) {
            plain.put(path, entries);
        }
        boolean takesWrites = takesUnified || !path.equals(MemoryFiles.UNIFIED);
        file.lines().stream()
                .filter(line -> takesWrites || !(line instanceof MemoryLine.OfWrite))
                .forEach(parts::take);
    }
}
