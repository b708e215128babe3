package io.reducto.repository.rebuild;

import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.RunKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a rebuild found and made.
 *
 * @param packs with content that were counted, which is the stripe catalogue
 * @param bytes of the files of these packs
 * @param runPacks packs that hold nothing but pages of runs
 * @param entries of the index
 * @param versions of the catalogue
 * @param repeatedVersions recipes of a name that another one has
 * @param runs that were written, by kind; none of a kind that would be empty
 * @param leftOutCounts how much was left out, by reason
 * @param leftOut the first 1000 of each reason
 */
public record RebuildReport(
        long packs,
        long bytes,
        long runPacks,
        long entries,
        long versions,
        long repeatedVersions,
        Map<RunKind, RunDraft> runs,
        Map<Omission, Long> leftOutCounts,
        List<LeftOut> leftOut) {
    /** Copies the collections. */
    public RebuildReport {
        runs = Collections.unmodifiableMap(new LinkedHashMap<>(runs));
        leftOutCounts = Map.copyOf(leftOutCounts);
        leftOut = List.copyOf(leftOut);
    }

    /** How much was left out for a reason. */
    public long leftOut(Omission omission) {
        return leftOutCounts.getOrDefault(omission, 0L);
    }

    /** Whether something that a commit may have published could not be counted. */
    public boolean isLossy() {
        return leftOutCounts.keySet().stream().anyMatch(Omission::isLoss);
    }
}
