package io.reducto.repository.format;

import java.util.List;

/**
 * An epoch of a lineage as all its writers have staged it, ready to be committed.
 *
 * @param origin its key, its predecessor, and the digest of its runs
 * @param progress what a collection waits for
 * @param runs all that it adds, one or more, in their order
 */
public record EpochCommittable(Origin origin, LineageProgress progress, List<RunDraft> runs) {
    /** Checks order, limits and digest. */
    public EpochCommittable {
        runs = Rule.ascending("runs of an epoch", runs, CommitFormat.RUNS_MAX, RunDraft.ORDER);
        Rule.range("runs of an epoch", runs.size(), 1, CommitFormat.RUNS_MAX);
        Digest found = RunDraft.digest(runs);
        Rule.holds(
                found.equals(origin.digest()),
                "runs with digest " + origin.digest(),
                "digest " + found);
    }
}
