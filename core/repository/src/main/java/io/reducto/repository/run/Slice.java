package io.reducto.repository.run;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A byte string that is a piece of an array, not copied; the array must not change while the slice
 * is in use. Ordered byte by byte, unsigned, a prefix before what it begins.
 *
 * <p>A slice that came from a page keeps that page in memory; {@link #toBytes} does not. Immutable;
 * safe for use by several threads.
 *
 * @param array that holds the bytes
 * @param offset of the first of them
 * @param length number of them
 */
public record Slice(byte[] array, int offset, int length) implements Comparable<Slice> {
    /** The byte string without bytes, which is the least of all. */
    public static final Slice EMPTY = of();

    private static final int SHOWN_BYTES = 40;

    /** The whole of {@code bytes}. */
    public static Slice of(byte... bytes) {
        return new Slice(bytes, 0, bytes.length);
    }

    /** The bytes, in a new array. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    int end() {
        return offset + length;
    }

    @Override
    public int compareTo(Slice other) {
        return Arrays.compareUnsigned(array, offset, end(), other.array, other.offset, other.end());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Slice slice
                && Arrays.equals(array, offset, end(), slice.array, slice.offset, slice.end());
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < end(); i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The bytes in hexadecimal digits, cut after 40 of them. */
    @Override
    public String toString() {
        String hex =
                HexFormat.of().formatHex(array, offset, offset + Math.min(length, SHOWN_BYTES));
        return length > SHOWN_BYTES ? hex + "…" : hex;
    }
}
