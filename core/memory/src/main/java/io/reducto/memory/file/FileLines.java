package io.reducto.memory.file;

import io.reducto.memory.entry.Damage;
import io.reducto.memory.entry.EntryReader;
import io.reducto.memory.entry.Lines;
import io.reducto.memory.json.JsonFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The lines of one file.
 *
 * @param isTooNew whether a newer release wrote one of them
 */
record FileLines(List<MemoryLine> lines, List<Damage> damages, boolean isTooNew) {
    static FileLines read(LineCache decoder, String path, byte[] bytes) {
        Optional<Damage> tooLong = EntryReader.tooLong(path, bytes);
        if (tooLong.isPresent()) {
            return new FileLines(List.of(), List.of(tooLong.get()), false);
        }
        List<MemoryLine> lines = new ArrayList<>();
        List<Damage> damages = new ArrayList<>();
        for (Lines.Line line : new Lines(path, bytes)) {
            try {
                lines.add(decoder.decode(line));
            } catch (JsonFault fault) {
                damages.add(line.damage(fault.reason()));
            }
        }
        boolean isTooNew = lines.stream().anyMatch(MemoryLine.TooNew.class::isInstance);
        return new FileLines(lines, damages, isTooNew);
    }

    /** The lines of {@code type}. */
    <T extends MemoryLine> List<T> of(Class<T> type) {
        return lines.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Canonical texts of the plain lines of both, sorted, each once. */
    static SortedSet<String> plain(FileLines ours, FileLines theirs) {
        SortedSet<String> values = new TreeSet<>();
        for (FileLines of : List.of(ours, theirs)) {
            for (MemoryLine.Plain plain : of.of(MemoryLine.Plain.class)) {
                values.add(plain.entry().entry().object().text());
            }
        }
        return values;
    }
}
