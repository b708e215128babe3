package io.reducto.codec.pack;

import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.envelope.GrowableBytes;

/**
 * Gathers the columns of a trailer while blocks are written, and writes them out; the twin of
 * {@link PackTrailer}.
 */
final class PackTrailerWriter {
    private final GrowableBytes blocks = new GrowableBytes(4096);
    private final GrowableBytes ids = new GrowableBytes(1 << 16);
    private final GrowableBytes lengths = new GrowableBytes(1 << 13);
    private final GrowableBytes kinds = new GrowableBytes(1 << 11);
    private final GrowableBytes prefixes = new GrowableBytes(0);
    private final GrowableBytes parameters = new GrowableBytes(0);
    private int blockFirstEntry;
    private int blockFirstPrefix;

    void clear() {
        blocks.clear();
        ids.clear();
        lengths.clear();
        kinds.clear();
        prefixes.clear();
        parameters.clear();
        blockFirstEntry = 0;
        blockFirstPrefix = 0;
    }

    int blockCount() {
        return blocks.length() / PackFormat.BLOCK_RECORD_BYTES;
    }

    int entryCount() {
        return kinds.length();
    }

    /** Length in bytes of the trailer as it would be written now. */
    long length() {
        return (long) PackFormat.FIXED_BYTES
                + blocks.length()
                + ids.length()
                + lengths.length()
                + kinds.length()
                + prefixes.length()
                + parameters.length()
                + PackFormat.ROOT_BYTES;
    }

    /** Adds an entry to the open block. */
    void entry(ChunkId id, int length, int kind) {
        ids.reserve(ChunkId.BYTES);
        id.write(ids.array(), ids.length());
        ids.advance(ChunkId.BYTES);
        lengths.i32(length);
        kinds.u8(kind);
    }

    /** Adds the parameters of the entry just added, which is recoded. */
    void parameters(int rawLength, byte[] bytes) {
        parameters.i32(rawLength);
        parameters.i32(bytes.length);
        parameters.bytes(bytes, 0, bytes.length);
    }

    /** Adds a chunk to the prefix of the open block. */
    void prefix(ChunkId id, int length) {
        prefixes.bytes(id.toBytes(), 0, ChunkId.BYTES);
        prefixes.i32(length);
    }

    /** Closes the open block. */
    void block(StoredBlock block) {
        int prefixCount = prefixes.length() / PackFormat.PREFIX_CHUNK_BYTES;
        blocks.i32(block.storedLength());
        blocks.i32(block.rawLength());
        blocks.i32(block.storedCrc());
        blocks.u16(entryCount() - blockFirstEntry);
        blocks.u16(prefixCount - blockFirstPrefix);
        blocks.u8(block.codec());
        blocks.u8(block.prefixDepth());
        blocks.u16(0);
        blockFirstEntry = entryCount();
        blockFirstPrefix = prefixCount;
    }

    /** What a block record says besides its counts. */
    record StoredBlock(
            int storedLength, int rawLength, int storedCrc, int codec, int prefixDepth) {}

    /** Appends the trailer to {@code file}; returns its root. */
    byte[] writeTo(GrowableBytes file, LineageId lineage, long epoch) {
        final int start = file.length();
        file.reserve(Math.toIntExact(length()));
        lineage.write(file.array(), file.length());
        file.advance(LineageId.BYTES);
        file.i64(epoch);
        file.i32(blocks.length() / PackFormat.BLOCK_RECORD_BYTES);
        file.i32(entryCount());
        file.i32(prefixes.length() / PackFormat.PREFIX_CHUNK_BYTES);
        file.i32(parameters.length());
        append(file, blocks);
        append(file, ids);
        append(file, lengths);
        append(file, kinds);
        append(file, prefixes);
        append(file, parameters);
        byte[] root = Blake3.hash(file.array(), start, file.length() - start);
        file.bytes(root, 0, root.length);
        return root;
    }

    private static void append(GrowableBytes file, GrowableBytes column) {
        file.bytes(column.array(), 0, column.length());
    }
}
