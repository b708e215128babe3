package io.reducto.repository.format;

import io.reducto.codec.digest.Blake3;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * BLAKE3-256 of a file or of a committable, as four longs, big-endian. Immutable; safe for use by
 * several threads.
 */
public record Digest(long a, long b, long c, long d) {
    /** Length of a digest in bytes. */
    public static final int BYTES = Blake3.BYTES;

    /** 32 zero bytes: there is nothing to have a digest of. */
    public static final Digest ZERO = new Digest(0, 0, 0, 0);

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The digest of {@code content}. */
    public static Digest of(byte[] content) {
        return read(Blake3.hash(content, 0, content.length), 0);
    }

    /** The digest that stands in {@code bytes[offset, offset + 32)}. */
    public static Digest read(byte[] bytes, int offset) {
        return new Digest(
                (long) LONGS.get(bytes, offset),
                (long) LONGS.get(bytes, offset + 8),
                (long) LONGS.get(bytes, offset + 16),
                (long) LONGS.get(bytes, offset + 24));
    }

    /** The 32 bytes of this digest, in a new array. */
    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        LONGS.set(bytes, 0, a);
        LONGS.set(bytes, 8, b);
        LONGS.set(bytes, 16, c);
        LONGS.set(bytes, 24, d);
        return bytes;
    }

    /** The 64 hexadecimal digits of this digest. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }
}
