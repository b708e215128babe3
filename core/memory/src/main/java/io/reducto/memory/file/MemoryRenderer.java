package io.reducto.memory.file;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of states that follow each other: lines of writes that were in the one before
 * are not made again, and a file that is the same is the same array. Not for several threads.
 */
public final class MemoryRenderer {
    /** By sequence; by all else where a dot was used twice. */
    static final Comparator<Write> BY_DOT =
            (a, b) -> {
                int byDot = a.dot().compareTo(b.dot());
                return byDot != 0 ? byDot : a.compareTo(b);
            };

    /** A line in a file that is done, with its end. */
    private record Written(byte[] file, int from, int to) {}

    private final LineEncoder encoder = new LineEncoder();
    private final ContentCache contents = new ContentCache();
    private IdentityHashMap<Write, Written> linesBefore = new IdentityHashMap<>();
    private IdentityHashMap<Write, Written> lines = new IdentityHashMap<>();
    private SortedMap<String, byte[]> filesBefore = new TreeMap<>();
    private SortedMap<String, byte[]> files = new TreeMap<>();

    /**
     * The files of {@code state}, by their path below {@code memory/}, whose bytes are not to be
     * changed; one without a line is left out.
     *
     * @throws IllegalArgumentException where a value is not that of an entry
     */
    public SortedMap<String, byte[]> render(ObservedRemoveMap state) {
        linesBefore = lines;
        lines = new IdentityHashMap<>();
        filesBefore = files;
        files = new TreeMap<>();
        contents.next();
        hosts(state);
        replicas(state).forEach(encoder::replica);
        put(MemoryFiles.REPLICAS);
        Unified.of(state, contents).forEach(this::unified);
        put(MemoryFiles.UNIFIED);
        return new TreeMap<>(files);
    }

    private byte[] put(String path) {
        byte[] bytes = encoder.take();
        byte[] before = filesBefore.getOrDefault(path, bytes);
        byte[] file = Arrays.equals(before, bytes) ? before : bytes;
        if (file.length > 0) {
            files.put(path, file);
        }
        return file;
    }

    /** A line that says nothing of other keys is the one of its write. */
    private void unified(MemoryLine.OfWrite line) {
        if (line.view().isNone()) {
            line(line.write(), lines);
        } else {
            encoder.write(line.write(), line.view());
        }
    }

    private void line(Write write, Map<Write, Written> known) {
        @Nullable Written written = known.get(write);
        if (written == null) {
            encoder.write(write, View.NONE);
        } else {
            encoder.copy(written.file, written.from, written.to);
        }
    }

    private void hosts(ObservedRemoveMap state) {
        SortedMap<ReplicaId, List<Write>> writes = new TreeMap<>();
        for (Register register : state.registers()) {
            for (Write write : register.writes()) {
                writes.computeIfAbsent(write.dot().replica(), r -> new ArrayList<>()).add(write);
            }
        }
        writes.forEach(this::host);
    }

    private void host(ReplicaId replica, List<Write> writes) {
        writes.sort(BY_DOT);
        int[] ends = new int[writes.size()];
        for (int i = 0; i < ends.length; i++) {
            line(writes.get(i), linesBefore);
            ends[i] = encoder.size();
        }
        byte[] file = put(MemoryFiles.HOSTS + replica.text() + MemoryFiles.SUFFIX);
        for (int i = 0; i < ends.length; i++) {
            lines.put(writes.get(i), new Written(file, i == 0 ? 0 : ends[i - 1], ends[i]));
        }
    }

    static List<MemoryLine.OfReplica> replicas(ObservedRemoveMap state) {
        SortedSet<ReplicaId> named = new TreeSet<>(state.acknowledgements().keySet());
        named.addAll(state.retired());
        named.addAll(state.frontier().replicas());
        return named.stream()
                .map(
                        replica ->
                                new MemoryLine.OfReplica(
                                        replica,
                                        state.acknowledgements().get(replica),
                                        state.frontier().sequence(replica),
                                        state.retired().contains(replica)))
                .toList();
    }
}
