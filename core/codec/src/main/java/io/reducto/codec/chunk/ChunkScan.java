package io.reducto.codec.chunk;

import io.reducto.codec.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How far a {@link Chunker} has come in one stream: one per open upload, kept by the caller.
 *
 * <p>Its saved form, numbers little-endian:
 *
 * <pre>
 * scan := version      u8, 1
 *         scanned      u32   bytes of the unfinished chunk that have been scanned; even
 *         hash         u64   gear hash there; 0 when nothing has been scanned
 *         forcedCuts   u64   cuts of this stream, so far, that were forced at the maximum
 * </pre>
 *
 * <p>It belongs to the spec it was made with and to the bytes of the unfinished chunk; keep the
 * three together. Not safe for use by several threads.
 */
public final class ChunkScan {
    /** Length in bytes of the saved form. */
    public static final int SAVED_BYTES = 21;

    private static final String WHAT = "saved chunk scan";
    private static final byte VERSION = 1;
    private static final int SCANNED_AT = 1;
    private static final int HASH_AT = 5;
    private static final int FORCED_AT = 13;

    /** Bytes of the unfinished chunk that are behind us: 0 until its minimum has been passed. */
    int scanned;

    /** Hash at {@link #scanned}; after a cut, until the next call, the one at the cut. */
    long hash;

    long forcedCuts;

    /** At the beginning of a stream. */
    public ChunkScan() {}

    /** The scan that was saved; {@link DataException} says what is wrong with the bytes. */
    public static ChunkScan restore(byte[] saved) {
        if (saved.length == 0) {
            throw new DataException.Truncated(WHAT, SAVED_BYTES, 0);
        }
        int version = saved[0] & 0xFF;
        if (version > VERSION) {
            throw new DataException.FormatTooNew(WHAT, "version " + VERSION, "version " + version);
        }
        require(version == VERSION, 0, "expected version 1, found " + version);
        if (saved.length < SAVED_BYTES) {
            throw new DataException.Truncated(WHAT, SAVED_BYTES, saved.length);
        }
        require(saved.length == SAVED_BYTES, SAVED_BYTES, "expected the end, found more bytes");
        ByteBuffer in = ByteBuffer.wrap(saved).order(ByteOrder.LITTLE_ENDIAN);
        ChunkScan scan = new ChunkScan();
        scan.scanned = in.getInt(SCANNED_AT);
        scan.hash = in.getLong(HASH_AT);
        scan.forcedCuts = in.getLong(FORCED_AT);
        require(
                scan.scanned >= 0 && scan.scanned % 2 == 0,
                SCANNED_AT,
                "expected an even count of 0 or more, found " + scan.scanned);
        require(
                scan.scanned > 0 || scan.hash == 0,
                HASH_AT,
                "expected hash 0 where nothing has been scanned, found " + scan.hash);
        require(
                scan.forcedCuts >= 0,
                FORCED_AT,
                "expected a count of 0 or more, found " + scan.forcedCuts);
        return scan;
    }

    /** The saved form, {@link #SAVED_BYTES} long. */
    public byte[] save() {
        return ByteBuffer.allocate(SAVED_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(VERSION)
                .putInt(scanned)
                .putLong(scanned == 0 ? 0 : hash)
                .putLong(forcedCuts)
                .array();
    }

    /** Back to the beginning of a stream. */
    public ChunkScan reset() {
        scanned = 0;
        hash = 0;
        forcedCuts = 0;
        return this;
    }

    /** Bytes of the unfinished chunk that no later call reads again. */
    public int scanned() {
        return scanned;
    }

    /**
     * The gear hash where the last call stopped: at the cut, or at the end of what was scanned of
     * the unfinished chunk. 0 for a chunk not longer than the minimum.
     */
    public long gearHash() {
        return hash;
    }

    /** Cuts of this stream that were forced at the maximum: their chunks are that long exactly. */
    public long forcedCuts() {
        return forcedCuts;
    }

    private static void require(boolean rule, int offset, String reason) {
        if (!rule) {
            throw new DataException.Malformed(WHAT, offset, reason);
        }
    }
}
