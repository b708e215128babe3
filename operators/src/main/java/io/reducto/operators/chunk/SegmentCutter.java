package io.reducto.operators.chunk;

import io.reducto.codec.ChunkId;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.state.upload.OpenUpload;
import io.reducto.state.upload.UploadStore;

/**
 * Cuts the chunks that end in a segment. Keeps the bytes that wait for more in the store; holds one
 * segment and one chunk otherwise. For the task's thread.
 */
final class SegmentCutter {
    private static final int CUTS = 512;

    private final Chunker chunker;
    private final ChunkHasher hasher = ChunkHasher.plain();
    private final int[] cuts = new int[CUTS];
    private final byte[] ids = new byte[CUTS * ChunkId.BYTES];
    private byte[] buffer = new byte[0];

    SegmentCutter(Chunker chunker) {
        this.chunker = chunker;
    }

    /** Takes a chunk; the bytes may change after the call. */
    @FunctionalInterface
    interface ChunkTaker {
        void take(ChunkId id, byte[] bytes, int offset, int length) throws Exception;
    }

    /**
     * Cuts {@code content}, which follows what was cut of {@code upload} before.
     *
     * @param isLast whether the object ends with it: its last chunk is taken, whatever its length,
     *     and nothing is kept
     */
    void cut(
            OpenUpload upload, UploadStore store, byte[] content, boolean isLast, ChunkTaker chunks)
            throws Exception {
        reserve(upload.tailBytes + content.length);
        int tail = upload.tailBytes == 0 ? 0 : store.readTail(buffer);
        System.arraycopy(content, 0, buffer, tail, content.length);
        int end = tail + content.length;
        int rest = cutAll(upload, end, chunks);
        if (isLast && rest < end) {
            chunks.take(hasher.id(buffer, rest, end - rest), buffer, rest, end - rest);
            rest = end;
        }
        if (!isLast) {
            keep(store, content, rest, end);
        }
        upload.tailBytes = end - rest;
    }

    private int cutAll(OpenUpload upload, int end, ChunkTaker chunks) throws Exception {
        int start = 0;
        int count = CUTS;
        while (count == CUTS) {
            count = chunker.nextAll(upload.scan, buffer, start, end, cuts);
            hasher.hashEach(buffer, start, cuts, count, ids);
            for (int i = 0; i < count; i++) {
                ChunkId id = ChunkId.read(ids, i * ChunkId.BYTES);
                chunks.take(id, buffer, start, cuts[i] - start);
                start = cuts[i];
            }
        }
        return start;
    }

    private void keep(UploadStore store, byte[] content, int rest, int end) throws Exception {
        if (rest == 0) {
            store.appendTail(content, 0, content.length);
        } else {
            store.replaceTail(buffer, rest, end - rest);
        }
    }

    private void reserve(int length) {
        if (buffer.length < length) {
            buffer = new byte[Math.max(length, Math.min(2 * buffer.length, length + (1 << 20)))];
        }
    }
}
