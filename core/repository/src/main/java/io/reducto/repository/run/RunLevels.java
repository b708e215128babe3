package io.reducto.repository.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says which runs of a kind to merge next, so that their number stays logarithmic. Pure: knows
 * levels, sizes and commits, reads nothing.
 *
 * <p>A <em>streak</em> is a maximal row of neighbours of one level. A streak of {@code fanOut} runs
 * or more is due: its oldest runs, {@code fanOut} to {@code runsMax} of them, become one run of the
 * next level. When nothing is due, n runs of level 0 have become at most (fanOut − 1) · (1 + log n
 * / log fanOut) runs, and each entry was written once per level.
 *
 * <p>Only neighbours are merged and the oldest of a streak first, so a run is never older than one
 * of a higher level, and what was added meanwhile does not come between the inputs of a merge.
 *
 * @param fanOut least number of runs of a merge, 2 or more
 * @param runsMax greatest number of runs of a merge, {@code fanOut} or more; bounds its memory
 * @param inlineEntriesMax greatest number of entries of a merge that a committer does itself
 */
public record RunLevels(int fanOut, int runsMax, long inlineEntriesMax) {
    /** 8 to 64 runs into one; a committer merges up to 131,072 entries, 7 MiB of an index. */
    public static final RunLevels DEFAULT = new RunLevels(8, 64, 1 << 17);

    /** Refuses what would merge nothing, or for ever. */
    public RunLevels {
        if (fanOut < 2 || runsMax < fanOut || inlineEntriesMax < 0) {
            throw new IllegalArgumentException(
                    "levels: expected a fan-out of 2 or more, as many runs or more, 0 entries or more; found %d, %d, %d"
                            .formatted(fanOut, runsMax, inlineEntriesMax));
        }
    }

    /**
     * What the policy knows of a run.
     *
     * @param level 0 as an assembler wrote it, otherwise one more than that of its inputs
     * @param entries number of its entries
     * @param commit the commit that published it; for a merged run the greatest of its inputs'
     */
    public record Run(int level, long entries, long commit) {}

    /**
     * A merge that is due.
     *
     * @param from position, newest first, of the newest input
     * @param to position behind the oldest input
     * @param level of the result, which takes the place of the inputs
     * @param entries of the inputs together, an upper limit of those of the result
     * @param commit of the result
     */
    public record Merge(int from, int to, int level, long entries, long commit) {
        /** The runs after this merge. */
        public <R> List<R> apply(List<R> newestFirst, R result) {
            List<R> after = new ArrayList<>(newestFirst.subList(0, from));
            after.add(result);
            after.addAll(newestFirst.subList(to, newestFirst.size()));
            return after;
        }
    }

    /**
     * The merge that maintenance does next, of any size; the lowest level first.
     *
     * @param newestFirst all runs of the kind; commits descend, runs of one commit stand in the
     *     order of the record
     */
    public Optional<Merge> next(List<Run> newestFirst) {
        return next(newestFirst, Long.MAX_VALUE);
    }

    /** The merge that a committer does itself before it commits: one of bounded work. */
    public Optional<Merge> nextInline(List<Run> newestFirst) {
        return next(newestFirst, inlineEntriesMax);
    }

    private Optional<Merge> next(List<Run> runs, long entriesMax) {
        checkOrder(runs);
        int from = 0;
        while (from < runs.size()) {
            int to = endOfStreak(runs, from);
            Optional<Merge> merge = oldest(runs, from, to, entriesMax);
            if (merge.isPresent()) {
                return merge;
            }
            from = to;
        }
        return Optional.empty();
    }

    private static int endOfStreak(List<Run> runs, int from) {
        int to = from + 1;
        while (to < runs.size() && runs.get(to).level() == runs.get(from).level()) {
            to++;
        }
        return to;
    }

    /** As many of the oldest runs of a streak as the limits allow, if that is enough of them. */
    private Optional<Merge> oldest(List<Run> runs, int streak, int to, long entriesMax) {
        int from = to;
        long entries = 0;
        while (from > streak
                && to - from < runsMax
                && runs.get(from - 1).entries() <= entriesMax - entries) {
            from--;
            entries += runs.get(from).entries();
        }
        if (to - from < fanOut) {
            return Optional.empty();
        }
        Run newest = runs.get(from);
        return Optional.of(new Merge(from, to, newest.level() + 1, entries, newest.commit()));
    }

    private static void checkOrder(List<Run> runs) {
        for (int i = 1; i < runs.size(); i++) {
            if (runs.get(i - 1).commit() < runs.get(i).commit()) {
                throw new IllegalArgumentException(
                        "run %d: expected the newest first, found commit %d after %d"
                                .formatted(i, runs.get(i).commit(), runs.get(i - 1).commit()));
            }
        }
    }
}
