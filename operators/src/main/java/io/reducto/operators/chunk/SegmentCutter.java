package io.reducto.operators.chunk;

import io.reducto.codec.ChunkId;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.state.upload.OpenUpload;
import io.reducto.state.upload.UploadStore;
import java.util.Arrays;

/**
 * Cuts the chunks that end in a segment, where it lies. Only the chunk that began in an earlier one
 * is put together in an array of its own; the bytes that wait for more are kept in the store. For
 * the task's thread.
 */
final class SegmentCutter {
    private static final int CUTS = 512;
    private static final byte[] NONE = {};

    private final Chunker chunker;
    private final int chunkBytesMax;
    private final ChunkHasher hasher = ChunkHasher.plain();
    private final int[] cuts = new int[CUTS];
    private final byte[] ids = new byte[CUTS * ChunkId.BYTES];

    SegmentCutter(Chunker chunker) {
        this.chunker = chunker;
        this.chunkBytesMax = chunker.spec().parameters().maxBytes();
    }

    /** Takes a chunk, and may keep its bytes: nobody changes them. */
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
        byte[] tail = upload.tailBytes == 0 ? NONE : store.readTail(upload.tailBytes);
        int rest = cutTail(upload, tail, content, chunks);
        if (rest >= 0) {
            rest = cutAll(upload, content, rest, chunks);
        }
        if (isLast) {
            byte[] last = rest < 0 ? join(tail, tail.length + rest, content) : content;
            takeIfAny(last, Math.max(rest, 0), last.length, chunks);
            upload.tailBytes = 0;
        } else {
            keep(store, tail, content, rest);
            upload.tailBytes = content.length - rest;
        }
    }

    /** Keeps what begins at {@code rest} in {@code content}, or below 0: so far before its end. */
    private void keep(UploadStore store, byte[] tail, byte[] content, int rest) throws Exception {
        if (rest >= 0) {
            store.replaceTail(content, rest, content.length - rest);
        } else if (rest == -tail.length) {
            store.appendTail(content, 0, content.length);
        } else {
            byte[] begun = join(tail, tail.length + rest, content);
            store.replaceTail(begun, 0, begun.length);
        }
    }

    /**
     * Cuts the chunks that begin in {@code tail}: one, or two where the cut is before its last
     * byte, which had not been scanned.
     *
     * @return where the next chunk begins in {@code content}; below 0: so many bytes before the end
     *     of the tail, and it ends in no byte of either
     */
    private int cutTail(OpenUpload upload, byte[] tail, byte[] content, ChunkTaker chunks)
            throws Exception {
        int start = 0;
        while (start < tail.length) {
            byte[] head = join(tail, start, content);
            int cut = chunker.next(upload.scan, head, 0, head.length);
            if (cut == Chunker.NEED_MORE) {
                break;
            }
            takeIfAny(head, 0, cut, chunks);
            start += cut;
        }
        return start - tail.length;
    }

    /** {@code tail} from {@code start} on and as much of {@code content} as a chunk can hold. */
    private byte[] join(byte[] tail, int start, byte[] content) {
        int waiting = tail.length - start;
        int more = Math.min(content.length, chunkBytesMax - waiting);
        byte[] joined = Arrays.copyOfRange(tail, start, tail.length + more);
        System.arraycopy(content, 0, joined, waiting, more);
        return joined;
    }

    private int cutAll(OpenUpload upload, byte[] content, int from, ChunkTaker chunks)
            throws Exception {
        int start = from;
        int count = CUTS;
        while (count == CUTS) {
            count = chunker.nextAll(upload.scan, content, start, content.length, cuts);
            hasher.hashEach(content, start, cuts, count, ids);
            for (int i = 0; i < count; i++) {
                ChunkId id = ChunkId.read(ids, i * ChunkId.BYTES);
                chunks.take(id, content, start, cuts[i] - start);
                start = cuts[i];
            }
        }
        return start;
    }

    private void takeIfAny(byte[] bytes, int from, int to, ChunkTaker chunks) throws Exception {
        if (from < to) {
            chunks.take(hasher.id(bytes, from, to - from), bytes, from, to - from);
        }
    }
}
