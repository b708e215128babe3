package io.reducto.repository.format;

import io.reducto.codec.LineageId;
import java.util.List;

/**
 * What one writer has staged in an epoch: durable, and visible when a commit lists its runs.
 *
 * @param lineage whose epoch it is
 * @param checkpoint id of the checkpoint at which it ended, from 1
 * @param runs of level 0, in their order; none in an epoch with nothing new
 */
public record StagedEpoch(LineageId lineage, long checkpoint, List<RunDraft> runs) {
    /** Checks the limits above. */
    public StagedEpoch {
        Rule.range("checkpoint id", checkpoint, 1, Long.MAX_VALUE);
        runs = Rule.ascending("staged runs", runs, CommitFormat.RUNS_MAX, RunDraft.ORDER);
    }
}
