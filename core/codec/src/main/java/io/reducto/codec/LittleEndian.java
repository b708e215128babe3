package io.reducto.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Little-endian integers in byte arrays: the byte order of every format. Bounds are checked by the
 * array access.
 */
public final class LittleEndian {
    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle LONGS = view(long[].class);

    private LittleEndian() {}

    /** The u16 at {@code offset}, 0 to 65,535. */
    public static int u16(byte[] bytes, int offset) {
        return Short.toUnsignedInt((short) SHORTS.get(bytes, offset));
    }

    /** The u32 at {@code offset} as a long, 0 to 2^32 − 1. */
    public static long u32(byte[] bytes, int offset) {
        return Integer.toUnsignedLong((int) INTS.get(bytes, offset));
    }

    /** The 32 bits at {@code offset}. */
    public static int i32(byte[] bytes, int offset) {
        return (int) INTS.get(bytes, offset);
    }

    /** The 64 bits at {@code offset}. */
    public static long i64(byte[] bytes, int offset) {
        return (long) LONGS.get(bytes, offset);
    }

    /** Writes the low 16 bits of {@code value}. */
    public static void putU16(byte[] bytes, int offset, int value) {
        SHORTS.set(bytes, offset, (short) value);
    }

    /** Writes 32 bits. */
    public static void putI32(byte[] bytes, int offset, int value) {
        INTS.set(bytes, offset, value);
    }

    /** Writes 64 bits. */
    public static void putI64(byte[] bytes, int offset, long value) {
        LONGS.set(bytes, offset, value);
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }
}
