package io.reducto.repository.run;

import io.reducto.codec.LittleEndian;
import io.reducto.codec.envelope.GrowableBytes;

/** A column of byte strings being written; the twin of {@link Column}. */
final class ColumnBuilder {
    private final int width;
    private final GrowableBytes bytes = new GrowableBytes(256);
    private final GrowableBytes ends = new GrowableBytes(64);

    /** A column of strings of {@code width} bytes, of any length if that is 0. */
    ColumnBuilder(int width) {
        this.width = width;
    }

    void clear() {
        bytes.clear();
        ends.clear();
    }

    void add(Slice string) {
        bytes.bytes(string.array(), string.offset(), string.length());
        if (width == 0) {
            ends.i32(bytes.length());
        }
    }

    int width() {
        return width;
    }

    /** Number of bytes of all strings. */
    int bytes() {
        return bytes.length();
    }

    /** Number of bytes of the column as it would be written now. */
    int length() {
        return ends.length() + bytes.length();
    }

    /** How much a further string would add. */
    int lengthOf(Slice string) {
        return string.length() + (width == 0 ? Integer.BYTES : 0);
    }

    /** The first string, in a new array; there is one. */
    Slice first() {
        int length = width == 0 ? LittleEndian.i32(ends.array(), 0) : width;
        return Slice.of(new Slice(bytes.array(), 0, length).toBytes());
    }

    void writeTo(GrowableBytes page) {
        page.bytes(ends.array(), 0, ends.length());
        page.bytes(bytes.array(), 0, bytes.length());
    }
}
