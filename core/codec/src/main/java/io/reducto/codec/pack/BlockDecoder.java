package io.reducto.codec.pack;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.compress.ZstdDecompressor;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.envelope.EnvelopeFormat;

/**
 * Turns the stored bytes of a block back into raw bytes, and checks chunks against their ids. The
 * twin of {@link PackBuilder}; together with a {@link PackTrailer} all that is needed to read a
 * pack.
 *
 * <p>Use by one thread at a time, and {@link #close} it.
 */
public final class BlockDecoder implements AutoCloseable {
    private static final byte[] NO_PREFIX = new byte[0];

    private final ZstdDecompressor decompressor = new ZstdDecompressor();
    private final ChunkHasher hasher;

    /**
     * A decoder; it holds a native context until it is closed.
     *
     * @param hasher computes the ids that chunks are checked against
     */
    public BlockDecoder(ChunkHasher hasher) {
        this.hasher = hasher;
    }

    /** Decodes a block that has no prefix; {@link IllegalArgumentException} if it has one. */
    public void decode(PackTrailer pack, int block, byte[] stored, int offset, byte[] raw) {
        decode(pack, pack.block(block), new Stored(stored, offset, NO_PREFIX), raw);
    }

    /**
     * Decodes a block.
     *
     * @param pack that holds it
     * @param block which
     * @param stored its stored bytes, and the plain bytes of its prefix
     * @param raw takes its raw bytes from 0 on; the length must suffice
     * @throws DataException.Corrupt when the stored bytes do not have their CRC
     * @throws DataException.FormatTooNew when the codec is not known
     */
    public void decode(PackTrailer pack, PackTrailer.Block block, Stored stored, byte[] raw) {
        checkPrefix(pack, block, stored.prefix().length);
        int crc = EnvelopeFormat.crc(stored.bytes(), stored.offset(), block.storedLength());
        if (crc != block.storedCrc()) {
            throw new DataException.Corrupt(
                    "%s: block %d at offset %d"
                            .formatted(pack, block.ordinal(), block.storedOffset()),
                    "crc %08x".formatted(block.storedCrc()),
                    "%08x".formatted(crc));
        }
        switch (block.codec()) {
            case PackFormat.CODEC_STORED ->
                    System.arraycopy(stored.bytes(), stored.offset(), raw, 0, block.rawLength());
            case PackFormat.CODEC_ZSTD -> {
                decompressor.prefix(stored.prefix());
                decompressor.decompress(frame(pack, block, stored), raw, block.rawLength());
            }
            default ->
                    throw new DataException.FormatTooNew(
                            "%s: block %d".formatted(pack, block.ordinal()),
                            "codec " + PackFormat.CODEC_ZSTD,
                            "codec " + block.codec());
        }
    }

    /**
     * Checks that what an entry holds is what its id says.
     *
     * @param raw the raw bytes of the entry's block; the chunk begins at {@link
     *     PackTrailer#entryRawOffset}
     * @throws DataException.Corrupt when its digest differs
     * @throws DataException.FormatTooNew when the entry is of a kind that is not known
     */
    public void check(PackTrailer pack, int entry, byte[] raw) {
        checkKind(pack, entry);
        ChunkId found = hasher.id(raw, pack.entryRawOffset(entry), pack.entryLength(entry));
        check(pack, entry, found);
    }

    /**
     * The ids that the bytes of a block's entries have, 32 bytes each, in a new array. Many at once
     * cost half of what they do one by one.
     *
     * @param raw the raw bytes of the block
     */
    public byte[] ids(PackTrailer pack, PackTrailer.Block block, byte[] raw) {
        int[] ends = new int[block.entryCount()];
        for (int i = 0; i < ends.length; i++) {
            boolean isLast = i == ends.length - 1;
            ends[i] = isLast ? block.rawLength() : pack.entryRawOffset(block.firstEntry() + i + 1);
        }
        byte[] ids = new byte[ends.length * ChunkId.BYTES];
        hasher.hashEach(raw, 0, ends, ends.length, ids);
        return ids;
    }

    /** As {@link #check}, with the ids of its block that {@link #ids} has computed. */
    public void checkAmong(PackTrailer pack, int entry, byte[] ids) {
        checkKind(pack, entry);
        int first = pack.block(pack.blockOfEntry(entry)).firstEntry();
        check(pack, entry, ChunkId.read(ids, (entry - first) * ChunkId.BYTES));
    }

    private static void checkKind(PackTrailer pack, int entry) {
        if (pack.entryKind(entry) >= PackFormat.KIND_RECODED) {
            throw new DataException.FormatTooNew(
                    "%s: entry %d".formatted(pack, entry),
                    "kinds below " + PackFormat.KIND_RECODED,
                    "kind " + pack.entryKind(entry));
        }
    }

    private static void check(PackTrailer pack, int entry, ChunkId found) {
        ChunkId expected = pack.entryId(entry);
        if (!found.equals(expected)) {
            throw new DataException.Corrupt(
                    "%s: entry %d".formatted(pack, entry), "id " + expected, found.toString());
        }
    }

    /**
     * What a block is decoded from.
     *
     * @param bytes the array that holds its stored bytes
     * @param offset of the first of them
     * @param prefix the plain bytes of the chunks of its prefix, one after the other; empty without
     *     prefix
     */
    public record Stored(byte[] bytes, int offset, byte[] prefix) {}

    private static void checkPrefix(PackTrailer pack, PackTrailer.Block block, int found) {
        int expected = 0;
        for (int i = 0; i < block.prefixCount(); i++) {
            expected += pack.prefix(block.ordinal(), i).length();
        }
        if (found != expected) {
            throw new IllegalArgumentException(
                    "%s: block %d: expected a prefix of %d bytes, was given %d"
                            .formatted(pack, block.ordinal(), expected, found));
        }
    }

    private static ZstdDecompressor.Frame frame(
            PackTrailer pack, PackTrailer.Block block, Stored stored) {
        return new ZstdDecompressor.Frame(
                pack, block.storedOffset(), stored.bytes(), stored.offset(), block.storedLength());
    }

    @Override
    public void close() {
        decompressor.close();
    }
}
