package io.reducto.repository.run;

/**
 * Layout of a page of a run, version 1; {@code docs/format/run.md} is its page.
 *
 * <pre>
 * Page   := magic[4] version:u16 kind:u8 level:u8 flags:u16 keyWidth:u16 valueWidth:u16 zero:u16
 *           entryCount:u32 keyBytes:u32 valueBytes:u32 rootBytes:u32            32 bytes
 *           Column(entryCount, keyWidth, keyBytes)
 *           Column(entryCount, valueWidth, valueBytes)
 *           Root                                                                rootBytes in all
 * Column(n, width, length) := (end:u32{n} if width is 0) bytes[length]
 * Root   := runEntries:u64 packCount:u32 packBytes:u32 Column(packCount, 0, packBytes)   if flags has ROOT
 * </pre>
 */
public final class RunFormat {
    /** {@code RUNP}. */
    static final int MAGIC = 'R' | 'U' << 8 | 'N' << 16 | 'P' << 24;

    /** The version that is written, and the oldest and newest that are read. */
    static final int VERSION = 1;

    /** The flag of the one page of a run that lists its packs. */
    static final int FLAG_ROOT = 1;

    /** Upper limit of the bytes of a key; the least is 1. */
    public static final int KEY_BYTES_MAX = 8 << 10;

    /** Upper limit of the bytes of a value. */
    public static final int VALUE_BYTES_MAX = 16 << 10;

    /** Upper limit of what the root says of one pack, in bytes; the least is 1. */
    public static final int STRIPE_BYTES_MAX = 4 << 10;

    /** Upper limit of the bytes of a page: that of an entry of a pack. */
    public static final int PAGE_BYTES_MAX = 4 << 20;

    /** Upper limit of the levels of a run. */
    public static final int LEVELS_MAX = 32;

    static final int VERSION_OFFSET = 4;
    static final int KIND_OFFSET = 6;
    static final int LEVEL_OFFSET = 7;
    static final int FLAGS_OFFSET = 8;
    static final int KEY_WIDTH_OFFSET = 10;
    static final int VALUE_WIDTH_OFFSET = 12;
    static final int ZERO_OFFSET = 14;
    static final int COUNT_OFFSET = 16;
    static final int KEY_BYTES_OFFSET = 20;
    static final int VALUE_BYTES_OFFSET = 24;
    static final int ROOT_BYTES_OFFSET = 28;
    static final int HEADER_BYTES = 32;
    static final int ROOT_FIXED_BYTES = 16;

    private RunFormat() {}
}
