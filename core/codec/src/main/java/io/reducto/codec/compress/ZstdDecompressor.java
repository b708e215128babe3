package io.reducto.codec.compress;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictContentType;
import com.github.luben.zstd.ZstdException;
import io.reducto.codec.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses single zstd frames of known length into the caller's array. Never writes outside of
 * the range that it is given, whatever the frame claims.
 *
 * <p>One native context, reused; no allocation per call, and no copy, as in {@link ZstdCompressor}.
 * Use by one thread at a time, and {@link #close} it.
 */
public final class ZstdDecompressor implements AutoCloseable {
    /** Offset in a frame of the byte that says what its header holds (RFC 8878, 3.1.1.1). */
    private static final int DESCRIPTOR = 4;

    private static final int SINGLE_SEGMENT = 1 << 5;

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private boolean hasPrefix;
    private @Nullable ZstdDictionary dictionary;

    /** A decompressor without prefix or dictionary. */
    public ZstdDecompressor() {}

    /**
     * Sets the reference prefix of the frames to come, until it is set again; an empty array means
     * none. Takes the place of a dictionary.
     */
    public void prefix(byte[] prefix) {
        if (prefix.length > 0) {
            context.reset();
            context.loadDict(prefix, ZstdDictContentType.RAW_CONTENT);
        } else if (hasPrefix || dictionary != null) {
            context.reset();
        }
        hasPrefix = prefix.length > 0;
        dictionary = null;
    }

    /**
     * Sets the dictionary of the frames to come, in the place of a prefix or another dictionary.
     * Frames that were made without one are read as well.
     */
    public void dictionary(ZstdDictionary shared) {
        context.reset();
        context.loadDict(shared.decoding());
        hasPrefix = false;
        dictionary = shared;
    }

    /**
     * Decompresses {@code frame} to exactly {@code rawLength} bytes at {@code out[0, rawLength)}.
     *
     * @throws DataException.Malformed when the frame is broken, holds another number of bytes, or
     *     expects another dictionary
     */
    public void decompress(Frame frame, byte[] out, int rawLength) {
        checkDictionary(frame, rawLength);
        int found;
        try {
            found =
                    context.decompressByteArray(
                            out, 0, rawLength, frame.bytes(), frame.offset(), frame.length());
        } catch (ZstdException e) {
            String reason = String.valueOf(e.getMessage());
            throw malformed(
                    frame,
                    rawLength,
                    dictionary == null ? reason : reason + ", with " + dictionary);
        }
        if (found != rawLength) {
            throw malformed(frame, rawLength, found + " bytes");
        }
    }

    private void checkDictionary(Frame frame, int rawLength) {
        long expected = dictionaryId(frame);
        if (expected != ZstdDictionary.NO_ID
                && (dictionary == null || dictionary.id() != expected)) {
            String given = dictionary == null ? "no dictionary" : dictionary.toString();
            throw malformed(
                    frame,
                    rawLength,
                    "one that expects dictionary %d, given %s".formatted(expected, given));
        }
    }

    /** The id that a frame's header names; none, too, of a header that is cut short. */
    private static long dictionaryId(Frame frame) {
        int at = frame.offset() + DESCRIPTOR;
        int end = frame.offset() + frame.length();
        if (at >= end) {
            return ZstdDictionary.NO_ID;
        }
        int descriptor = frame.bytes()[at];
        int idBytes = (1 << (descriptor & 3)) >> 1;
        boolean hasWindow = (descriptor & SINGLE_SEGMENT) == 0;
        at += hasWindow ? 2 : 1;
        long id = ZstdDictionary.NO_ID;
        for (int i = 0; i < idBytes && at + i < end; i++) {
            id |= (frame.bytes()[at + i] & 0xFFL) << (Byte.SIZE * i);
        }
        return id;
    }

    private static DataException malformed(Frame frame, int rawLength, String found) {
        return new DataException.Malformed(
                frame.where().toString(),
                frame.position(),
                "expected a zstd frame of %d raw bytes, found: %s".formatted(rawLength, found));
    }

    /**
     * Where a frame stands.
     *
     * @param where names, by its text, the file that holds the frame; for errors
     * @param position of the frame in that file
     * @param bytes the array that holds it
     * @param offset of its first byte in the array
     * @param length in bytes
     */
    public record Frame(Object where, long position, byte[] bytes, int offset, int length) {}

    @Override
    public void close() {
        context.close();
    }
}
