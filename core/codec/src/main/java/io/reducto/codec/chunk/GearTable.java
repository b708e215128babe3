package io.reducto.codec.chunk;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The 256 random numbers that the gear hash adds up, named: other numbers give other cuts, so the
 * name is part of a {@link ChunkingSpec}.
 */
public enum GearTable {
    /**
     * The table of FastCDC's published implementations. Entry i is the first eight bytes,
     * big-endian, of the MD5 of 64 bytes of value i.
     */
    PUBLISHED("published");

    private static final int COPIES = 64;

    private static final long[] PUBLISHED_ENTRIES = compute();

    private final String id;

    GearTable(String id) {
        this.id = id;
    }

    /** The name in a chunking spec. */
    public String id() {
        return id;
    }

    /** The entries, in a new array. */
    public long[] entries() {
        return PUBLISHED_ENTRIES.clone();
    }

    private static long[] compute() {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            long[] entries = new long[256];
            byte[] copies = new byte[COPIES];
            for (int i = 0; i < entries.length; i++) {
                Arrays.fill(copies, (byte) i);
                entries[i] = ByteBuffer.wrap(md5.digest(copies)).getLong();
            }
            return entries;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "gear table: this JVM has no MD5, from which the table is computed; "
                            + "enable the SUN security provider",
                    e);
        }
    }
}
