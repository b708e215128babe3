package io.reducto.repository.format;

import java.util.Comparator;

/**
 * An immutable, sorted list of (key, value), as a commit record lists it.
 *
 * <p>A key may stand in several runs of a kind; the run with the greater {@code last} wins. The
 * number of the commit that <i>added</i> the run would not do: a merge of old runs is added late.
 *
 * @param kind what it maps
 * @param level 0 as written by an epoch, one more with each merge; at most 63
 * @param first number of the first commit whose content it holds
 * @param last number of the last one
 * @param entries number of keys
 * @param bytes plain bytes of all its pages
 * @param root the stripe whose pack holds its root page
 * @param rootEntry ordinal of the root page in that pack
 */
public record Run(
        RunKind kind,
        int level,
        long first,
        long last,
        long entries,
        long bytes,
        Stripe root,
        int rootEntry) {
    /** Greatest level. */
    public static final int LEVEL_MAX = 63;

    /** The order in which a record lists runs. */
    public static final Comparator<Run> ORDER =
            Comparator.comparing(Run::kind)
                    .thenComparingLong(Run::last)
                    .thenComparingLong(Run::first)
                    .thenComparing(Run::id);

    /** Checks the limits above. */
    public Run {
        Rule.range("run level", level, 0, LEVEL_MAX);
        Rule.range("first commit of a run", first, 1, CommitFormat.NUMBER_MAX);
        Rule.range("last commit of a run", last, first, CommitFormat.NUMBER_MAX);
        Rule.range("entries of a run", entries, 1, Long.MAX_VALUE);
        Rule.range("bytes of a run", bytes, 1, Long.MAX_VALUE);
        Rule.range("root entry", rootEntry, 0, Integer.MAX_VALUE);
    }

    /** Its identity. */
    public RunId id() {
        return new RunId(root.pack(), rootEntry);
    }

    /** Whether {@code other}, of the same kind, may be listed beside this run. */
    boolean isBeside(Run other) {
        boolean disjoint = last < other.first || other.last < first;
        boolean sameCommit = first == last && other.first == other.last && first == other.first;
        return disjoint || sameCommit;
    }
}
