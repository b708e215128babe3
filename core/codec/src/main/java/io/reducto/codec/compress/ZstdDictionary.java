package io.reducto.codec.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictContentType;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdDictTrainer;
import com.github.luben.zstd.ZstdException;
import io.reducto.codec.DataException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What short inputs of one kind have in common, known to both sides before the first byte: digested
 * once, then used for any number of frames and by any number of compressors and decompressors.
 *
 * <p>A trained dictionary (RFC 8878, section 5) has an id, which its frames name. Raw content has
 * none: a frame made with it carries a checksum instead, so that the wrong one is noticed.
 *
 * <p>Holds native memory. Safe for use by several threads.
 */
public final class ZstdDictionary implements AutoCloseable {
    /** The longest dictionary, 1 MiB: what is longer is better a prefix. */
    public static final int BYTES_MAX = 1 << 20;

    /** The id of raw content, and of frames that name none. */
    public static final long NO_ID = 0;

    private static final int TRAINED_BYTES_MIN = 8;

    private final byte[] bytes;
    private final ZstdDictContentType type;
    private final long id;
    private final ZstdDictDecompress decoding;

    /** Digests for compression, by level. */
    private final Map<Integer, ZstdDictCompress> encodings = new HashMap<>();

    private boolean isClosed;

    private ZstdDictionary(byte[] bytes, ZstdDictContentType type, long id) {
        this.bytes = bytes.clone();
        this.type = type;
        this.id = id;
        try {
            this.decoding = new ZstdDictDecompress(this.bytes, type);
        } catch (IllegalStateException e) {
            throw malformed("tables that can be digested", e.getMessage());
        }
    }

    /**
     * The trained dictionary that {@code bytes} are.
     *
     * @throws DataException.WrongFormat when they are something else
     * @throws DataException.Malformed when they are one that is broken
     */
    public static ZstdDictionary trained(byte[] bytes) {
        checkLength(bytes);
        long id = bytes.length < TRAINED_BYTES_MIN ? NO_ID : Zstd.getDictIdFromDict(bytes);
        if (id == NO_ID) {
            throw new DataException.WrongFormat(
                    "zstd dictionary of %d bytes".formatted(bytes.length),
                    "a trained dictionary with an id",
                    "none");
        }
        return new ZstdDictionary(bytes, ZstdDictContentType.FULL_DICT, id);
    }

    /** A dictionary of bytes that are likely to occur, whatever they begin with. */
    public static ZstdDictionary rawContent(byte[] bytes) {
        checkLength(bytes);
        return new ZstdDictionary(bytes, ZstdDictContentType.RAW_CONTENT, NO_ID);
    }

    /**
     * The bytes of a dictionary for inputs like {@code samples}; empty when they are too few, too
     * short or too different to learn from.
     *
     * @param samples some hundreds, a hundred times as many bytes as the dictionary is to have
     * @param bytesMax of the dictionary; 64 KiB are usual
     */
    public static Optional<byte[]> train(List<byte[]> samples, int bytesMax) {
        int total = samples.stream().mapToInt(sample -> sample.length).reduce(0, Math::addExact);
        ZstdDictTrainer trainer = new ZstdDictTrainer(total, bytesMax);
        samples.forEach(trainer::addSample);
        try {
            return Optional.of(trainer.trainSamples());
        } catch (ZstdException e) {
            return Optional.empty();
        }
    }

    /** The id that frames name, 1 to 2^32 - 1, or {@link #NO_ID}. */
    public long id() {
        return id;
    }

    /** Those it was made of, in a new array. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The digest for a level, made at the first use. */
    synchronized ZstdDictCompress encoding(int level) {
        checkOpen();
        return encodings.computeIfAbsent(level, this::digest);
    }

    synchronized ZstdDictDecompress decoding() {
        checkOpen();
        return decoding;
    }

    private void checkOpen() {
        if (isClosed) {
            throw new IllegalStateException(this + " is closed");
        }
    }

    private ZstdDictCompress digest(int level) {
        try {
            return new ZstdDictCompress(bytes, level, type);
        } catch (IllegalStateException e) {
            throw malformed("tables that compress", e.getMessage());
        }
    }

    private DataException malformed(String expected, @Nullable String found) {
        return new DataException.Malformed(
                toString(), 0, "expected %s, found: %s".formatted(expected, found));
    }

    private static void checkLength(byte[] bytes) {
        if (bytes.length < 1 || bytes.length > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "zstd dictionary: expected 1 byte to 1 MiB, found " + bytes.length);
        }
    }

    /** Its id, or its length. */
    @Override
    public String toString() {
        return id == NO_ID
                ? "dictionary of %d raw bytes".formatted(bytes.length)
                : "dictionary %d".formatted(id);
    }

    /** Gives native memory back; {@link IllegalStateException} while a context still uses it. */
    @Override
    public synchronized void close() {
        encodings.values().forEach(ZstdDictCompress::close);
        decoding.close();
        encodings.clear();
        isClosed = true;
    }
}
