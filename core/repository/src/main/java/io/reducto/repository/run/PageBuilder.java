package io.reducto.repository.run;

import io.reducto.codec.envelope.GrowableBytes;
import java.util.List;

/** The open page of one level of a run being written; the twin of {@link RunPage}. */
final class PageBuilder {
    /** A leaf with one entry has a use; an inner page with one child only makes the tree higher. */
    private static final int INNER_ENTRIES_MIN = 2;

    private final RunKind kind;
    private final int level;
    private final ColumnBuilder keys;
    private final ColumnBuilder values;
    private int count;

    PageBuilder(RunKind kind, int level) {
        this.kind = kind;
        this.level = level;
        this.keys = new ColumnBuilder(kind.keyWidth());
        this.values = new ColumnBuilder(kind.valueWidth(level));
    }

    /** Whether a further entry leaves the page within {@code pageBytes}, or is needed anyway. */
    boolean hasRoomFor(Slice key, Slice value, int pageBytes) {
        int length =
                RunFormat.HEADER_BYTES
                        + keys.length()
                        + keys.lengthOf(key)
                        + values.length()
                        + values.lengthOf(value);
        return length <= pageBytes || count < (level == 0 ? 1 : INNER_ENTRIES_MIN);
    }

    void add(Slice key, Slice value) {
        keys.add(key);
        values.add(value);
        count++;
    }

    void clear() {
        keys.clear();
        values.clear();
        count = 0;
    }

    /** The least key of the page, in a new array; there is one. */
    Slice firstKey() {
        return keys.first();
    }

    /** Replaces the content of {@code page} by this page. */
    void writeTo(GrowableBytes page) {
        head(page, 0, 0);
        keys.writeTo(page);
        values.writeTo(page);
    }

    /**
     * Replaces the content of {@code page} by this page as the root of its run.
     *
     * @param entries of the whole run
     * @param packs what is said of each pack before the root's
     */
    void writeRootTo(GrowableBytes page, long entries, List<byte[]> packs) {
        ColumnBuilder list = new ColumnBuilder(0);
        packs.forEach(pack -> list.add(Slice.of(pack)));
        head(page, RunFormat.FLAG_ROOT, RunFormat.ROOT_FIXED_BYTES + list.length());
        keys.writeTo(page);
        values.writeTo(page);
        page.i64(entries);
        page.i32(packs.size());
        page.i32(list.bytes());
        list.writeTo(page);
    }

    private void head(GrowableBytes page, int flags, int rootBytes) {
        page.clear();
        page.i32(RunFormat.MAGIC);
        page.u16(RunFormat.VERSION);
        page.u8(kind.code());
        page.u8(level);
        page.u16(flags);
        page.u16(keys.width());
        page.u16(values.width());
        page.u16(0);
        page.i32(count);
        page.i32(keys.bytes());
        page.i32(values.bytes());
        page.i32(rootBytes);
    }
}
