package io.reducto.repository.recipe;

import io.reducto.codec.ChunkId;
import java.io.IOException;

/** Takes metadata that becomes an entry of a pack. */
@FunctionalInterface
public interface EntrySink {
    /**
     * Takes an entry.
     *
     * @param kind of the entry, as in {@code PackFormat}
     * @param id BLAKE3-256 of {@code bytes}
     * @param bytes its plain bytes; they do not change any more
     * @throws IOException when it cannot be stored; the recipe is lost
     */
    void add(int kind, ChunkId id, byte[] bytes) throws IOException;
}
