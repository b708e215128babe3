package io.reducto.codec.envelope;

import io.reducto.codec.LittleEndian;
import java.util.Arrays;

/**
 * Bytes being written: an array that grows by half, with little-endian appends. {@link #array()}
 * hands out the array itself, so that what was written needs no copy; it is valid until the next
 * append. Not safe for several threads.
 */
public final class GrowableBytes {
    private byte[] bytes;
    private int length;

    /** An empty buffer with room for {@code capacity} bytes. */
    public GrowableBytes(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** The array behind this buffer; bytes from {@link #length()} on are meaningless. */
    public byte[] array() {
        return bytes;
    }

    /** Number of bytes written. */
    public int length() {
        return length;
    }

    /** Forgets what was written and keeps the array. */
    public void clear() {
        length = 0;
    }

    /** Makes room for {@code count} more bytes; {@link OutOfMemoryError} beyond 2 GiB. */
    public void reserve(int count) {
        int needed = Math.addExact(length, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
        }
    }

    /**
     * Counts {@code count} bytes as written that the caller has put behind {@link #length()} after
     * a reserve.
     */
    public void advance(int count) {
        length = Math.addExact(length, count);
    }

    /** Appends the low 8 bits. */
    public void u8(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    /** Appends the low 16 bits. */
    public void u16(int value) {
        reserve(2);
        LittleEndian.putU16(bytes, length, value);
        length += 2;
    }

    /** Appends 32 bits. */
    public void i32(int value) {
        reserve(4);
        LittleEndian.putI32(bytes, length, value);
        length += 4;
    }

    /** Appends 64 bits. */
    public void i64(long value) {
        reserve(8);
        LittleEndian.putI64(bytes, length, value);
        length += 8;
    }

    /** Appends {@code source[offset, offset + count)}. */
    public void bytes(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** What was written, in a new array of its length. */
    public byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }
}
