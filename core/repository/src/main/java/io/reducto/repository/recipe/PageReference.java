package io.reducto.repository.recipe;

import io.reducto.codec.ChunkId;

/**
 * A page of a recipe that stands in a pack.
 *
 * @param id of its entry
 * @param chunks how many it holds, 1 to 8,192
 * @param length bytes of the object that it stands for
 */
public record PageReference(ChunkId id, int chunks, long length) {
    /** Refuses an empty page. */
    public PageReference {
        if (chunks < 1 || chunks > RecipePage.CHUNKS_MAX || length < chunks) {
            throw new IllegalArgumentException(
                    "recipe page %s: expected 1 to %d chunks of a byte or more, found %d of %d bytes"
                            .formatted(id, RecipePage.CHUNKS_MAX, chunks, length));
        }
    }
}
