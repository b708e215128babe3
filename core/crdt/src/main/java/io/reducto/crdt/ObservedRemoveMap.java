package io.reducto.crdt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A map that many replicas write without asking each other: registers by key, and what is known of
 * who has seen what.
 *
 * <p>A removal removes what its writer had observed, nothing else. What is written here comes back
 * as a delta: a small map for {@link #joinIn} elsewhere.
 *
 * <p>Changed in place, because a join of a few writes into many must cost the few; {@link #join} is
 * the pure form, which copies first. For one thread.
 */
public final class ObservedRemoveMap implements Lattice<ObservedRemoveMap> {
    private final TreeMap<String, Register> registers = new TreeMap<>(KeyOrder.BY_CODE_POINT);
    private final TreeMap<ReplicaId, VersionVector> acknowledgements = new TreeMap<>();
    private final TreeSet<ReplicaId> retired = new TreeSet<>();
    private VersionVector frontier = VersionVector.EMPTY;

    /* Computed from the above: which key each dot held writes, and the last sequence known. */
    private final Map<Dot, String> keyByDot = new HashMap<>();
    private final TreeMap<ReplicaId, Long> lastSequence = new TreeMap<>();

    /** The map that knows nothing. */
    public ObservedRemoveMap() {}

    /** The map of {@code writes}, with nothing known of progress. */
    public static ObservedRemoveMap of(Collection<Write> writes) {
        return of(writes, Map.of(), List.of(), VersionVector.EMPTY);
    }

    /**
     * The map of {@code writes}, in any order, and of what is known of progress; history that
     * {@code frontier} covers is trimmed.
     */
    public static ObservedRemoveMap of(
            Collection<Write> writes,
            Map<ReplicaId, VersionVector> acknowledgements,
            Collection<ReplicaId> retired,
            VersionVector frontier) {
        Map<String, List<Write>> byKey = new HashMap<>();
        for (Write write : writes) {
            byKey.computeIfAbsent(write.key(), key -> new ArrayList<>(1)).add(write);
        }
        List<Register> registers = new ArrayList<>(byKey.size());
        byKey.forEach((key, of) -> registers.add(Register.of(key, of)));
        return ofRegisters(registers, acknowledgements, retired, frontier);
    }

    /** A map of its own in the same state. */
    public ObservedRemoveMap copy() {
        ObservedRemoveMap copy = new ObservedRemoveMap();
        copy.registers.putAll(registers);
        copy.acknowledgements.putAll(acknowledgements);
        copy.retired.addAll(retired);
        copy.frontier = frontier;
        copy.keyByDot.putAll(keyByDot);
        copy.lastSequence.putAll(lastSequence);
        return copy;
    }

    /**
     * Sets {@code key}, replacing what is held of it here; answers the delta.
     *
     * @throws IllegalArgumentException where not {@link #canWrite}, as all that writes
     */
    public ObservedRemoveMap put(HybridClock clock, ReplicaId replica, String key, byte[] value) {
        Dot dot = nextDot(replica);
        return apply(Write.ofValue(key, dot, clock.next(), context(key), value));
    }

    /**
     * Sets {@code key} on behalf of somebody who has seen {@code observed} of it and this replica's
     * own writes, which may be less than what is held here: the rest stays beside it. Answers the
     * delta.
     */
    public ObservedRemoveMap put(
            HybridClock clock,
            ReplicaId replica,
            String key,
            VersionVector observed,
            byte[] value) {
        VersionVector seen = observed.join(ownContext(replica, key));
        long last = Math.max(lastKnown(replica), seen.sequence(replica));
        return apply(Write.ofValue(key, Dot.after(replica, last), clock.next(), seen, value));
    }

    /**
     * A replica's writes of one key are ordered: each has seen those before it, and what they saw.
     */
    private VersionVector ownContext(ReplicaId replica, String key) {
        VersionVector own = VersionVector.EMPTY;
        for (Write write : register(key).map(Register::writes).orElse(List.of())) {
            if (write.dot().replica().equals(replica)) {
                own = own.join(write.context());
            }
        }
        long last = context(key).sequence(replica);
        return last == 0 ? own : own.with(new Dot(replica, last));
    }

    /**
     * Removes what is held of {@code key} here; answers the delta, which is empty where nothing is
     * visible.
     */
    public ObservedRemoveMap remove(HybridClock clock, ReplicaId replica, String key) {
        if (register(key).flatMap(Register::visible).isEmpty()) {
            return new ObservedRemoveMap();
        }
        Dot dot = nextDot(replica);
        return apply(Write.tombstone(key, dot, clock.next(), context(key)));
    }

    private ObservedRemoveMap apply(Write write) {
        ObservedRemoveMap delta = of(List.of(write));
        joinIn(delta);
        return delta;
    }

    private VersionVector context(String key) {
        return register(key).map(Register::context).orElse(VersionVector.EMPTY);
    }

    /**
     * Whether {@code replica} can still write: not where somebody claims to have seen its last
     * sequence. No honest replica gets there; it goes on under another name.
     */
    public boolean canWrite(ReplicaId replica) {
        return lastKnown(replica) < Dot.SEQUENCE_MAX;
    }

    private Dot nextDot(ReplicaId replica) {
        return Dot.after(replica, lastKnown(replica));
    }

    /** The last sequence of {@code replica} that anyone is known to have seen. */
    private long lastKnown(ReplicaId replica) {
        long last = Math.max(frontier.sequence(replica), lastSequence.getOrDefault(replica, 0L));
        for (VersionVector seen : acknowledgements.values()) {
            last = Math.max(last, seen.sequence(replica));
        }
        return last;
    }

    /**
     * Says that {@code replica} has seen all that is held here without a hole; answers the delta.
     */
    public ObservedRemoveMap acknowledge(ReplicaId replica) {
        ObservedRemoveMap delta = new ObservedRemoveMap();
        delta.acknowledgements.put(replica, heldWithoutHole());
        joinIn(delta);
        return delta;
    }

    private VersionVector heldWithoutHole() {
        return dots().prefix(frontier.join(complete()));
    }

    /**
     * Up to where retired replicas have said of themselves that they know their own writes: where
     * one is not held here it is history, or no write.
     */
    public VersionVector complete() {
        Map<ReplicaId, Long> last = new TreeMap<>();
        for (ReplicaId replica : retired) {
            VersionVector seen = acknowledgements.getOrDefault(replica, VersionVector.EMPTY);
            if (seen.sequence(replica) > 0) {
                last.put(replica, seen.sequence(replica));
            }
        }
        return VersionVector.of(last);
    }

    /** Stops waiting for {@code replica}; what it still writes is taken. Answers the delta. */
    public ObservedRemoveMap retire(ReplicaId replica) {
        ObservedRemoveMap delta = new ObservedRemoveMap();
        delta.retired.add(replica);
        joinIn(delta);
        return delta;
    }

    /**
     * Moves the frontier to what every replica has acknowledged that has written or acknowledged
     * and is not retired, and trims; where all are retired, to what is held here without a hole.
     * Answers the delta.
     */
    public ObservedRemoveMap advanceFrontier() {
        ObservedRemoveMap delta = new ObservedRemoveMap();
        delta.frontier = frontier.join(seenByAll());
        joinIn(delta);
        return delta;
    }

    private VersionVector seenByAll() {
        TreeSet<ReplicaId> awaited = new TreeSet<>(acknowledgements.keySet());
        awaited.addAll(lastSequence.keySet());
        awaited.addAll(frontier.replicas());
        awaited.removeAll(retired);
        return awaited.stream()
                .map(replica -> acknowledgements.getOrDefault(replica, VersionVector.EMPTY))
                .reduce(VersionVector::meet)
                .orElseGet(this::heldWithoutHole);
    }

    /** Takes in all that {@code other} knows; {@code other} does not change. */
    public JoinReport joinIn(ObservedRemoveMap other) {
        JoinReport report = JoinReport.empty();
        other.acknowledgements.forEach(
                (replica, seen) -> acknowledgements.merge(replica, seen, VersionVector::join));
        retired.addAll(other.retired);
        VersionVector reached = frontier.join(other.frontier);
        boolean hasMoved = !reached.equals(frontier);
        frontier = reached;
        other.registers.values().forEach(theirs -> join(theirs, report));
        if (hasMoved) {
            registers.replaceAll((key, register) -> trim(register));
        }
        return report.sealed();
    }

    private void join(Register theirs, JoinReport report) {
        registers.compute(theirs.key(), (key, mine) -> joined(mine, theirs, report));
    }

    /** What becomes of {@code mine}; nothing where there is none and nothing comes. */
    private @Nullable Register joined(@Nullable Register mine, Register theirs, JoinReport report) {
        Register before = mine == null ? theirs.zero() : mine;
        List<Write> lacking = before.without(theirs);
        if (lacking.isEmpty()) {
            return mine;
        }
        Register joined = before.join(theirs);
        Register after = joined.trimmed(frontier);
        if (after.size() < joined.size()) {
            after.without(before).forEach(this::forget);
        }
        List<Write> added =
                after.size() == joined.size()
                        ? lacking
                        : lacking.stream().filter(after::contains).toList();
        if (added.isEmpty()) {
            return after;
        }
        added.forEach(write -> index(write, report));
        report.changed().add(after.key());
        if (!after.concurrent().isEmpty() && !after.maximal().equals(before.maximal())) {
            report.concurrent().add(after.key());
        }
        return after;
    }

    private void index(Write write, JoinReport report) {
        report.added().add(write);
        Dot dot = write.dot();
        if (keyByDot.putIfAbsent(dot, write.key()) != null) {
            report.equivocations().add(new Equivocation(dot, write.key()));
        }
        heard(dot.replica(), dot.sequence());
        for (ReplicaId replica : write.seen().replicas()) {
            heard(replica, write.seen().sequence(replica));
        }
    }

    private void heard(ReplicaId replica, long sequence) {
        Long last = lastSequence.get(replica);
        if (last == null || last < sequence) {
            lastSequence.put(replica, sequence);
        }
    }

    private Register trim(Register register) {
        Register trimmed = register.trimmed(frontier);
        if (trimmed.size() < register.size()) {
            trimmed.without(register).forEach(this::forget);
        }
        return trimmed;
    }

    private void forget(Write write) {
        keyByDot.remove(write.dot(), write.key());
    }

    @Override
    public ObservedRemoveMap join(ObservedRemoveMap other) {
        ObservedRemoveMap joined = copy();
        joined.joinIn(other);
        return joined;
    }

    @Override
    public ObservedRemoveMap zero() {
        return new ObservedRemoveMap();
    }

    /** The dots of all writes held, holes included: the summary that {@link #deltaFor} asks for. */
    public DotSet dots() {
        List<Dot> dots = new ArrayList<>();
        for (Register register : registers.values()) {
            register.writes().forEach(write -> dots.add(write.dot()));
        }
        return DotSet.of(dots);
    }

    /** What a peer lacks that holds {@code have}: joining it is joining this. */
    public ObservedRemoveMap deltaFor(DotSet have) {
        ObservedRemoveMap delta = new ObservedRemoveMap();
        delta.acknowledgements.putAll(acknowledgements);
        delta.retired.addAll(retired);
        delta.frontier = frontier;
        for (Register register : registers.values()) {
            Register lacking = register.without(have);
            if (lacking.size() > 0) {
                delta.join(lacking, JoinReport.empty());
            }
        }
        return delta;
    }

    /** What is held of {@code key}, removed or not. */
    public Optional<Register> register(String key) {
        return Optional.ofNullable(registers.get(key));
    }

    /** All registers, sorted by key, removed ones included. */
    public Collection<Register> registers() {
        return Collections.unmodifiableCollection(registers.values());
    }

    /** What each replica says it has seen. */
    public SortedMap<ReplicaId, VersionVector> acknowledgements() {
        return Collections.unmodifiableSortedMap(acknowledgements);
    }

    /** The replicas that nobody waits for. */
    public SortedSet<ReplicaId> retired() {
        return Collections.unmodifiableSortedSet(retired);
    }

    /** Up to where history is trimmed. */
    public VersionVector frontier() {
        return frontier;
    }

    @Override
    public byte[] bytes() {
        return StateEncoder.map(this);
    }

    /** Reads {@link #bytes}. */
    public static ObservedRemoveMap read(byte[] bytes) {
        return StateDecoder.map(bytes);
    }

    /** A map in the state of these parts; trims what is not in normal form. */
    static ObservedRemoveMap ofRegisters(
            Collection<Register> registers,
            Map<ReplicaId, VersionVector> acknowledgements,
            Collection<ReplicaId> retired,
            VersionVector frontier) {
        ObservedRemoveMap map = new ObservedRemoveMap();
        map.frontier = frontier;
        map.acknowledgements.putAll(acknowledgements);
        map.retired.addAll(retired);
        registers.forEach(register -> map.join(register, JoinReport.empty()));
        return map;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObservedRemoveMap that
                && registers.equals(that.registers)
                && acknowledgements.equals(that.acknowledgements)
                && retired.equals(that.retired)
                && frontier.equals(that.frontier);
    }

    @Override
    public int hashCode() {
        return 31 * registers.hashCode() + frontier.hashCode();
    }

    @Override
    public String toString() {
        return "%s acknowledged %s retired %s frontier %s"
                .formatted(registers.values(), acknowledgements, retired, frontier);
    }
}
