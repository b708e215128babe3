package io.reducto.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Ids as byte strings: eight bytes at a time, big-endian, so that unsigned order is the order of
 * the bytes.
 */
final class IdBytes {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private IdBytes() {}

    static long read(byte[] bytes, int offset) {
        return (long) LONGS.get(bytes, offset);
    }

    static void write(byte[] bytes, int offset, long value) {
        LONGS.set(bytes, offset, value);
    }

    static String hex(long high, long low) {
        byte[] bytes = new byte[2 * Long.BYTES];
        write(bytes, 0, high);
        write(bytes, Long.BYTES, low);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * The bytes that {@code hex} names; {@link IllegalArgumentException} unless it has {@code
     * length} of them.
     */
    static byte[] parse(String what, String hex, int length) {
        if (hex.length() != 2 * length) {
            throw new IllegalArgumentException(
                    "%s: expected %d hexadecimal digits, found %d"
                            .formatted(what, 2 * length, hex.length()));
        }
        return HexFormat.of().parseHex(hex);
    }
}
