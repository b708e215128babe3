package io.reducto.memory.file;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes the files of a state. */
final class Rendering {
    /** By sequence; by all else where a dot was used twice. */
    static final Comparator<Write> BY_DOT =
            Comparator.comparing(Write::dot).thenComparing(Comparator.naturalOrder());

    /** A line in a file that is done, with its end. */
    private record Written(byte[] file, int from, int to) {}

    private final ObservedRemoveMap state;
    private final LineEncoder encoder = new LineEncoder();
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final IdentityHashMap<Write, Written> lines = new IdentityHashMap<>();

    Rendering(ObservedRemoveMap state) {
        this.state = state;
    }

    SortedMap<String, byte[]> files() {
        hosts();
        replicas(state).forEach(encoder::replica);
        put(MemoryFiles.REPLICAS);
        Unified.of(state).forEach(this::unified);
        put(MemoryFiles.UNIFIED);
        return files;
    }

    private byte[] put(String path) {
        byte[] bytes = encoder.take();
        if (bytes.length > 0) {
            files.put(path, bytes);
        }
        return bytes;
    }

    /** A line that says nothing of other keys is the one of its write. */
    private void unified(MemoryLine.OfWrite line) {
        @Nullable Written written = line.view().equals(View.NONE) ? lines.get(line.write()) : null;
        if (written == null) {
            encoder.write(line.write(), line.view());
        } else {
            encoder.copy(written.file, written.from, written.to);
        }
    }

    private void hosts() {
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
            encoder.write(writes.get(i), View.NONE);
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
