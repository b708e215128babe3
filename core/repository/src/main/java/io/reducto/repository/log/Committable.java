package io.reducto.repository.log;

import io.reducto.repository.format.LineageProgress;
import io.reducto.repository.format.Origin;

/**
 * An epoch of a lineage, to be published exactly once; {@code protocol} 3.
 *
 * @param origin key, predecessor and digest
 * @param restored checkpoint id from which this attempt of the job was restored, 0 if it was not
 * @param progress what a collection waits for
 * @param isLast whether the lineage ends with it, as one-shot writers do
 * @param content the epoch's runs as a change of kind {@code EPOCH}; nothing, or no runs, for an
 *     epoch with nothing new
 */
public record Committable(
        Origin origin,
        long restored,
        LineageProgress progress,
        boolean isLast,
        CommitContent content) {}
