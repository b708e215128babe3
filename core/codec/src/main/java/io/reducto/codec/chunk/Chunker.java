package io.reducto.codec.chunk;

import io.reducto.codec.KernelChoice.Selected;

/**
 * Finds the cut points of a stream that arrives in pieces.
 *
 * <pre>{@code
 * // data[start, end) = the unfinished chunk from its first byte on, then whatever has arrived
 * int count = chunker.nextAll(scan, data, start, end, cuts);
 * // chunks: [start, cuts[0]), [cuts[0], cuts[1]), …; the rest waits for more bytes
 * // end of the stream: what waits is the last chunk; scan.reset() before the next stream
 * }</pre>
 *
 * <p>The laws ({@code ChunkerContract}): cut points depend on the bytes and the spec, not on how
 * they arrive; spans tile the stream; each but the last is {@code minBytes} to {@code maxBytes}
 * long; no byte is read twice, and those before {@code minBytes} are not read at all; an edit moves
 * the cuts near it and no others.
 *
 * <p><b>Why this shape.</b> An ingest subtask has many uploads open at once, gets them in segments
 * of up to 960 KiB in any order, and keeps of each, in checkpointed state, the bytes of the
 * unfinished chunk and how far they have been scanned. So the chunker holds nothing of a stream:
 * progress is a {@link ChunkScan}, some 20 bytes that the caller keeps per upload and can save; one
 * chunker serves all of them. The caller owns every byte, the chunker neither copies nor allocates.
 * The unfinished chunk must lie in one piece before what follows it, because a cut may fall before
 * the end of what was scanned last, and because its bytes are wanted in one piece anyway, to be
 * hashed: that is a copy of less than {@code maxBytes} per segment (the tail, put before the
 * segment or before its first {@code maxBytes}), no matter how long the segment is. The chunks of a
 * whole segment come out of one call, as an array of ends that {@code ChunkHasher.hashEach} takes
 * as it is; that is where a vector kernel gets room to search far ahead of the cuts. A pull
 * iterator or a callback per chunk would give up that room, and the first would also keep the
 * stream inside the chunker.
 *
 * <p>Immutable and safe for use by several threads; a {@link ChunkScan} is not.
 */
public interface Chunker {
    /** No cut yet: all bytes have been scanned, the chunk goes on. */
    int NEED_MORE = -1;

    /** The fastest chunker of this JVM for {@code spec}. The one place in which it is chosen. */
    static Chunker of(ChunkingSpec spec) {
        return switch (spec.algorithm()) {
            case FASTCDC_2020 ->
                    switch (spec.gearTable()) {
                        case PUBLISHED -> new ScalarFastCdc(spec);
                    };
        };
    }

    /** How this JVM finds cut points, and why so. */
    static Selected kernel() {
        return ScalarFastCdc.SELECTED;
    }

    /** What decides the cuts. */
    ChunkingSpec spec();

    /**
     * The end of the chunk that begins at {@code start}, or {@link #NEED_MORE}.
     *
     * @param scan progress within this chunk; advanced by this call, reset when a cut is returned
     * @param data holds {@code [start, end)}: the unfinished chunk, with at least the bytes that
     *     earlier calls with this scan were given of it, unchanged
     * @return position in {@code data} of the first byte of the next chunk, in {@code (start, end]}
     */
    int next(ChunkScan scan, byte[] data, int start, int end);

    /**
     * The ends of the chunks of {@code data[start, end)}, ascending, as many as {@code cuts} has
     * room for. What is left begins at the last of them, or at {@code start}.
     *
     * @return number of ends. Equal to {@code cuts.length}: there may be more, call again with the
     *     last one as {@code start}. Less: all bytes have been scanned.
     */
    default int nextAll(ChunkScan scan, byte[] data, int start, int end, int[] cuts) {
        int from = start;
        for (int count = 0; count < cuts.length; count++) {
            int cut = next(scan, data, from, end);
            if (cut == NEED_MORE) {
                return count;
            }
            cuts[count] = cut;
            from = cut;
        }
        return cuts.length;
    }
}
