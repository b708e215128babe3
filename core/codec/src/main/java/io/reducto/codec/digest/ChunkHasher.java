package io.reducto.codec.digest;

import io.reducto.codec.ChunkId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Computes chunk ids: BLAKE3-256 of a span of bytes, keyed inside a sealed dedup domain.
 *
 * <pre>{@code
 * ChunkHasher hasher = ChunkHasher.plain();
 * int count = chunker.nextAll(scan, buffer, start, end, cuts);
 * hasher.hashEach(buffer, start, cuts, count, ids);   // ids[32·i, 32·i + 32) is the id of span i
 * }</pre>
 *
 * <p>Allocates the ids that it returns, 56 KiB at the first call of {@link #hashEach}, and nothing
 * else. Not safe for use by several threads.
 */
public final class ChunkHasher {
    private final Blake3 hasher;
    private final byte[] digest = new byte[ChunkId.BYTES];

    /** Made when many spans come for the first time: most hashers check one chunk or another. */
    private @Nullable Blake3Batch batch;

    private ChunkHasher(Blake3 hasher) {
        this.hasher = hasher;
    }

    /** Ids that anyone can compute: those of unsealed data sets. */
    public static ChunkHasher plain() {
        return new ChunkHasher(Blake3.hasher());
    }

    /** Ids of a sealed dedup domain; {@code key} has 32 bytes and is copied. */
    public static ChunkHasher keyed(byte[] key) {
        return new ChunkHasher(Blake3.keyed(key));
    }

    /** The id of {@code data[offset, offset + length)}. */
    public ChunkId id(byte[] data, int offset, int length) {
        hash(data, offset, length, digest, 0);
        return ChunkId.read(digest, 0);
    }

    /**
     * The ids of {@code count} spans that tile a part of {@code buffer}: span i is {@code [ends[i -
     * 1], ends[i])}, and the first one begins at {@code start}.
     *
     * <p>The work of many spans arrives in one call, so that a kernel with many lanes can fill them
     * from spans of unequal length.
     *
     * @param ends ascending; as many as {@code count}, or more
     * @param ids receives 32 bytes per span
     */
    public void hashEach(byte[] buffer, int start, int[] ends, int count, byte[] ids) {
        check(buffer, start, ends, count, ids);
        Blake3Batch spans = batch();
        int from = start;
        int finished = 0;
        for (int i = 0; i < count; i++) {
            int length = ends[i] - from;
            if (!spans.hasRoom(length)) {
                spans.finish(buffer, ids, finished * ChunkId.BYTES);
                finished = i;
            }
            if (spans.hasRoom(length)) {
                spans.add(from, length);
            } else {
                hash(buffer, from, length, ids, i * ChunkId.BYTES);
                finished = i + 1;
            }
            from = ends[i];
        }
        spans.finish(buffer, ids, finished * ChunkId.BYTES);
    }

    private static void check(byte[] buffer, int start, int[] ends, int count, byte[] ids) {
        Objects.checkFromIndexSize(0, count, ends.length);
        if (ids.length / ChunkId.BYTES < count) {
            throw new IllegalArgumentException(
                    "ids of %d spans: expected room for %d bytes, found %d"
                            .formatted(count, (long) count * ChunkId.BYTES, ids.length));
        }
        int from = start;
        for (int i = 0; i < count; i++) {
            Objects.checkFromToIndex(from, ends[i], buffer.length);
            from = ends[i];
        }
    }

    private Blake3Batch batch() {
        Blake3Batch made = batch;
        if (made == null) {
            made = hasher.batch();
            batch = made;
        }
        return made;
    }

    private void hash(byte[] data, int offset, int length, byte[] out, int outOffset) {
        hasher.reset().update(data, offset, length).finish(out, outOffset, ChunkId.BYTES);
    }
}
