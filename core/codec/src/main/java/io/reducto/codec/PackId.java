package io.reducto.codec;

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

    /** The id in {@code bytes[offset, offset + 16)}. */
    public static PackId read(byte[] bytes, int offset) {
        return new PackId(IdBytes.read(bytes, offset), IdBytes.read(bytes, offset + 8));
    }

    /** The id that 32 hexadecimal digits name; {@link IllegalArgumentException} otherwise. */
    public static PackId parse(String hex) {
        return read(IdBytes.parse("pack id", hex, BYTES), 0);
    }

    /** Writes the 16 bytes of this id to {@code target[offset, offset + 16)}. */
    public void write(byte[] target, int offset) {
        IdBytes.write(target, offset, high);
        IdBytes.write(target, offset + 8, low);
    }

    @Override
    public int compareTo(PackId other) {
        int order = Long.compareUnsigned(high, other.high);
        return order == 0 ? Long.compareUnsigned(low, other.low) : order;
    }

    /** The 32 hexadecimal digits of this id. */
    @Override
    public String toString() {
        return IdBytes.hex(high, low);
    }
}
