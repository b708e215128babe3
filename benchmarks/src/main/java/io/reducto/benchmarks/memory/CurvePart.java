package io.reducto.benchmarks.memory;

import io.reducto.benchmarks.memory.Section.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The merge by size: whether an entry costs the same in a large memory. */
final class CurvePart implements Part {
    private static final String MEDIAN = "median s";
    private static final String TO_LEAST = "to the least";
    private static final int JUDGED = 100_000;
    private static final double SECONDS_MAX = 3;
    private static final double FACTOR_MAX = 2;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    @Override
    public String name() {
        return "curve";
    }

    @Override
    public Section measure(Effort effort, Consumer<String> progress) {
        SortedMap<Integer, Point> points = new TreeMap<>();
        for (int size : effort.curve()) {
            int rounds = effort.rounds(size);
            progress.accept("%,d merges of %,d entries".formatted(rounds, size));
            Merges merges = Merges.measure(MemoryInput.of(size), Math.max(1, rounds / 2), rounds);
            points.put(
                    size, new Point(merges.of(Merge::whole).p50(), merges.mean(Merge::collecting)));
        }
        return section(points);
    }

    /**
     * Nanoseconds of a merge.
     *
     * @param median of the whole
     * @param collecting what the collector of garbage took of one, on average
     */
    record Point(double median, double collecting) {}

    /** Of merges, by entries. */
    Section section(SortedMap<Integer, Point> points) {
        double least =
                points.entrySet().stream()
                        .mapToDouble(one -> one.getValue().median() / one.getKey())
                        .min()
                        .orElseThrow();
        List<Row> rows = new ArrayList<>();
        points.forEach(
                (size, point) -> {
                    double each = point.median() / size;
                    rows.add(
                            new Row(
                                    "%,d entries".formatted(size),
                                    List.of(
                                            point.median() / NANOS_PER_SECOND,
                                            point.collecting() / NANOS_PER_SECOND,
                                            each / NANOS_PER_MICRO,
                                            each / least),
                                    bars(size)));
                });
        return new Section(
                name(),
                "merge by size",
                List.of(MEDIAN, "collecting s", "µs an entry", TO_LEAST),
                rows,
                List.of("Linear: an entry costs at most twice what it costs in the best row."));
    }

    private static List<Bar> bars(int size) {
        Bar linear = Bar.atMost(TO_LEAST, FACTOR_MAX);
        return size == JUDGED ? List.of(Bar.below(MEDIAN, SECONDS_MAX), linear) : List.of(linear);
    }
}
