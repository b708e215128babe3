package io.reducto.repository.run;

import io.reducto.codec.DataException;
import io.reducto.codec.LittleEndian;
import java.util.Arrays;

/**
 * A column of byte strings in a page; the twin of {@link ColumnBuilder}. Allocates nothing for what
 * it holds. Immutable.
 */
final class Column {
    /** A column without strings. */
    static final Column EMPTY = new Column(new byte[0], 0, 1, 0, 0);

    private final byte[] page;
    private final int count;
    private final int width;
    private final int ends;
    private final int start;

    private Column(byte[] page, int count, int width, int ends, int start) {
        this.page = page;
        this.count = count;
        this.width = width;
        this.ends = ends;
        this.start = start;
    }

    /** The length in a page of a column with strings of {@code bytes} bytes in all. */
    static long length(long count, int width, long bytes) {
        return (width == 0 ? Integer.BYTES * count : 0) + bytes;
    }

    /**
     * The column at {@code offset}, of which {@link #length} bytes are known to be in the page.
     *
     * @throws DataException.Malformed when its strings do not tile its bytes
     */
    static Column read(String what, byte[] page, int offset, Shape shape) {
        int ends = offset;
        int start = offset + (shape.width == 0 ? Integer.BYTES * shape.count : 0);
        Column column = new Column(page, shape.count, shape.width, ends, start);
        if (shape.width == 0) {
            column.checkEnds(what, shape);
        } else if ((long) shape.width * shape.count != shape.bytes) {
            throw new DataException.Malformed(
                    what,
                    start,
                    "expected %d strings of %d bytes, found %d bytes"
                            .formatted(shape.count, shape.width, shape.bytes));
        }
        return column;
    }

    /**
     * What the head of a page says of a column.
     *
     * @param count number of strings
     * @param width of each, 0 for strings of any length
     * @param bytes of all strings together
     * @param lengthMin lower limit of the length of a string without width
     * @param lengthMax upper limit of it
     */
    record Shape(int count, int width, int bytes, int lengthMin, int lengthMax) {}

    private void checkEnds(String what, Shape shape) {
        long from = 0;
        for (int i = 0; i < count; i++) {
            int at = ends + Integer.BYTES * i;
            long end = LittleEndian.u32(page, at);
            long length = end - from;
            if (end > shape.bytes || length < shape.lengthMin || length > shape.lengthMax) {
                throw new DataException.Malformed(
                        what,
                        at,
                        "expected a string of %d to %d bytes that ends by %d, found %d to %d"
                                .formatted(
                                        shape.lengthMin, shape.lengthMax, shape.bytes, from, end));
            }
            from = end;
        }
        if (from != shape.bytes) {
            throw new DataException.Malformed(
                    what,
                    start + from,
                    "expected strings of %d bytes, found %d".formatted(from, shape.bytes));
        }
    }

    int from(int ordinal) {
        if (width > 0) {
            return start + width * ordinal;
        }
        return ordinal == 0
                ? start
                : start + LittleEndian.i32(page, ends + Integer.BYTES * (ordinal - 1));
    }

    int to(int ordinal) {
        return width > 0
                ? start + width * (ordinal + 1)
                : start + LittleEndian.i32(page, ends + Integer.BYTES * ordinal);
    }

    Slice get(int ordinal) {
        int from = from(ordinal);
        return new Slice(page, from, to(ordinal) - from);
    }

    int compare(int ordinal, Slice to) {
        return Arrays.compareUnsigned(
                page, from(ordinal), to(ordinal), to.array(), to.offset(), to.end());
    }

    /** The first ordinal whose string is not below that of the one before it; count if none. */
    int firstDisorder() {
        int i = 1;
        while (i < count
                && Arrays.compareUnsigned(page, from(i - 1), to(i - 1), page, from(i), to(i)) < 0) {
            i++;
        }
        return i;
    }
}
