package io.reducto.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Identity of a pack and of the stripe that holds it: 128 random bits, drawn before the content is
 * known, so that everything inside can refer to it.
 *
 * <p>The order is that of the 16 bytes, unsigned.
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record PackId(long high, long low) implements Comparable<PackId> {
    /** Length of an id in bytes. */
    public static final int BYTES = 16;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The id in {@code bytes[offset, offset + 16)}. */
    public static PackId read(byte[] bytes, int offset) {
        return new PackId((long) LONGS.get(bytes, offset), (long) LONGS.get(bytes, offset + 8));
    }

    /** The id that 32 hexadecimal digits name; {@link IllegalArgumentException} otherwise. */
    public static PackId parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "pack id: expected 32 hexadecimal digits, found " + hex.length());
        }
        return read(bytes, 0);
    }

    /** Writes the 16 bytes of this id to {@code target[offset, offset + 16)}. */
    public void write(byte[] target, int offset) {
        LONGS.set(target, offset, high);
        LONGS.set(target, offset + 8, low);
    }

    @Override
    public int compareTo(PackId other) {
        int order = Long.compareUnsigned(high, other.high);
        return order == 0 ? Long.compareUnsigned(low, other.low) : order;
    }

    /** The 32 hexadecimal digits of this id. */
    @Override
    public String toString() {
        byte[] bytes = new byte[BYTES];
        write(bytes, 0);
        return HexFormat.of().formatHex(bytes);
    }
}
