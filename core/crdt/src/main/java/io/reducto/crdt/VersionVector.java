package io.reducto.crdt;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * For each replica the last event seen: sorted by replica, immutable, without zeros.
 *
 * <p>It stands for all dots up to those: where there may be holes, {@link DotSet} is exact.
 */
public final class VersionVector implements Lattice<VersionVector>, Comparable<VersionVector> {
    /** Nothing seen. */
    public static final VersionVector EMPTY = new VersionVector(new ReplicaId[0], new long[0]);

    /** How two vectors stand to each other. */
    public enum Order {
        /** The same. */
        EQUAL,
        /** All of the first was seen by the second, which has seen more. */
        BEFORE,
        /** All of the second was seen by the first, which has seen more. */
        AFTER,
        /** Each has seen something that the other has not. */
        CONCURRENT
    }

    private final ReplicaId[] replicas;
    private final long[] sequences;

    private VersionVector(ReplicaId[] replicas, long[] sequences) {
        this.replicas = replicas;
        this.sequences = sequences;
    }

    /** The vector of {@code sequences}; each must be 1 or more. */
    public static VersionVector of(Map<ReplicaId, Long> sequences) {
        SortedMap<ReplicaId, Long> sorted = new TreeMap<>(sequences);
        sorted.forEach(Dot::new);
        return new VersionVector(
                sorted.keySet().toArray(ReplicaId[]::new),
                sorted.values().stream().mapToLong(Long::longValue).toArray());
    }

    /** The same of {@code replicas} in ascending order; keeps both arrays. */
    static VersionVector ofSorted(ReplicaId[] replicas, long[] sequences) {
        return replicas.length == 0 ? EMPTY : new VersionVector(replicas, sequences);
    }

    /** The vector that has seen {@code dots} and what came before them. */
    public static VersionVector ofDots(Collection<Dot> dots) {
        Map<ReplicaId, Long> sequences = new TreeMap<>();
        dots.forEach(dot -> sequences.merge(dot.replica(), dot.sequence(), Math::max));
        return of(sequences);
    }

    /** The last sequence seen of {@code replica}; 0 where none was. */
    public long sequence(ReplicaId replica) {
        int at = Arrays.binarySearch(replicas, replica);
        return at < 0 ? 0 : sequences[at];
    }

    /** Whether {@code dot} was seen. */
    public boolean covers(Dot dot) {
        return sequence(dot.replica()) >= dot.sequence();
    }

    /** Whether everything that {@code other} has seen was seen. */
    public boolean covers(VersionVector other) {
        if (other.replicas.length > replicas.length) {
            return false;
        }
        int mine = 0;
        for (int i = 0; i < other.replicas.length; i++) {
            while (mine < replicas.length && replicas[mine].compareTo(other.replicas[i]) < 0) {
                mine++;
            }
            if (mine == replicas.length
                    || !replicas[mine].equals(other.replicas[i])
                    || sequences[mine] < other.sequences[i]) {
                return false;
            }
        }
        return true;
    }

    /** How this stands to {@code other}. */
    public Order order(VersionVector other) {
        boolean after = covers(other);
        boolean before = other.covers(this);
        if (after && before) {
            return Order.EQUAL;
        }
        if (after) {
            return Order.AFTER;
        }
        return before ? Order.BEFORE : Order.CONCURRENT;
    }

    @Override
    public VersionVector join(VersionVector other) {
        if (covers(other)) {
            return this;
        }
        if (other.covers(this)) {
            return other;
        }
        SortedMap<ReplicaId, Long> joined = toMap();
        other.toMap().forEach((replica, seen) -> joined.merge(replica, seen, Math::max));
        return of(joined);
    }

    /** This vector with {@code dot} seen as well. */
    public VersionVector with(Dot dot) {
        int at = Arrays.binarySearch(replicas, dot.replica());
        if (at >= 0) {
            return sequences[at] >= dot.sequence() ? this : replaced(at, dot.sequence());
        }
        int place = -at - 1;
        ReplicaId[] moreReplicas = Arrays.copyOf(replicas, replicas.length + 1);
        long[] moreSequences = Arrays.copyOf(sequences, replicas.length + 1);
        int behind = replicas.length - place;
        System.arraycopy(replicas, place, moreReplicas, place + 1, behind);
        System.arraycopy(sequences, place, moreSequences, place + 1, behind);
        moreReplicas[place] = dot.replica();
        moreSequences[place] = dot.sequence();
        return new VersionVector(moreReplicas, moreSequences);
    }

    private VersionVector replaced(int at, long sequence) {
        long[] changed = sequences.clone();
        changed[at] = sequence;
        return new VersionVector(replicas, changed);
    }

    /** What both have seen: the greatest lower bound. */
    public VersionVector meet(VersionVector other) {
        TreeMap<ReplicaId, Long> common = new TreeMap<>();
        for (int i = 0; i < replicas.length; i++) {
            long both = Math.min(sequences[i], other.sequence(replicas[i]));
            if (both > 0) {
                common.put(replicas[i], both);
            }
        }
        return of(common);
    }

    /** The replicas of which something was seen, sorted. */
    public List<ReplicaId> replicas() {
        return List.of(replicas);
    }

    private SortedMap<ReplicaId, Long> toMap() {
        TreeMap<ReplicaId, Long> map = new TreeMap<>();
        for (int i = 0; i < replicas.length; i++) {
            map.put(replicas[i], sequences[i]);
        }
        return map;
    }

    @Override
    public VersionVector zero() {
        return EMPTY;
    }

    @Override
    public byte[] bytes() {
        return StateEncoder.vector(this);
    }

    /** Reads {@link #bytes}. */
    public static VersionVector read(byte[] bytes) {
        return StateDecoder.vector(bytes);
    }

    /** A total order for canonical sorting, entry by entry; says nothing of what was seen. */
    @Override
    public int compareTo(VersionVector other) {
        int byReplica = Arrays.compare(replicas, other.replicas, Comparator.naturalOrder());
        return byReplica != 0 ? byReplica : Arrays.compare(sequences, other.sequences);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionVector that
                && Arrays.equals(replicas, that.replicas)
                && Arrays.equals(sequences, that.sequences);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(replicas) + Arrays.hashCode(sequences);
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
