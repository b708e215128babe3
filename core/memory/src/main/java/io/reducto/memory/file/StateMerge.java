package io.reducto.memory.file;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.Damage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;

/** Merges versions of a file that holds a part of a state: the parts are joined. */
final class StateMerge {
    private StateMerge() {}

    static MergedFile merge(String path, byte[] ours, byte[] theirs) {
        LineCache decoder = new LineCache();
        FileLines first = FileLines.read(decoder, path, ours);
        FileLines second = FileLines.read(decoder, path, theirs);
        if (first.isTooNew() || second.isTooNew()) {
            return new MergedFile(ours, 0, List.of(), true);
        }
        StateParts parts = new StateParts();
        first.lines().forEach(parts::take);
        second.lines().forEach(parts::take);
        SortedSet<String> plain = FileLines.plain(first, second);
        return new MergedFile(
                encode(parts.state(), plain), plain.size(), damages(first, second), false);
    }

    static List<Damage> damages(FileLines ours, FileLines theirs) {
        List<Damage> damages = new ArrayList<>(ours.damages());
        damages.addAll(theirs.damages());
        return damages;
    }

    private static byte[] encode(ObservedRemoveMap state, SortedSet<String> plain) {
        LineEncoder encoder = new LineEncoder();
        Stream<Write> writes =
                state.registers().stream().map(Register::writes).flatMap(List::stream);
        writes.sorted(MemoryRenderer.BY_DOT).forEach(write -> encoder.write(write, View.NONE));
        MemoryRenderer.replicas(state).forEach(encoder::replica);
        plain.forEach(encoder::plain);
        return encoder.take();
    }
}
