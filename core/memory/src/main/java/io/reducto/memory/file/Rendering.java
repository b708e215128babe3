package io.reducto.memory.file;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes the files of a state. */
final class Rendering {
    /** By sequence; by all else where a dot was used twice. */
    static final Comparator<Write> BY_DOT =
            Comparator.comparing(Write::dot).thenComparing(Comparator.naturalOrder());

    private final ObservedRemoveMap state;
    private final LineEncoder encoder = new LineEncoder();
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    Rendering(ObservedRemoveMap state) {
        this.state = state;
    }

    SortedMap<String, byte[]> files() {
        hosts();
        replicas(state).forEach(encoder::replica);
        put(MemoryFiles.REPLICAS);
        Unified.of(state).forEach(line -> encoder.write(line.write(), line.view()));
        put(MemoryFiles.UNIFIED);
        return files;
    }

    private void put(String path) {
        if (!encoder.isEmpty()) {
            files.put(path, encoder.take());
        }
    }

    private void hosts() {
        SortedMap<ReplicaId, List<Write>> writes = new TreeMap<>();
        for (Register register : state.registers()) {
            for (Write write : register.writes()) {
                writes.computeIfAbsent(write.dot().replica(), r -> new ArrayList<>()).add(write);
            }
        }
        writes.forEach(
                (replica, of) -> {
                    of.sort(BY_DOT);
                    of.forEach(write -> encoder.write(write, View.NONE));
                    put(MemoryFiles.HOSTS + replica.text() + MemoryFiles.SUFFIX);
                });
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
