package io.reducto.codec.digest;

import io.reducto.codec.LittleEndian;
import java.nio.charset.StandardCharsets;

/**
 * One of BLAKE3's three modes with its key: what keeps their digests apart. Immutable by agreement:
 * nobody writes to {@link #key}.
 */
final class Blake3Domain {
    static final int KEY_BYTES = 32;

    static final int PLAIN = 0;
    static final int KEYED = 1;
    static final int DERIVED = 2;

    /** The mode without a key, {@code hash} in the specification. */
    static final Blake3Domain HASH = new Blake3Domain(PLAIN, 0, initialValue());

    /** {@link #PLAIN}, {@link #KEYED} or {@link #DERIVED}: part of the layout of a saved state. */
    final int mode;

    /** Flags of every compression in this mode. */
    final int flags;

    /** The 32 bytes from which every chunk and every parent starts. */
    final byte[] key;

    private Blake3Domain(int mode, int flags, byte[] key) {
        this.mode = mode;
        this.flags = flags;
        this.key = key;
    }

    static Blake3Domain keyed(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "BLAKE3 key: expected " + KEY_BYTES + " bytes, found " + key.length);
        }
        return new Blake3Domain(KEYED, Blake3Compression.KEYED_HASH, key.clone());
    }

    static Blake3Domain deriveKey(String context) {
        byte[] bytes = context.getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[KEY_BYTES];
        int flags = Blake3Compression.DERIVE_KEY_CONTEXT;
        new Blake3(new Blake3Domain(DERIVED, flags, HASH.key), Blake3Kernel.best())
                .update(bytes, 0, bytes.length)
                .finish(key, 0, KEY_BYTES);
        return derived(key);
    }

    /** The mode of {@link #deriveKey} whose context has been hashed to {@code contextKey}. */
    static Blake3Domain derived(byte[] contextKey) {
        return new Blake3Domain(DERIVED, Blake3Compression.DERIVE_KEY_MATERIAL, contextKey.clone());
    }

    private static byte[] initialValue() {
        int[] words = {
            0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A,
            0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19
        };
        byte[] bytes = new byte[KEY_BYTES];
        for (int i = 0; i < words.length; i++) {
            LittleEndian.putI32(bytes, 4 * i, words[i]);
        }
        return bytes;
    }
}
