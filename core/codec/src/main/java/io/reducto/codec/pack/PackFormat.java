package io.reducto.codec.pack;

import io.reducto.codec.envelope.FileFormat;

/**
 * Layout of a pack, version 1; {@code docs/format/pack.md} is its page.
 *
 * <pre>
 * Metadata    := PackTrailer
 * PackTrailer := lineage[16] epoch:u64
 *                blockCount:u32 entryCount:u32 prefixCount:u32 parameterBytes:u32
 *                BlockRecord{blockCount} entryId[32]{entryCount} entryLength:u32{entryCount} entryKind:u8{entryCount}
 *                PrefixChunk{prefixCount} Parameters root[32]
 * BlockRecord := storedLength:u32 rawLength:u32 storedCrc:u32 entries:u16 prefixes:u16 codec:u8 prefixDepth:u8 zero:u16
 * PrefixChunk := id[32] length:u32
 * Parameters  := (rawLength:u32 length:u32 bytes[length]) for each entry of a kind from 128 on, in order
 * </pre>
 */
public final class PackFormat {
    /** Name and versions. */
    public static final FileFormat FILE = new FileFormat("pack", 1, 1);

    /** Codec of a block that is stored as it is. */
    public static final int CODEC_STORED = 0;

    /** Codec of a block that is one zstd frame. */
    public static final int CODEC_ZSTD = 1;

    /** Kind of an entry that holds a chunk of an object. */
    public static final int KIND_CHUNK = 0;

    /** Kind of an entry that holds a page of a recipe. */
    public static final int KIND_RECIPE_PAGE = 1;

    /** Kind of an entry that holds the root of a recipe. */
    public static final int KIND_RECIPE = 2;

    /** Kind of an entry that holds a page of an index, catalogue or stripe catalogue run. */
    public static final int KIND_RUN_PAGE = 3;

    /**
     * The first of the kinds whose block holds another form of the plain bytes; none can be read
     * yet.
     */
    public static final int KIND_RECODED = 128;

    /** Upper limit of the raw bytes of a block, and of a chunk. */
    public static final int BLOCK_RAW_BYTES_MAX = 4 << 20;

    /** Upper limit of the entries of a block, and of the chunks in its prefix. */
    public static final int BLOCK_ENTRIES_MAX = 65_535;

    /** Upper limit of how many blocks in a row may need each other. */
    public static final int PREFIX_DEPTH_MAX = 8;

    /** Upper limit of the bytes of a prefix. */
    public static final int PREFIX_BYTES_MAX = 8 << 20;

    static final int FIXED_BYTES = 40;
    static final int BLOCK_RECORD_BYTES = 20;
    static final int PREFIX_CHUNK_BYTES = 36;
    static final int ROOT_BYTES = 32;

    private PackFormat() {}
}
