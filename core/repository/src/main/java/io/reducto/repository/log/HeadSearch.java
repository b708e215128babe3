package io.reducto.repository.log;

import io.reducto.repository.format.CommitFormat;
import io.reducto.tier.ObjectStoreException;

/**
 * Finds the last number of a chain without gaps: doubles the step until a number is absent, then
 * halves. 2 · log2(head) + 2 probes from the start, two from a hint that is the head.
 */
final class HeadSearch {
    private HeadSearch() {}

    /** Whether a number is present. */
    interface Probe {
        boolean isPresent(long number) throws ObjectStoreException;
    }

    /**
     * The last number that is present, 0 for none.
     *
     * @param hint a number that was the head once, 0 for none
     */
    static long find(Probe probe, long hint) throws ObjectStoreException {
        long present = hint > 0 && probe.isPresent(hint) ? hint : 0;
        long limit = CommitFormat.NUMBER_MAX + 1;
        long step = 1;
        while (present + step < limit && probe.isPresent(present + step)) {
            present += step;
            step = Math.min(2 * step, limit - present);
        }
        return halve(probe, present, Math.min(present + step, limit));
    }

    private static long halve(Probe probe, long low, long high) throws ObjectStoreException {
        long present = low;
        long absent = high;
        while (absent - present > 1) {
            long middle = present + (absent - present) / 2;
            if (probe.isPresent(middle)) {
                present = middle;
            } else {
                absent = middle;
            }
        }
        return present;
    }
}
