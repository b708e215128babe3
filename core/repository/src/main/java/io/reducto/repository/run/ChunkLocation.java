package io.reducto.repository.run;

import io.reducto.codec.PackId;

/**
 * Where a chunk is.
 *
 * @param pack that holds it
 * @param entry ordinal of its entry in that pack, from 0
 */
public record ChunkLocation(PackId pack, int entry) {
    /** Refuses a negative ordinal. */
    public ChunkLocation {
        if (entry < 0) {
            throw new IllegalArgumentException(
                    "pack %s: expected an entry from 0, found %d".formatted(pack, entry));
        }
    }
}
