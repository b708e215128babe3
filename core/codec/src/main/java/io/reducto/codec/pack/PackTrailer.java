package io.reducto.codec.pack;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.LineageId;
import io.reducto.codec.LittleEndian;
import io.reducto.codec.PackId;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.envelope.Envelope;
import io.reducto.codec.envelope.EnvelopeFormat;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The trailer of a pack, read and found to obey every rule of the format: what the pack holds and
 * where. The twin of {@link PackBuilder}.
 *
 * <p>Ids and lengths stay in the bytes that were handed in, which must not change as long as this
 * lives. Entries and blocks are numbered from 0 in the order of the file. Immutable; safe for use
 * by several threads.
 */
public final class PackTrailer {
    private final PackId id;
    private final String what;
    private final byte[] bytes;
    private final long bodyLength;
    private final Columns columns;
    private final int[] blockOffset;
    private final int[] blockFirstEntry;
    private final int[] blockFirstPrefix;
    private final int[] entryRawOffset;

    /** Where each column begins in {@link #bytes}. */
    private record Columns(
            int start,
            int blocks,
            int ids,
            int lengths,
            int kinds,
            int prefixes,
            int parameters,
            int root) {}

    private PackTrailer(PackId id, String what, Envelope envelope) {
        this.id = id;
        this.what = what;
        this.bytes = envelope.bytes();
        this.bodyLength = envelope.bodyLength();
        this.columns = columns(envelope);
        checkRoot();
        int blocks = blockCount();
        this.blockOffset = new int[blocks + 1];
        this.blockFirstEntry = new int[blocks + 1];
        this.blockFirstPrefix = new int[blocks + 1];
        this.entryRawOffset = new int[entryCount()];
        sumBlocks();
        sumEntries();
        checkPrefixes();
    }

    /** Reads the trailer of a whole pack file. The body is not looked at. */
    public static PackTrailer read(String what, byte[] file) {
        Envelope envelope = Envelope.read(PackFormat.FILE, what, file);
        return new PackTrailer(new PackId(envelope.idHigh(), envelope.idLow()), what, envelope);
    }

    /**
     * Reads the trailer from the end of a pack file; {@link #tailLength} tells how much of it is
     * needed.
     */
    public static PackTrailer readTail(PackId id, Envelope.FileEnd end) {
        String what = "pack " + id;
        return new PackTrailer(
                id, what, Envelope.readTail(PackFormat.FILE, what, id.high(), id.low(), end));
    }

    /** How many of a pack's last bytes hold its trailer, given at least the last 28 of them. */
    public static int tailLength(PackId id, Envelope.FileEnd end) {
        return Envelope.tailLength(PackFormat.FILE, "pack " + id, end);
    }

    /** Identity of the pack. */
    public PackId id() {
        return id;
    }

    /** The writer's lineage. */
    public LineageId lineage() {
        return LineageId.read(bytes, columns.start);
    }

    /** The epoch in which the pack was opened. */
    public long epoch() {
        return LittleEndian.i64(bytes, columns.start + LineageId.BYTES);
    }

    /** Content digest of the pack, 32 bytes in a new array. */
    public byte[] root() {
        return Arrays.copyOfRange(bytes, columns.root, columns.root + PackFormat.ROOT_BYTES);
    }

    /** Number of blocks. */
    public int blockCount() {
        return (columns.ids - columns.blocks) / PackFormat.BLOCK_RECORD_BYTES;
    }

    /** Number of entries of all blocks. */
    public int entryCount() {
        return columns.prefixes - columns.kinds;
    }

    /** The chunk of an entry. */
    public ChunkId entryId(int entry) {
        return ChunkId.read(bytes, columns.ids + ChunkId.BYTES * checkEntry(entry));
    }

    /** Length in bytes of the plain bytes of an entry's chunk. */
    public int entryLength(int entry) {
        return LittleEndian.i32(bytes, columns.lengths + Integer.BYTES * checkEntry(entry));
    }

    /** Kind of an entry; from {@link PackFormat#KIND_RECODED} on it cannot be read yet. */
    public int entryKind(int entry) {
        return bytes[columns.kinds + checkEntry(entry)] & 0xff;
    }

    /** Position of an entry's first byte among the raw bytes of its block. */
    public int entryRawOffset(int entry) {
        return entryRawOffset[entry];
    }

    /** The block that holds an entry. */
    public int blockOfEntry(int entry) {
        int found = Arrays.binarySearch(blockFirstEntry, 0, blockCount(), checkEntry(entry));
        return found >= 0 ? found : -found - 2;
    }

    /** Where a block is and what is in it. */
    public Block block(int block) {
        if (block < 0 || block >= blockCount()) {
            throw new IndexOutOfBoundsException(
                    "%s: block %d of %d".formatted(what, block, blockCount()));
        }
        int record = record(block);
        return new Block(
                block,
                EnvelopeFormat.HEADER_BYTES + blockOffset[block],
                blockOffset[block + 1] - blockOffset[block],
                LittleEndian.i32(bytes, record + 4),
                LittleEndian.i32(bytes, record + 8),
                blockFirstEntry[block],
                blockFirstEntry[block + 1] - blockFirstEntry[block],
                bytes[record + 16] & 0xff,
                bytes[record + 17] & 0xff,
                blockFirstPrefix[block + 1] - blockFirstPrefix[block]);
    }

    /** The {@code ordinal}th chunk of a block's prefix. */
    public PrefixChunk prefix(int block, int ordinal) {
        int at =
                columns.prefixes
                        + PackFormat.PREFIX_CHUNK_BYTES * (blockFirstPrefix[block] + ordinal);
        return new PrefixChunk(
                ChunkId.read(bytes, at), LittleEndian.i32(bytes, at + ChunkId.BYTES));
    }

    /**
     * A block.
     *
     * @param ordinal of the block in its pack
     * @param storedOffset of its stored bytes from the start of the file
     * @param storedLength of its stored bytes
     * @param rawLength of its raw bytes
     * @param storedCrc CRC-32C of its stored bytes
     * @param firstEntry ordinal in the pack of its first entry
     * @param entryCount number of its entries
     * @param codec of its stored bytes
     * @param prefixDepth how many blocks in a row it needs, 0 without prefix
     * @param prefixCount number of the chunks of its prefix
     */
    public record Block(
            int ordinal,
            int storedOffset,
            int storedLength,
            int rawLength,
            int storedCrc,
            int firstEntry,
            int entryCount,
            int codec,
            int prefixDepth,
            int prefixCount) {}

    /** A chunk whose plain bytes, {@code length} of them, are part of a prefix. */
    public record PrefixChunk(ChunkId id, int length) {}

    @Override
    public String toString() {
        return what;
    }

    private Columns columns(Envelope envelope) {
        int start = envelope.metadataOffset();
        if (envelope.metadataLength() < PackFormat.FIXED_BYTES + PackFormat.ROOT_BYTES) {
            throw new DataException.Malformed(
                    what, start, "trailer of %d bytes".formatted(envelope.metadataLength()));
        }
        long blocks = start + (long) PackFormat.FIXED_BYTES;
        long ids = blocks + PackFormat.BLOCK_RECORD_BYTES * LittleEndian.u32(bytes, start + 24);
        long entries = LittleEndian.u32(bytes, start + 28);
        long lengths = ids + ChunkId.BYTES * entries;
        long kinds = lengths + Integer.BYTES * entries;
        long prefixes = kinds + entries;
        long parameters =
                prefixes + PackFormat.PREFIX_CHUNK_BYTES * LittleEndian.u32(bytes, start + 32);
        long root = parameters + LittleEndian.u32(bytes, start + 36);
        long end = (long) start + envelope.metadataLength();
        if (root + PackFormat.ROOT_BYTES != end) {
            throw new DataException.Malformed(
                    what,
                    start + 24L,
                    "counts need a trailer of %d bytes, found %d"
                            .formatted(root + PackFormat.ROOT_BYTES - start, end - start));
        }
        return new Columns(
                start,
                (int) blocks,
                (int) ids,
                (int) lengths,
                (int) kinds,
                (int) prefixes,
                (int) parameters,
                (int) root);
    }

    private void checkRoot() {
        byte[] root = Blake3.hash(bytes, columns.start, columns.root - columns.start);
        if (!Arrays.equals(
                root, 0, root.length, bytes, columns.root, columns.root + PackFormat.ROOT_BYTES)) {
            throw new DataException.Corrupt(
                    what,
                    "root " + HexFormat.of().formatHex(root),
                    HexFormat.of()
                            .formatHex(bytes, columns.root, columns.root + PackFormat.ROOT_BYTES));
        }
    }

    private void sumBlocks() {
        long offset = 0;
        long entries = 0;
        long prefixes = 0;
        for (int b = 0; b < blockCount(); b++) {
            int record = record(b);
            checkBlock(record);
            offset += LittleEndian.u32(bytes, record);
            entries += LittleEndian.u16(bytes, record + 12);
            prefixes += LittleEndian.u16(bytes, record + 14);
            rule(offset <= bodyLength, record, "blocks within the body", offset);
            rule(entries <= entryCount(), record + 12, "as many entries as there are", entries);
            blockOffset[b + 1] = (int) offset;
            blockFirstEntry[b + 1] = (int) entries;
            blockFirstPrefix[b + 1] = (int) prefixes;
        }
        int prefixCount = (columns.parameters - columns.prefixes) / PackFormat.PREFIX_CHUNK_BYTES;
        rule(offset == bodyLength, columns.blocks, "blocks that fill the body", offset);
        rule(entries == entryCount(), columns.blocks, "blocks that take every entry", entries);
        rule(prefixes == prefixCount, columns.blocks, "blocks that take every prefix", prefixes);
    }

    private void checkBlock(int record) {
        long stored = LittleEndian.u32(bytes, record);
        long raw = LittleEndian.u32(bytes, record + 4);
        int entries = LittleEndian.u16(bytes, record + 12);
        int prefixes = LittleEndian.u16(bytes, record + 14);
        int codec = bytes[record + 16] & 0xff;
        int depth = bytes[record + 17] & 0xff;
        int zero = LittleEndian.u16(bytes, record + 18);
        rule(stored >= 1, record, "a block with stored bytes", stored);
        rule(
                raw >= 1 && raw <= PackFormat.BLOCK_RAW_BYTES_MAX,
                record + 4,
                "a block of 1 byte to 4 MiB",
                raw);
        rule(entries >= 1, record + 12, "a block with entries", entries);
        rule((depth == 0) == (prefixes == 0), record + 17, "depth 0 without prefix only", depth);
        rule(depth <= PackFormat.PREFIX_DEPTH_MAX, record + 17, "a depth of 8 or less", depth);
        rule(zero == 0, record + 18, "zero", zero);
        boolean isStored = codec == PackFormat.CODEC_STORED;
        rule(!isStored || stored == raw, record, "stored length = raw length with codec 0", stored);
        rule(!isStored || depth == 0, record + 17, "no prefix with codec 0", depth);
    }

    private void sumEntries() {
        int parameters = columns.parameters;
        for (int b = 0; b < blockCount(); b++) {
            long blockRaw = LittleEndian.u32(bytes, record(b) + 4);
            long raw = 0;
            for (int e = blockFirstEntry[b]; e < blockFirstEntry[b + 1]; e++) {
                int at = columns.lengths + Integer.BYTES * e;
                long length = LittleEndian.u32(bytes, at);
                rule(
                        length >= 1 && length <= PackFormat.BLOCK_RAW_BYTES_MAX,
                        at,
                        "a chunk of 1 byte to 4 MiB",
                        length);
                entryRawOffset[e] = (int) raw;
                if ((bytes[columns.kinds + e] & 0xff) >= PackFormat.KIND_RECODED) {
                    length = parameterRawLength(parameters);
                    parameters += 8 + LittleEndian.i32(bytes, parameters + 4);
                }
                raw += length;
                rule(raw <= blockRaw, at, "entries within their block", raw);
            }
            rule(raw == blockRaw, record(b) + 4, "entries that fill their block", raw);
        }
        rule(parameters == columns.root, parameters, "parameters that end before root", parameters);
    }

    /** The raw length in the parameters at {@code at}, after a check that they fit. */
    private long parameterRawLength(int at) {
        rule(columns.root - at >= 8, at, "parameters for each recoded entry", 0);
        long length = LittleEndian.u32(bytes, at + 4);
        rule(length <= columns.root - at - 8, at + 4, "parameters that end before root", length);
        return LittleEndian.u32(bytes, at);
    }

    private void checkPrefixes() {
        for (int b = 0; b < blockCount(); b++) {
            long sum = 0;
            for (int p = blockFirstPrefix[b]; p < blockFirstPrefix[b + 1]; p++) {
                int at = columns.prefixes + PackFormat.PREFIX_CHUNK_BYTES * p + ChunkId.BYTES;
                long length = LittleEndian.u32(bytes, at);
                sum += length;
                rule(length >= 1, at, "a prefix chunk with bytes", length);
                rule(sum <= PackFormat.PREFIX_BYTES_MAX, at, "a prefix of 8 MiB or less", sum);
            }
        }
    }

    private int record(int block) {
        return columns.blocks + PackFormat.BLOCK_RECORD_BYTES * block;
    }

    private int checkEntry(int entry) {
        if (entry < 0 || entry >= entryCount()) {
            throw new IndexOutOfBoundsException(
                    "%s: entry %d of %d".formatted(what, entry, entryCount()));
        }
        return entry;
    }

    private void rule(boolean holds, int at, String expected, long found) {
        if (!holds) {
            throw new DataException.Malformed(
                    what,
                    EnvelopeFormat.HEADER_BYTES + bodyLength + at - columns.start,
                    "expected %s, found %d".formatted(expected, found));
        }
    }
}
