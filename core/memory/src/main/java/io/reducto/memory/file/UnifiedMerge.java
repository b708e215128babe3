package io.reducto.memory.file;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.ContentReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * Merges versions of the unified file, line by line: a guess at what the state would show, good
 * until the next exchange renders it.
 */
final class UnifiedMerge {
    /** A write and by what it is sorted. */
    private record Timed(Write write, long millis) {}

    private final Map<Write, View> base;
    private final Map<Write, View> ours;
    private final Map<Write, View> theirs;

    private UnifiedMerge(FileLines base, FileLines ours, FileLines theirs) {
        this.base = views(base);
        this.ours = views(ours);
        this.theirs = views(theirs);
    }

    static MergedFile merge(String path, byte[] base, byte[] ours, byte[] theirs) {
        LineCache decoder = new LineCache();
        FileLines first = FileLines.read(decoder, path, ours);
        FileLines second = FileLines.read(decoder, path, theirs);
        if (first.isTooNew() || second.isTooNew()) {
            return new MergedFile(ours, 0, List.of(), true);
        }
        FileLines ancestor = FileLines.read(decoder, path, base);
        SortedSet<String> plain = FileLines.plain(first, second);
        LineEncoder encoder = new LineEncoder();
        for (MemoryLine.OfWrite line : new UnifiedMerge(ancestor, first, second).lines()) {
            encoder.write(line.write(), line.view());
        }
        plain.forEach(encoder::plain);
        return new MergedFile(
                encoder.take(), plain.size(), StateMerge.damages(first, second), false);
    }

    private static Map<Write, View> views(FileLines file) {
        Map<Write, View> views = new HashMap<>();
        for (MemoryLine.OfWrite line : file.of(MemoryLine.OfWrite.class)) {
            views.merge(line.write(), line.view(), UnifiedMerge::greater);
        }
        return views;
    }

    private List<MemoryLine.OfWrite> lines() {
        List<Timed> shown = new ArrayList<>();
        ContentReader reader = new ContentReader();
        for (Register register : ObservedRemoveMap.of(kept()).registers()) {
            for (Write write : register.maximal()) {
                if (!write.isTombstone()) {
                    shown.add(
                            new Timed(
                                    write,
                                    Shown.millis(write, reader.read(write.value().orElseThrow()))));
                }
            }
        }
        /* Stable, and registers come by key. */
        return shown.stream()
                .sorted(Comparator.comparingLong(Timed::millis))
                .map(timed -> new MemoryLine.OfWrite(timed.write, view(timed.write)))
                .toList();
    }

    private Set<Write> kept() {
        Set<Write> kept = new HashSet<>(ours.keySet());
        kept.addAll(theirs.keySet());
        kept.removeIf(
                write ->
                        base.containsKey(write)
                                && !(ours.containsKey(write) && theirs.containsKey(write)));
        return kept;
    }

    /** That of the version which changed it; where both did, the greater. */
    private View view(Write write) {
        View mine = ours.get(write);
        View other = theirs.get(write);
        if (mine == null || other == null) {
            return mine == null ? (other == null ? View.NONE : other) : mine;
        }
        View before = base.get(write);
        if (mine.equals(before) || other.equals(before)) {
            return mine.equals(before) ? other : mine;
        }
        return greater(mine, other);
    }

    private static View greater(View a, View b) {
        return View.BY_EXTENT.compare(a, b) >= 0 ? a : b;
    }
}
