package io.reducto.codec.pack;

import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.compress.ZstdCompressor;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.envelope.EnvelopeWriter;
import io.reducto.codec.envelope.GrowableBytes;

/**
 * Builds packs in memory, one after the other, in buffers that it keeps: a file buffer of about the
 * target and a raw buffer of one block. The twin of {@link PackTrailer} and {@link BlockDecoder}.
 *
 * <pre>{@code
 * builder.begin(id, lineage, epoch);
 * while (!builder.isFull()) builder.add(KIND_CHUNK, chunkId, bytes, offset, length);
 * Pack pack = builder.finish();
 * }</pre>
 *
 * <p>Chunks keep their order. A block is compressed as soon as the next chunk does not fit into it;
 * one that does not get smaller is stored as it is. Use by one thread at a time, and {@link #close}
 * it.
 */
public final class PackBuilder implements AutoCloseable {
    private final PackLayout layout;
    private final ZstdCompressor compressor;
    private final PackTrailerWriter trailer = new PackTrailerWriter();
    private final GrowableBytes block;
    private final GrowableBytes file;
    private PackId id = new PackId(0, 0);
    private LineageId lineage = new LineageId(0, 0);
    private long epoch;
    private int blockEntries;
    private boolean isOpen;

    /** A builder without an open pack. */
    public PackBuilder(PackLayout layout, CompressionProfile profile) {
        this.layout = layout;
        this.compressor = new ZstdCompressor(profile);
        this.block = new GrowableBytes(layout.blockBytes());
        this.file = new GrowableBytes(Math.min(layout.targetBytes(), 1 << 20));
    }

    /** Begins a pack; the view of the one before is no longer valid. */
    public void begin(PackId id, LineageId lineage, long epoch) {
        if (isOpen) {
            throw new IllegalStateException("pack " + this.id + " is still open");
        }
        this.id = id;
        this.lineage = lineage;
        this.epoch = epoch;
        trailer.clear();
        block.clear();
        blockEntries = 0;
        file.clear();
        EnvelopeWriter.header(file, PackFormat.FILE, id.high(), id.low());
        isOpen = true;
    }

    /** Whether a pack is open and has an entry. */
    public boolean hasEntries() {
        return isOpen && trailer.entryCount() > 0;
    }

    /** Whether the open pack has reached its target, were the open block stored as it is. */
    public boolean isFull() {
        return fileBytes() >= layout.targetBytes();
    }

    /**
     * Adds an entry of 1 byte to 4 MiB, {@code bytes[offset, offset + length)}, which are copied.
     *
     * @param kind what the bytes are for, below {@link PackFormat#KIND_RECODED}
     * @param chunk BLAKE3-256 of the bytes, which is not computed again
     * @return the ordinal of its entry
     */
    public int add(int kind, ChunkId chunk, byte[] bytes, int offset, int length) {
        checkOpen();
        if (kind < 0 || kind >= PackFormat.KIND_RECODED) {
            throw new IllegalArgumentException(
                    "entry %s: expected a kind of 0 to 127, found %d".formatted(chunk, kind));
        }
        if (length < 1 || length > PackFormat.BLOCK_RAW_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "entry %s: expected 1 byte to 4 MiB, found %d".formatted(chunk, length));
        }
        if (fileBytes() + length > EnvelopeFormat.FILE_BYTES_MAX / 2) {
            throw new IllegalStateException(
                    "pack %s was not finished when it was full".formatted(id));
        }
        boolean fits = block.length() + length <= layout.blockBytes();
        if (blockEntries > 0 && (!fits || blockEntries == PackFormat.BLOCK_ENTRIES_MAX)) {
            closeBlock();
        }
        block.bytes(bytes, offset, length);
        trailer.entry(chunk, length, kind);
        blockEntries++;
        return trailer.entryCount() - 1;
    }

    /** Finishes the open pack, which has at least one entry. */
    public Pack finish() {
        checkOpen();
        if (!hasEntries()) {
            throw new IllegalStateException("pack " + id + " has no entries");
        }
        closeBlock();
        int metadata = file.length();
        byte[] root = trailer.writeTo(file, lineage, epoch);
        EnvelopeWriter.footer(file, metadata);
        isOpen = false;
        int length = file.length();
        return new Pack(
                id,
                lineage,
                epoch,
                root,
                trailer.entryCount(),
                length - metadata,
                file.array(),
                length);
    }

    /** Number of closed blocks of the pack that was begun last: all of them once it is finished. */
    public int blockCount() {
        return trailer.blockCount();
    }

    private long fileBytes() {
        return file.length() + block.length() + trailer.length();
    }

    private void closeBlock() {
        int raw = block.length();
        file.reserve(ZstdCompressor.bound(raw));
        int start = file.length();
        int stored = compressor.compress(block.array(), 0, raw, file.array(), start);
        int codec = PackFormat.CODEC_ZSTD;
        if (stored >= raw) {
            System.arraycopy(block.array(), 0, file.array(), start, raw);
            stored = raw;
            codec = PackFormat.CODEC_STORED;
        }
        file.advance(stored);
        int crc = EnvelopeFormat.crc(file.array(), start, stored);
        trailer.block(new PackTrailerWriter.StoredBlock(stored, raw, crc, codec, 0));
        block.clear();
        blockEntries = 0;
    }

    private void checkOpen() {
        if (!isOpen) {
            throw new IllegalStateException("no pack is open");
        }
    }

    @Override
    public void close() {
        compressor.close();
    }
}
