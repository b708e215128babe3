package io.reducto.codec.digest;

import io.reducto.codec.DataException;
import io.reducto.codec.LittleEndian;
import java.util.Arrays;

/** Writer and reader of the saved state of {@link Blake3}; its grammar stands there. */
final class Blake3State {
    static final int VERSION = 1;

    private static final String WHAT = "saved BLAKE3 state";
    private static final int HEAD_BYTES = 2;
    private static final int LENGTH_BYTES = 8;
    private static final int CV_BYTES = Blake3Kernel.CV_BYTES;

    private Blake3State() {}

    static byte[] save(Blake3 hasher) {
        long length = hasher.length();
        Blake3Domain domain = hasher.domain;
        byte[] state =
                new byte[HEAD_BYTES + keyBytes(domain.mode) + LENGTH_BYTES + tailBytes(length)];
        state[0] = VERSION;
        state[1] = (byte) domain.mode;
        int at = append(domain.key, keyBytes(domain.mode), state, HEAD_BYTES);
        LittleEndian.putI64(state, at, length);
        at += LENGTH_BYTES;
        at = append(hasher.stack, hasher.stackSize * CV_BYTES, state, at);
        at = append(hasher.chunkCv, hasher.blocks > 0 ? CV_BYTES : 0, state, at);
        append(hasher.block, hasher.blockLength, state, at);
        return state;
    }

    static Blake3 restore(byte[] state, Blake3Kernel kernel) {
        need(state, HEAD_BYTES);
        int mode = checkHead(state);
        int lengthAt = HEAD_BYTES + keyBytes(mode);
        int tailAt = lengthAt + LENGTH_BYTES;
        need(state, tailAt);
        long length = LittleEndian.i64(state, lengthAt);
        if (length < 0) {
            throw new DataException.Malformed(
                    WHAT,
                    lengthAt,
                    "expected a length below 2^63, found " + Long.toUnsignedString(length));
        }
        int end = tailAt + tailBytes(length);
        need(state, end);
        if (state.length > end) {
            throw new DataException.Malformed(
                    WHAT, end, "expected the end, found " + (state.length - end) + " more bytes");
        }
        Blake3 hasher = new Blake3(domain(mode, state), kernel);
        fill(hasher, length, state, tailAt);
        return hasher;
    }

    private static void fill(Blake3 hasher, long length, byte[] state, int tailAt) {
        hasher.chunk = chunks(length);
        hasher.stackSize = Long.bitCount(hasher.chunk);
        hasher.blocks = blocks(length);
        hasher.blockLength = blockLength(length);
        int at = extract(state, tailAt, hasher.stack, hasher.stackSize * CV_BYTES);
        at = extract(state, at, hasher.chunkCv, hasher.blocks > 0 ? CV_BYTES : 0);
        extract(state, at, hasher.block, hasher.blockLength);
    }

    private static int checkHead(byte[] state) {
        int version = state[0] & 0xFF;
        if (version > VERSION) {
            throw new DataException.FormatTooNew(WHAT, "version " + VERSION, "version " + version);
        }
        if (version < VERSION) {
            throw new DataException.Malformed(WHAT, 0, "expected version 1, found " + version);
        }
        int mode = state[1] & 0xFF;
        if (mode > Blake3Domain.DERIVED) {
            throw new DataException.Malformed(WHAT, 1, "expected mode 0, 1 or 2, found " + mode);
        }
        return mode;
    }

    private static Blake3Domain domain(int mode, byte[] state) {
        if (mode == Blake3Domain.PLAIN) {
            return Blake3Domain.HASH;
        }
        byte[] key = Arrays.copyOfRange(state, HEAD_BYTES, HEAD_BYTES + Blake3Domain.KEY_BYTES);
        return mode == Blake3Domain.KEYED ? Blake3Domain.keyed(key) : Blake3Domain.derived(key);
    }

    private static void need(byte[] state, int bytes) {
        if (state.length < bytes) {
            throw new DataException.Truncated(WHAT, bytes, state.length);
        }
    }

    private static int keyBytes(int mode) {
        return mode == Blake3Domain.PLAIN ? 0 : Blake3Domain.KEY_BYTES;
    }

    /** Bytes behind the length: stack, chaining value, block. */
    private static int tailBytes(long length) {
        int cvs = Long.bitCount(chunks(length)) + (blocks(length) > 0 ? 1 : 0);
        return cvs * CV_BYTES + blockLength(length);
    }

    private static long chunks(long length) {
        return Math.max(0, length - 1) / Blake3Kernel.CHUNK_BYTES;
    }

    private static int blocks(long length) {
        return (int) (Math.max(0, length - 1) % Blake3Kernel.CHUNK_BYTES) / Blake3.BLOCK_BYTES;
    }

    private static int blockLength(long length) {
        return length == 0 ? 0 : (int) ((length - 1) % Blake3.BLOCK_BYTES) + 1;
    }

    private static int append(byte[] from, int length, byte[] state, int at) {
        System.arraycopy(from, 0, state, at, length);
        return at + length;
    }

    private static int extract(byte[] state, int at, byte[] to, int length) {
        System.arraycopy(state, at, to, 0, length);
        return at + length;
    }
}
