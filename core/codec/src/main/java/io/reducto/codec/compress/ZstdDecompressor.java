package io.reducto.codec.compress;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictContentType;
import com.github.luben.zstd.ZstdException;
import io.reducto.codec.DataException;

/**
 * Decompresses single zstd frames of known length into the caller's array. Never writes outside of
 * the range that it is given, whatever the frame claims.
 *
 * <p>One native context, reused; no allocation per call. Use by one thread at a time, and {@link
 * #close} it.
 */
public final class ZstdDecompressor implements AutoCloseable {
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private boolean hasPrefix;

    /** A decompressor without prefix. */
    public ZstdDecompressor() {}

    /**
     * Sets the reference prefix of the frames to come, until it is set again; an empty array means
     * none.
     */
    public void prefix(byte[] prefix) {
        if (prefix.length > 0) {
            context.reset();
            context.loadDict(prefix, ZstdDictContentType.RAW_CONTENT);
        } else if (hasPrefix) {
            context.reset();
        }
        hasPrefix = prefix.length > 0;
    }

    /**
     * Decompresses {@code frame} to exactly {@code rawLength} bytes at {@code out[0, rawLength)}.
     *
     * @throws DataException.Malformed when the frame is broken or holds another number of bytes
     */
    public void decompress(Frame frame, byte[] out, int rawLength) {
        int found;
        try {
            found =
                    context.decompressByteArray(
                            out, 0, rawLength, frame.bytes(), frame.offset(), frame.length());
        } catch (ZstdException e) {
            throw malformed(frame, rawLength, String.valueOf(e.getMessage()));
        }
        if (found != rawLength) {
            throw malformed(frame, rawLength, found + " bytes");
        }
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
