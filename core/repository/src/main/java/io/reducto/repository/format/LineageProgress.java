package io.reducto.repository.format;

import java.util.OptionalLong;

/**
 * What a collection waits for; {@code protocol} 7.
 *
 * @param collection greatest collection generation that the lineage's index has applied, 0 for none
 * @param collectionCheckpoint checkpoint id in which it was applied; 0 before its first one
 * @param oldestUpload first epoch of its oldest open upload; empty when none is open
 */
public record LineageProgress(
        long collection, long collectionCheckpoint, OptionalLong oldestUpload) {
    /** Nothing applied, nothing open. */
    public static final LineageProgress NONE = new LineageProgress(0, 0, OptionalLong.empty());

    /** Checks that nothing is negative. */
    public LineageProgress {
        Rule.range("collection generation", collection, 0, Long.MAX_VALUE);
        Rule.range("collection checkpoint", collectionCheckpoint, 0, Long.MAX_VALUE);
        Rule.range("oldest open upload", oldestUpload.orElse(0), 0, Long.MAX_VALUE);
    }

    /** Whether the deletion of generation {@code wanted} still waits for this lineage. */
    public boolean holdsBack(long wanted) {
        return collection < wanted
                || (oldestUpload.isPresent() && oldestUpload.getAsLong() <= collectionCheckpoint);
    }
}
