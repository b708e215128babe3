package io.reducto.memory.sync;

import io.reducto.crdt.Drift;
import io.reducto.crdt.Equivocation;
import io.reducto.crdt.HybridClock;
import io.reducto.crdt.JoinReport;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.Write;
import io.reducto.memory.client.Intake;
import io.reducto.memory.client.Intake.Taken;
import io.reducto.memory.client.SecretGate;
import io.reducto.memory.client.SourceReplica;
import io.reducto.memory.entry.Damage;
import io.reducto.memory.entry.Entry;
import io.reducto.memory.entry.PlacedEntry;
import io.reducto.memory.file.MemoryContents;
import io.reducto.memory.file.MemoryFiles;
import io.reducto.memory.file.MemoryRenderer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a clone knows, and what it learns: a state, a clock that is not behind it, and what was
 * noticed on the way. For one thread.
 */
final class Knowledge {
    private final HybridClock clock;
    private final ObservedRemoveMap map;
    private final MemoryRenderer renderer = new MemoryRenderer();

    private final List<Damage> damages = new ArrayList<>();
    private final List<Equivocation> equivocations = new ArrayList<>();
    private final TreeMap<ReplicaId, Drift> drifts = new TreeMap<>();
    private final Set<SecretGate.Held> held = new LinkedHashSet<>();
    private ReplicaId replica;
    private Taken fromSources = Taken.NOTHING;
    private int masked;
    private int received;
    private boolean isUnsaved;
    private boolean hasNews;

    /** Begins with {@code map}, which is changed. */
    Knowledge(ReplicaId replica, HybridClock clock, ObservedRemoveMap map) {
        this.replica = replica;
        this.clock = clock;
        this.map = map;
        for (Register register : map.registers()) {
            observe(register.writes());
        }
    }

    /**
     * Joins what {@code files}, by their path below {@code memory/}, hold.
     *
     * @return their lines of older workflows, by path, which {@link #takeOlder} takes
     * @throws MemoryException where a newer release wrote one of them; then nothing was taken
     */
    SortedMap<String, List<PlacedEntry>> learn(String place, Map<String, byte[]> files)
            throws MemoryException {
        MemoryContents contents = MemoryFiles.readWithUnified(files);
        if (!contents.tooNew().isEmpty()) {
            throw new MemoryException(
                    MemoryException.Kind.TOO_NEW,
                    "%s: %s: a newer release wrote it; nothing was changed, install that release"
                            .formatted(place, contents.tooNew()));
        }
        join(contents.state());
        damages.addAll(contents.damages());
        return contents.plain();
    }

    /**
     * Takes lines of older workflows, by path, as far as {@code gate} lets them pass. What it holds
     * back is put aside like damage, since the files in which it stands are rendered without it.
     */
    void takeOlder(SortedMap<String, List<PlacedEntry>> plain, SecretGate gate) {
        Map<ReplicaId, List<Entry>> sources = new TreeMap<>();
        plain.forEach(
                (path, lines) -> {
                    List<Entry> passed =
                            sources.computeIfAbsent(source(path), source -> new ArrayList<>());
                    lines.forEach(line -> passed.addAll(pass(line, gate)));
                });
        fromSources = fromSources.plus(intake().ofSources(sources));
    }

    private List<Entry> pass(PlacedEntry line, SecretGate gate) {
        SecretGate.Passed passed = gate.pass(List.of(line));
        for (SecretGate.Held each : passed.held()) {
            held.add(each);
            damages.add(new Damage(each.place(), "held back, a secret", line.entry().value()));
        }
        masked += passed.masked();
        return passed.entries();
    }

    /** Joins what {@code more} knows; it does not change. */
    void join(ObservedRemoveMap more) {
        isUnsaved = true;
        JoinReport report = map.joinIn(more);
        received += report.added().size();
        equivocations.addAll(report.equivocations());
        observe(report.added());
    }

    /** Who writes what the file at {@code path} holds that no client stands behind. */
    ReplicaId source(String path) {
        return SourceReplica.of(name(path), replica, map::canWrite);
    }

    /** The name of a file without its folder and ending. */
    private static String name(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    private void observe(Collection<Write> writes) {
        for (Write write : writes) {
            clock.observe(write.time())
                    .ifPresent(drift -> drifts.put(write.dot().replica(), drift));
        }
    }

    /** Whose writes are made here. */
    ReplicaId replica() {
        return replica;
    }

    /** From now on another name is written; nobody waits for the one before. */
    void writeAs(ReplicaId next) {
        map.retire(replica);
        replica = next;
        isUnsaved = true;
    }

    HybridClock clock() {
        return clock;
    }

    /** The state, which changes as more is learnt. */
    ObservedRemoveMap map() {
        return map;
    }

    /** Takes entries into this state; {@link #changed} is to be called after it has. */
    Intake intake() {
        return new Intake(map, clock);
    }

    /** Something was written. */
    void changed() {
        isUnsaved = true;
    }

    /** Something was written that nobody else can know. */
    void wrote() {
        isUnsaved = true;
        hasNews = true;
    }

    /** Whether there is something that no commit can hold. */
    boolean hasNews() {
        return hasNews;
    }

    /** A commit holds what was written so far. */
    void committed() {
        hasNews = false;
    }

    /** Whether the state may be more than what was saved. */
    boolean isUnsaved() {
        return isUnsaved;
    }

    void saved() {
        isUnsaved = false;
    }

    /** The files of the state, by their path below {@code memory/}. */
    SortedMap<String, byte[]> render() {
        return renderer.render(map);
    }

    /** Says what is held without a hole, and forgets the history that all have seen. */
    void acknowledge() {
        map.acknowledge(replica);
        map.advanceFrontier();
        isUnsaved = true;
    }

    /** Writes of others that were not known. */
    int received() {
        return received;
    }

    /** Writes made of lines of older workflows. */
    Taken fromSources() {
        return fromSources;
    }

    /** Lines of older workflows with secrets that were not taken. */
    Set<SecretGate.Held> held() {
        return held;
    }

    /** How many lines of older workflows were taken with a mask. */
    int masked() {
        return masked;
    }

    List<Damage> damages() {
        return damages;
    }

    List<Equivocation> equivocations() {
        return equivocations;
    }

    /** Replicas whose clock is ahead, each with the last drift seen. */
    SortedMap<ReplicaId, Drift> drifts() {
        return drifts;
    }
}
