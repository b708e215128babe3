package io.reducto.benchmarks.memory;

import java.util.List;

/**
 * How much is done.
 *
 * @param entries of the memory that is merged in the running program and in children
 * @param warmups merges of it without a look at the clock
 * @param merges of it with one
 * @param curve sizes by which the cost of a merge is followed
 * @param curveEntries merged per size, all rounds together, and at least three rounds
 * @param machines that have written the memory, by which the cost of a merge is followed
 * @param commands sizes with which the whole command is run
 * @param runs of it with a memory of up to 10,000 entries; of a larger one at most three
 * @param tries that must all succeed for a heap to be enough
 */
record Effort(
        int entries,
        int warmups,
        int merges,
        List<Integer> curve,
        int curveEntries,
        List<Integer> machines,
        List<Integer> commands,
        int runs,
        int tries) {
    /** For figures. */
    static final Effort FULL =
            new Effort(
                    1_000,
                    1_000,
                    3_000,
                    List.of(1_000, 3_000, 10_000, 30_000, 100_000),
                    700_000,
                    List.of(2, 10, 30, 100, 300),
                    List.of(1_000, 100_000),
                    15,
                    3);

    /** Shows that it runs. */
    static final Effort QUICK =
            new Effort(
                    1_000,
                    200,
                    100,
                    List.of(1_000, 3_000, 10_000),
                    10_000,
                    List.of(2, 10),
                    List.of(1_000),
                    2,
                    1);

    private static final int ROUNDS_MIN = 3;
    private static final int RUNS_OF_LARGE = 3;
    private static final int LARGE = 10_000;

    Effort {
        curve = List.copyOf(curve);
        machines = List.copyOf(machines);
        commands = List.copyOf(commands);
    }

    /** How often the whole command is run with a memory of {@code size} entries. */
    int runs(int size) {
        return size > LARGE ? Math.min(runs, RUNS_OF_LARGE) : runs;
    }

    /** How often a memory of {@code size} entries is merged for the curve. */
    int rounds(int size) {
        return Math.max(ROUNDS_MIN, curveEntries / size);
    }
}
