package io.reducto.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

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

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The id in {@code bytes[offset, offset + 16)}. */
    public static LineageId read(byte[] bytes, int offset) {
        return new LineageId((long) LONGS.get(bytes, offset), (long) LONGS.get(bytes, offset + 8));
    }

    /** Writes the 16 bytes of this id to {@code target[offset, offset + 16)}. */
    public void write(byte[] target, int offset) {
        LONGS.set(target, offset, high);
        LONGS.set(target, offset + 8, low);
    }

    /** The 32 hexadecimal digits of this id. */
    @Override
    public String toString() {
        byte[] bytes = new byte[BYTES];
        write(bytes, 0);
        return HexFormat.of().formatHex(bytes);
    }
}
