package io.reducto.codec;

import java.util.HexFormat;

/**
 * Identity of a chunk: BLAKE3-256 of its plain bytes (keyed BLAKE3 inside a sealed dedup domain).
 *
 * <p>Held as four longs, so an id is one object without an array behind it. The order is that of
 * the 32 bytes, unsigned. Immutable; safe for use by several threads.
 */
public final class ChunkId implements Comparable<ChunkId> {
    /** Length of an id in bytes. */
    public static final int BYTES = 32;

    private final long a;
    private final long b;
    private final long c;
    private final long d;

    private ChunkId(long a, long b, long c, long d) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
    }

    /** The id in {@code bytes[offset, offset + 32)}. */
    public static ChunkId read(byte[] bytes, int offset) {
        return new ChunkId(
                IdBytes.read(bytes, offset),
                IdBytes.read(bytes, offset + 8),
                IdBytes.read(bytes, offset + 16),
                IdBytes.read(bytes, offset + 24));
    }

    /** The id of these longs: its bytes, eight at a time, big-endian. */
    public static ChunkId of(long a, long b, long c, long d) {
        return new ChunkId(a, b, c, d);
    }

    /** Eight of the bytes, big-endian; {@code ordinal} is 0 to 3. */
    public long longAt(int ordinal) {
        return switch (ordinal) {
            case 0 -> a;
            case 1 -> b;
            case 2 -> c;
            case 3 -> d;
            default -> throw new IllegalArgumentException("expected 0 to 3, found " + ordinal);
        };
    }

    /** The id that 64 hexadecimal digits name; {@link IllegalArgumentException} otherwise. */
    public static ChunkId parse(String hex) {
        return read(IdBytes.parse("chunk id", hex, BYTES), 0);
    }

    /** Writes the 32 bytes of this id to {@code target[offset, offset + 32)}. */
    public void write(byte[] target, int offset) {
        IdBytes.write(target, offset, a);
        IdBytes.write(target, offset + 8, b);
        IdBytes.write(target, offset + 16, c);
        IdBytes.write(target, offset + 24, d);
    }

    /** The 32 bytes of this id, in a new array. */
    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        write(bytes, 0);
        return bytes;
    }

    @Override
    public int compareTo(ChunkId other) {
        int order = Long.compareUnsigned(a, other.a);
        if (order == 0) {
            order = Long.compareUnsigned(b, other.b);
        }
        if (order == 0) {
            order = Long.compareUnsigned(c, other.c);
        }
        return order == 0 ? Long.compareUnsigned(d, other.d) : order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChunkId id && a == id.a && b == id.b && c == id.c && d == id.d;
    }

    /** The first four bytes, big-endian: part of the layout of keyed state, never to change. */
    @Override
    public int hashCode() {
        return (int) (a >>> 32);
    }

    /** The 64 hexadecimal digits of this id. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }
}
