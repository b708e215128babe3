package io.reducto.codec.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictContentType;

/**
 * Compresses blocks into single zstd frames (RFC 8878) that carry their content size and neither
 * checksum nor dictionary id: the file around them checks itself. Frames made with a {@link
 * ZstdDictionary} name it, or carry a checksum where it has no id.
 *
 * <p>One native context, reused; no allocation per call, and no copy: zstd-jni pins both arrays
 * ({@code GetPrimitiveArrayCritical}) and zstd works on them where they lie. As long as it does, a
 * collector that moves objects waits: 1 ms for a block of 256 KiB at level 3, 0.2 s at level 19.
 * Use by one thread at a time, and {@link #close} it.
 */
public final class ZstdCompressor implements AutoCloseable {
    private static final byte[] NO_PREFIX = new byte[0];

    private final CompressionProfile profile;
    private final ZstdCompressCtx context = new ZstdCompressCtx();

    /** A compressor that tries as hard as {@code profile} says. */
    public ZstdCompressor(CompressionProfile profile) {
        this.profile = profile;
        configure();
    }

    /** Room in bytes that the frame of {@code length} raw bytes can need. */
    public static int bound(int length) {
        return Math.toIntExact(Zstd.compressBound(length));
    }

    /**
     * Compresses {@code raw[offset, offset + length)} to {@code out[outOffset, …)}, where {@link
     * #bound} bytes must be free.
     *
     * @return length of the frame in bytes
     */
    public int compress(byte[] raw, int offset, int length, byte[] out, int outOffset) {
        return context.compressByteArray(
                out, outOffset, out.length - outOffset, raw, offset, length);
    }

    /**
     * Sets the reference prefix of the frames to come, until it is set again; an empty array means
     * none. The bytes are raw content whatever they begin with. Takes the place of a dictionary.
     */
    public void prefix(byte[] prefix) {
        context.reset();
        configure();
        if (prefix.length > 0) {
            context.loadDict(prefix, ZstdDictContentType.RAW_CONTENT);
        }
    }

    /** Forgets prefix and dictionary. */
    public void noPrefix() {
        prefix(NO_PREFIX);
    }

    /**
     * Sets the dictionary of the frames to come, in the place of a prefix or another dictionary;
     * cheap when it has been used at this level before.
     */
    public void dictionary(ZstdDictionary dictionary) {
        noPrefix();
        context.loadDict(dictionary.encoding(profile.level()));
        context.setDictID(true);
        context.setChecksum(dictionary.id() == ZstdDictionary.NO_ID);
    }

    private void configure() {
        context.setLevel(profile.level());
        context.setContentSize(true);
        context.setChecksum(false);
        context.setDictID(false);
        if (profile.isLongDistance()) {
            context.setEnableLongDistanceMatching(Zstd.ParamSwitch.ENABLE);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
