package io.reducto.repository.log;

import io.reducto.repository.format.Run;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.format.Stripe;

/**
 * A run that a commit adds; which commits it covers is known when the commit has its number.
 *
 * @param kind what it maps
 * @param level 0 for a run of an epoch
 * @param entries number of keys
 * @param bytes plain bytes of all its pages
 * @param root the stripe whose pack holds its root page
 * @param rootEntry ordinal of the root page in that pack
 */
public record RunDraft(
        RunKind kind, int level, long entries, long bytes, Stripe root, int rootEntry) {

    Run covering(long first, long last) {
        return new Run(kind, level, first, last, entries, bytes, root, rootEntry);
    }
}
