package io.reducto.repository.recipe;

import io.reducto.codec.ChunkId;
import io.reducto.codec.pack.PackFormat;

/**
 * Consecutive chunks of an object: ids and lengths, nothing about where they are.
 *
 * @param ids of the chunks, back to back, 32 bytes each; not to be written to
 * @param lengths of the chunks in bytes, 1 byte to 4 MiB each; not to be written to
 */
public record RecipePage(byte[] ids, int[] lengths) {
    /** Most chunks of a page. */
    public static final int CHUNKS_MAX = 8192;

    /** Refuses what no writer makes. */
    public RecipePage {
        if (lengths.length > CHUNKS_MAX || ids.length != ChunkId.BYTES * lengths.length) {
            throw new IllegalArgumentException(
                    "recipe page: expected 32 bytes for each of at most %d chunks, found %d for %d"
                            .formatted(CHUNKS_MAX, ids.length, lengths.length));
        }
        for (int length : lengths) {
            if (length < 1 || length > PackFormat.BLOCK_RAW_BYTES_MAX) {
                throw new IllegalArgumentException(
                        "recipe page: expected chunks of 1 byte to 4 MiB, found " + length);
            }
        }
    }

    /** Number of chunks. */
    public int count() {
        return lengths.length;
    }

    /** Id of a chunk of this page. */
    public ChunkId id(int ordinal) {
        return ChunkId.read(ids, ChunkId.BYTES * ordinal);
    }

    /** Bytes of the object that this page stands for. */
    public long length() {
        long sum = 0;
        for (int length : lengths) {
            sum += length;
        }
        return sum;
    }
}
