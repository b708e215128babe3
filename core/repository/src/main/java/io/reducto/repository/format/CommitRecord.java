package io.reducto.repository.format;

import io.reducto.codec.LineageId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What became visible together, and everything needed to read the repository as of then; {@code
 * protocol} 2.
 *
 * <p>Immutable; lists are in the order of the format. A record that breaks a rule cannot be made:
 * {@link IllegalArgumentException}.
 *
 * @param number parent + 1, from 1; 0 only in {@link #BEFORE_FIRST}
 * @param generation of the description under which it was written
 * @param parent digest of the parent's file; {@link Digest#ZERO} for number 1
 * @param time milliseconds since 1970 UTC, never before the parent's
 * @param kind why it was written
 * @param origin the committable that it publishes; present as {@link CommitKind#hasOrigin} says
 * @param runs all current runs, at most {@value CommitFormat#RUNS_MAX}
 * @param lineages all that may commit, at most {@value CommitFormat#LINEAGES_MAX}
 * @param retired lineages that may not, at most {@value CommitFormat#RETIRED_MAX}
 * @param collection the collection generation in force, 0 for none
 * @param corpora attached ones, at most {@value CommitFormat#CORPORA_MAX}
 */
public record CommitRecord(
        long number,
        int generation,
        Digest parent,
        long time,
        CommitKind kind,
        Optional<Origin> origin,
        List<Run> runs,
        List<LineageEntry> lineages,
        List<RetiredLineage> retired,
        long collection,
        List<CorpusReference> corpora) {

    /** The state before the first commit, with number 0: the parent of number 1, never written. */
    public static final CommitRecord BEFORE_FIRST =
            new CommitRecord(
                    0,
                    0,
                    Digest.ZERO,
                    0,
                    CommitKind.MERGE,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    0,
                    List.of());

    /** Checks order, limits, and what the fields owe each other. */
    public CommitRecord {
        Rule.range("commit number", number, 0, CommitFormat.NUMBER_MAX);
        Rule.range("generation", generation, Math.min(number, 1), CommitFormat.GENERATION_MAX);
        Rule.holds(
                number > 1 ^ parent.equals(Digest.ZERO),
                "a parent for every number but 1",
                "number %d with parent %s".formatted(number, parent));
        Rule.range("time", time, 0, Long.MAX_VALUE);
        Rule.holds(
                origin.isPresent() == kind.hasOrigin(),
                "an origin for EPOCH and PROGRESS only",
                "%s with %s".formatted(kind, origin));
        runs = Rule.ascending("runs", runs, CommitFormat.RUNS_MAX, Run.ORDER);
        checkRuns(number, runs);
        lineages =
                Rule.ascending("lineages", lineages, CommitFormat.LINEAGES_MAX, LineageEntry.ORDER);
        retired =
                Rule.ascending("retired", retired, CommitFormat.RETIRED_MAX, RetiredLineage.ORDER);
        checkLineages(number, lineages, retired);
        Rule.range("collection generation", collection, 0, Long.MAX_VALUE);
        corpora =
                Rule.ascending("corpora", corpora, CommitFormat.CORPORA_MAX, CorpusReference.ORDER);
    }

    /** The row of a lineage that may commit. */
    public Optional<LineageEntry> lineage(LineageId id) {
        return lineages.stream().filter(entry -> entry.lineage().equals(id)).findFirst();
    }

    /** The row of a lineage that may not, if this record itself lists it. */
    public Optional<RetiredLineage> retired(LineageId id) {
        return retired.stream().filter(entry -> entry.lineage().equals(id)).findFirst();
    }

    /** Whether lineages were retired so long ago that only a run knows them. */
    public boolean hasRetiredRuns() {
        return runs.stream().anyMatch(run -> run.kind() == RunKind.RETIRED);
    }

    private static void checkRuns(long number, List<Run> runs) {
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            Rule.holds(run.last() <= number, "runs of commits up to " + number, run.last());
            boolean sameKind = i > 0 && runs.get(i - 1).kind() == run.kind();
            Rule.holds(
                    !sameKind || runs.get(i - 1).isBeside(run),
                    "runs of one kind with disjoint commits, or of one commit",
                    "commits %d to %d of run %s".formatted(run.first(), run.last(), run.id()));
        }
        long distinct = runs.stream().map(Run::id).distinct().count();
        Rule.holds(distinct == runs.size(), "each run once", runs.size() - distinct + " repeated");
    }

    private static void checkLineages(
            long number, List<LineageEntry> lineages, List<RetiredLineage> retired) {
        Comparator<LineageId> order = LineageEntry.ID_ORDER;
        int other = 0;
        for (LineageEntry entry : lineages) {
            Rule.holds(entry.commit() <= number, "a commit up to " + number, entry.commit());
            while (other < retired.size()
                    && order.compare(retired.get(other).lineage(), entry.lineage()) < 0) {
                other++;
            }
            boolean both =
                    other < retired.size() && retired.get(other).lineage().equals(entry.lineage());
            Rule.holds(!both, "a lineage to be live or retired", entry.lineage());
        }
        retired.forEach(
                entry ->
                        Rule.holds(
                                entry.retired() <= number,
                                "a retirement up to commit " + number,
                                entry.retired()));
    }
}
