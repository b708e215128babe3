package io.reducto.crdt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A set of dots, holes included: for each replica the sorted ranges of its sequences. */
public final class DotSet implements Lattice<DotSet> {
    /** No dots. */
    public static final DotSet EMPTY = new DotSet(new TreeMap<>());

    /**
     * Sequences without a hole.
     *
     * @param first included
     * @param last included
     */
    public record Range(long first, long last) {
        /** Refuses an empty range and one that begins below 1. */
        public Range {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException(
                        "range of sequences: expected 1 <= first <= last, found %d to %d"
                                .formatted(first, last));
            }
        }
    }

    private final SortedMap<ReplicaId, List<Range>> ranges;

    private DotSet(SortedMap<ReplicaId, List<Range>> ranges) {
        this.ranges = Collections.unmodifiableSortedMap(ranges);
    }

    /** The set of {@code dots}. */
    public static DotSet of(Collection<Dot> dots) {
        TreeMap<ReplicaId, List<Range>> ranges = new TreeMap<>();
        for (Dot dot : dots) {
            ranges.computeIfAbsent(dot.replica(), r -> new ArrayList<>())
                    .add(new Range(dot.sequence(), dot.sequence()));
        }
        return of(ranges);
    }

    /** The set of the dots in {@code ranges}, which may overlap and come in any order. */
    public static DotSet of(Map<ReplicaId, List<Range>> ranges) {
        TreeMap<ReplicaId, List<Range>> sorted = new TreeMap<>();
        ranges.forEach(
                (replica, of) -> {
                    if (!of.isEmpty()) {
                        sorted.put(replica, coalesced(of));
                    }
                });
        return new DotSet(sorted);
    }

    private static List<Range> coalesced(List<Range> unsorted) {
        Range[] sorted = unsorted.toArray(Range[]::new);
        Arrays.sort(sorted, (a, b) -> Long.compare(a.first, b.first));
        List<Range> apart = new ArrayList<>();
        Range open = sorted[0];
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i].first - 1 <= open.last) {
                open = new Range(open.first, Math.max(open.last, sorted[i].last));
            } else {
                apart.add(open);
                open = sorted[i];
            }
        }
        apart.add(open);
        return List.copyOf(apart);
    }

    /** Whether {@code dot} is in the set. */
    public boolean contains(Dot dot) {
        List<Range> of = ranges.getOrDefault(dot.replica(), List.of());
        int low = 0;
        int high = of.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (of.get(middle).last < dot.sequence()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < of.size() && of.get(low).first <= dot.sequence();
    }

    /**
     * What was seen without a hole, where all of {@code known} counts as seen: for each replica the
     * last sequence up to which nothing is missing.
     */
    public VersionVector prefix(VersionVector known) {
        TreeMap<ReplicaId, Long> last = new TreeMap<>();
        known.replicas().forEach(replica -> last.put(replica, known.sequence(replica)));
        ranges.forEach(
                (replica, of) -> {
                    long reached = known.sequence(replica);
                    for (Range range : of) {
                        if (range.first - 1 > reached) {
                            break;
                        }
                        reached = Math.max(reached, range.last);
                    }
                    if (reached > 0) {
                        last.put(replica, reached);
                    }
                });
        return VersionVector.of(last);
    }

    /** For each replica its ranges: sorted, not empty, apart by at least one sequence. */
    public SortedMap<ReplicaId, List<Range>> ranges() {
        return ranges;
    }

    @Override
    public DotSet join(DotSet other) {
        TreeMap<ReplicaId, List<Range>> both = new TreeMap<>();
        ranges.forEach((replica, of) -> both.put(replica, new ArrayList<>(of)));
        other.ranges.forEach(
                (replica, of) -> both.computeIfAbsent(replica, r -> new ArrayList<>()).addAll(of));
        return of(both);
    }

    @Override
    public DotSet zero() {
        return EMPTY;
    }

    @Override
    public byte[] bytes() {
        return StateEncoder.dots(this);
    }

    /** Reads {@link #bytes}. */
    public static DotSet read(byte[] bytes) {
        return StateDecoder.dots(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DotSet that && ranges.equals(that.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    @Override
    public String toString() {
        return ranges.toString();
    }
}
