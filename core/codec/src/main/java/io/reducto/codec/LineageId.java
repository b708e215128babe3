package io.reducto.codec;

/**
 * Identity of a writer's history: 128 random bits, born with a job that starts without state and
 * kept in its state.
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record LineageId(long high, long low) {
    /** Length of an id in bytes. */
    public static final int BYTES = 16;

    /** The id in {@code bytes[offset, offset + 16)}. */
    public static LineageId read(byte[] bytes, int offset) {
        return new LineageId(IdBytes.read(bytes, offset), IdBytes.read(bytes, offset + 8));
    }

    /** The id that 32 hexadecimal digits name; {@link IllegalArgumentException} otherwise. */
    public static LineageId parse(String hex) {
        return read(IdBytes.parse("lineage id", hex, BYTES), 0);
    }

    /** Writes the 16 bytes of this id to {@code target[offset, offset + 16)}. */
    public void write(byte[] target, int offset) {
        IdBytes.write(target, offset, high);
        IdBytes.write(target, offset + 8, low);
    }

    /** The 32 hexadecimal digits of this id. */
    @Override
    public String toString() {
        return IdBytes.hex(high, low);
    }
}
