package io.reducto.repository.run;

import io.reducto.codec.DataException;
import io.reducto.codec.LittleEndian;
import java.util.HexFormat;

/**
 * A page of a run, read and found to obey every rule of the format that a page alone can break; the
 * twin of {@link PageBuilder}.
 *
 * <p>Keys and values stay in the bytes that were handed in. Immutable; safe for use by several
 * threads.
 */
final class RunPage {
    private final String what;
    private final byte[] bytes;
    private final int count;
    private final Column keys;
    private final Column values;
    private final int root;
    private final Column packs;

    private RunPage(String what, RunKind kind, byte[] bytes) {
        this.what = what;
        this.bytes = bytes;
        checkFormat();
        checkHead(kind);
        this.count = LittleEndian.i32(bytes, RunFormat.COUNT_OFFSET);
        int keysAt = RunFormat.HEADER_BYTES;
        Column.Shape keyShape = keyShape(kind);
        Column.Shape valueShape = valueShape(kind);
        int valuesAt = keysAt + length(keyShape);
        this.root = valuesAt + length(valueShape);
        this.keys = Column.read(what, bytes, keysAt, keyShape);
        this.values = Column.read(what, bytes, valuesAt, valueShape);
        this.packs = isRoot() ? readRoot() : Column.EMPTY;
        int disorder = keys.firstDisorder();
        rule(disorder == count, keys.from(disorder % count), "ascending keys", disorder);
    }

    /**
     * Reads a page.
     *
     * @param what names it in messages
     * @param kind of its run
     * @param bytes the page and nothing else; not copied, never to be changed
     * @throws DataException when it is not a page of such a run, or breaks a rule
     */
    static RunPage read(String what, RunKind kind, byte[] bytes) {
        return new RunPage(what, kind, bytes);
    }

    /** 0 for a leaf, one more than that of its children for an inner page. */
    int level() {
        return bytes[RunFormat.LEVEL_OFFSET] & 0xff;
    }

    /** Whether this page lists the packs of its run. */
    boolean isRoot() {
        return flags() == RunFormat.FLAG_ROOT;
    }

    /** Number of entries, 1 or more. */
    int count() {
        return count;
    }

    /** Number of bytes. */
    int length() {
        return bytes.length;
    }

    Slice key(int ordinal) {
        return keys.get(ordinal);
    }

    Slice value(int ordinal) {
        return values.get(ordinal);
    }

    /** The order of a key of this page and another. */
    int compareKey(int ordinal, Slice key) {
        return keys.compare(ordinal, key);
    }

    /**
     * The greatest ordinal from {@code low} on whose key is not above {@code key}; {@code low} − 1
     * if there is none. Allocates nothing.
     */
    int floor(Slice key, int low) {
        int from = low;
        int to = count;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (keys.compare(middle, key) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from - 1;
    }

    /** Where a child of this inner page is. */
    PageReference child(int ordinal) {
        int at = values.from(ordinal);
        int pack = LittleEndian.i32(bytes, at);
        int entry = LittleEndian.i32(bytes, at + Integer.BYTES);
        rule(pack >= 0, at, "a pack below 2^31", pack);
        rule(entry >= 0, at + Integer.BYTES, "an entry below 2^31", entry);
        return new PageReference(pack, entry);
    }

    /** Number of entries of the run that this page is the root of. */
    long runEntries() {
        return LittleEndian.i64(bytes, root);
    }

    /** Number of packs that this root lists, which is the ordinal of its own. */
    int packCount() {
        return LittleEndian.i32(bytes, root + 8);
    }

    /** What this root says of a pack, in a new array. */
    byte[] pack(int ordinal) {
        return packs.get(ordinal).toBytes();
    }

    /** What the page is, for messages. */
    @Override
    public String toString() {
        return what;
    }

    /** An error for the first byte of an entry of this page. */
    DataException.Malformed malformed(int ordinal, String reason) {
        return new DataException.Malformed(what, keys.from(ordinal), reason);
    }

    private int flags() {
        return LittleEndian.u16(bytes, RunFormat.FLAGS_OFFSET);
    }

    private void checkFormat() {
        if (bytes.length < RunFormat.HEADER_BYTES) {
            throw new DataException.Truncated(what, RunFormat.HEADER_BYTES, bytes.length);
        }
        if (LittleEndian.i32(bytes, 0) != RunFormat.MAGIC) {
            throw new DataException.WrongFormat(
                    what, "run page", HexFormat.of().formatHex(bytes, 0, Integer.BYTES));
        }
        int version = LittleEndian.u16(bytes, RunFormat.VERSION_OFFSET);
        if (version < RunFormat.VERSION) {
            throw new DataException.FormatTooOld(
                    what, "version " + RunFormat.VERSION, "version " + version);
        }
        if (version > RunFormat.VERSION) {
            throw new DataException.FormatTooNew(
                    what, "version " + RunFormat.VERSION, "version " + version);
        }
        if ((flags() & ~RunFormat.FLAG_ROOT) != 0) {
            throw new DataException.FormatTooNew(
                    what,
                    "flags 0x%x".formatted(RunFormat.FLAG_ROOT),
                    "flags 0x%x".formatted(flags()));
        }
    }

    /** The rules of the head, and that the columns it speaks of are the rest of the page. */
    private void checkHead(RunKind kind) {
        field(RunFormat.KIND_OFFSET, bytes[RunFormat.KIND_OFFSET], kind.code(), "kind");
        rule(level() < RunFormat.LEVELS_MAX, RunFormat.LEVEL_OFFSET, "a level below 32", level());
        field(RunFormat.KEY_WIDTH_OFFSET, keyWidth(), kind.keyWidth(), "key width");
        field(RunFormat.VALUE_WIDTH_OFFSET, valueWidth(), kind.valueWidth(level()), "value width");
        field(
                RunFormat.ZERO_OFFSET,
                LittleEndian.u16(bytes, RunFormat.ZERO_OFFSET),
                0,
                "zero field");
        long entries = LittleEndian.u32(bytes, RunFormat.COUNT_OFFSET);
        long keyBytes = LittleEndian.u32(bytes, RunFormat.KEY_BYTES_OFFSET);
        rule(
                entries >= 1 && entries <= keyBytes,
                RunFormat.COUNT_OFFSET,
                "1 to %d entries".formatted(keyBytes),
                entries);
        long length =
                RunFormat.HEADER_BYTES
                        + Column.length(entries, keyWidth(), keyBytes)
                        + Column.length(
                                entries,
                                valueWidth(),
                                LittleEndian.u32(bytes, RunFormat.VALUE_BYTES_OFFSET))
                        + LittleEndian.u32(bytes, RunFormat.ROOT_BYTES_OFFSET);
        rule(
                length == bytes.length,
                RunFormat.COUNT_OFFSET,
                "counts of %d bytes".formatted(bytes.length),
                length);
        rule(
                isRoot() || rootBytes() == 0,
                RunFormat.ROOT_BYTES_OFFSET,
                "no root part",
                rootBytes());
    }

    private int keyWidth() {
        return LittleEndian.u16(bytes, RunFormat.KEY_WIDTH_OFFSET);
    }

    private int valueWidth() {
        return LittleEndian.u16(bytes, RunFormat.VALUE_WIDTH_OFFSET);
    }

    private int rootBytes() {
        return LittleEndian.i32(bytes, RunFormat.ROOT_BYTES_OFFSET);
    }

    private Column.Shape keyShape(RunKind kind) {
        return new Column.Shape(
                count,
                kind.keyWidth(),
                LittleEndian.i32(bytes, RunFormat.KEY_BYTES_OFFSET),
                1,
                RunFormat.KEY_BYTES_MAX);
    }

    private Column.Shape valueShape(RunKind kind) {
        return new Column.Shape(
                count,
                kind.valueWidth(level()),
                LittleEndian.i32(bytes, RunFormat.VALUE_BYTES_OFFSET),
                0,
                RunFormat.VALUE_BYTES_MAX);
    }

    private static int length(Column.Shape shape) {
        return (int) Column.length(shape.count(), shape.width(), shape.bytes());
    }

    private Column readRoot() {
        int list = root + RunFormat.ROOT_FIXED_BYTES;
        rule(
                rootBytes() >= RunFormat.ROOT_FIXED_BYTES,
                RunFormat.ROOT_BYTES_OFFSET,
                "a root part of 16 bytes or more",
                rootBytes());
        rule(
                level() == 0 ? runEntries() == count : runEntries() >= count,
                root,
                "the number of entries of the run",
                runEntries());
        long packCount = LittleEndian.u32(bytes, root + 8);
        long packBytes = LittleEndian.u32(bytes, root + 12);
        long length = Column.length(packCount, 0, packBytes);
        rule(
                packCount <= packBytes && list + length == bytes.length,
                root + 8,
                "a list of packs that ends with the page",
                packCount);
        return Column.read(
                what,
                bytes,
                list,
                new Column.Shape(
                        (int) packCount, 0, (int) packBytes, 1, RunFormat.STRIPE_BYTES_MAX));
    }

    private void field(int at, int found, int expected, String name) {
        rule(found == expected, at, "%s %d".formatted(name, expected), found);
    }

    private void rule(boolean holds, int at, String expected, long found) {
        if (!holds) {
            throw new DataException.Malformed(
                    what, at, "expected %s, found %d".formatted(expected, found));
        }
    }
}
