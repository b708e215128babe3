package io.reducto.codec.digest;

import static java.lang.Integer.rotateRight;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The compression function of BLAKE3, one block after another: the leaf under all that is not wide
 * enough for a kernel of many lanes.
 *
 * <p>Chaining values, keys and blocks are bytes, as the specification writes them (32-bit words,
 * little-endian), so input is read where it lies.
 */
final class Blake3Compression {
    static final int CHUNK_START = 1;
    static final int CHUNK_END = 2;
    static final int PARENT = 4;
    static final int ROOT = 8;
    static final int KEYED_HASH = 16;
    static final int DERIVE_KEY_CONTEXT = 32;
    static final int DERIVE_KEY_MATERIAL = 64;

    /** In {@code flags}: also write the upper 32 bytes of the last block's output. */
    static final int WIDE = 1 << 24;

    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int ROUNDS = 7;

    private static final int IV0 = 0x6A09E667;
    private static final int IV1 = 0xBB67AE85;
    private static final int IV2 = 0x3C6EF372;
    private static final int IV3 = 0xA54FF53A;

    private Blake3Compression() {}

    /** {@code flags} for the first block only. */
    static int first(int flags) {
        return flags << 8;
    }

    /** {@code flags} for the last block only. */
    static int last(int flags) {
        return flags << 16;
    }

    /*
     * State and message words are 32 local ints, and the rounds are a loop that moves the message words
     * to their next places. One line is half of the specification's G:
     *
     *     a += b + m;  d = (d ^ a) >>> r1;  c += d;  b = (b ^ c) >>> r2
     *
     * Tried side by side on JDK 17 (AMD EPYC, one thread of a busy machine, best of several runs): this
     * 0.60 GB/s; all seven rounds written out 0.43; written out, with the message words in an array 0.36;
     * a loop that looks its message words up in a table 0.17.
     */

    /**
     * Compresses {@code blocks} blocks of {@code in}, each into the chaining value of the one
     * before.
     *
     * @param cv holds the first chaining value at {@code cvOffset}, 32 bytes; not written unless it
     *     is {@code out}
     * @param in holds the blocks at {@code inOffset}, 64 bytes each, the last one zero-padded
     * @param lastLength bytes of the last block that count, 0 to 64
     * @param counter of the chunk, or of the output block when {@link #ROOT} is set
     * @param flags for every block, or'ed with {@link #first}, {@link #last} and {@link #WIDE}
     * @param out receives the last chaining value at {@code outOffset}, 32 bytes (64 if wide); may
     *     be {@code cv} or {@code in}, which have been read by then
     */
    @SuppressWarnings("AssignmentExpression") // see above
    static void compress(
            byte[] cv,
            int cvOffset,
            byte[] in,
            int inOffset,
            int blocks,
            int lastLength,
            long counter,
            int flags,
            byte[] out,
            int outOffset) {
        int h0 = (int) INTS.get(cv, cvOffset);
        int h1 = (int) INTS.get(cv, cvOffset + 4);
        int h2 = (int) INTS.get(cv, cvOffset + 8);
        int h3 = (int) INTS.get(cv, cvOffset + 12);
        int h4 = (int) INTS.get(cv, cvOffset + 16);
        int h5 = (int) INTS.get(cv, cvOffset + 20);
        int h6 = (int) INTS.get(cv, cvOffset + 24);
        int h7 = (int) INTS.get(cv, cvOffset + 28);
        int counterLow = (int) counter;
        int counterHigh = (int) (counter >>> 32);
        int at = inOffset;
        for (int block = blocks; block > 0; block--, at += 64) {
            boolean isLast = block == 1;
            int blockFlags =
                    flags | (block == blocks ? flags >>> 8 : 0) | (isLast ? flags >>> 16 : 0);
            int m0 = (int) INTS.get(in, at);
            int m1 = (int) INTS.get(in, at + 4);
            int m2 = (int) INTS.get(in, at + 8);
            int m3 = (int) INTS.get(in, at + 12);
            int m4 = (int) INTS.get(in, at + 16);
            int m5 = (int) INTS.get(in, at + 20);
            int m6 = (int) INTS.get(in, at + 24);
            int m7 = (int) INTS.get(in, at + 28);
            int m8 = (int) INTS.get(in, at + 32);
            int m9 = (int) INTS.get(in, at + 36);
            int m10 = (int) INTS.get(in, at + 40);
            int m11 = (int) INTS.get(in, at + 44);
            int m12 = (int) INTS.get(in, at + 48);
            int m13 = (int) INTS.get(in, at + 52);
            int m14 = (int) INTS.get(in, at + 56);
            int m15 = (int) INTS.get(in, at + 60);
            int v0 = h0;
            int v1 = h1;
            int v2 = h2;
            int v3 = h3;
            int v4 = h4;
            int v5 = h5;
            int v6 = h6;
            int v7 = h7;
            int v8 = IV0;
            int v9 = IV1;
            int v10 = IV2;
            int v11 = IV3;
            int v12 = counterLow;
            int v13 = counterHigh;
            int v14 = isLast ? lastLength : 64;
            int v15 = blockFlags & 0xFF;
            for (int round = 0; round < ROUNDS; round++) {
                // columns
                v4 = rotateRight(v4 ^ (v8 += (v12 = rotateRight(v12 ^ (v0 += v4 + m0), 16))), 12);
                v4 = rotateRight(v4 ^ (v8 += (v12 = rotateRight(v12 ^ (v0 += v4 + m1), 8))), 7);
                v5 = rotateRight(v5 ^ (v9 += (v13 = rotateRight(v13 ^ (v1 += v5 + m2), 16))), 12);
                v5 = rotateRight(v5 ^ (v9 += (v13 = rotateRight(v13 ^ (v1 += v5 + m3), 8))), 7);
                v6 = rotateRight(v6 ^ (v10 += (v14 = rotateRight(v14 ^ (v2 += v6 + m4), 16))), 12);
                v6 = rotateRight(v6 ^ (v10 += (v14 = rotateRight(v14 ^ (v2 += v6 + m5), 8))), 7);
                v7 = rotateRight(v7 ^ (v11 += (v15 = rotateRight(v15 ^ (v3 += v7 + m6), 16))), 12);
                v7 = rotateRight(v7 ^ (v11 += (v15 = rotateRight(v15 ^ (v3 += v7 + m7), 8))), 7);
                // diagonals
                v5 = rotateRight(v5 ^ (v10 += (v15 = rotateRight(v15 ^ (v0 += v5 + m8), 16))), 12);
                v5 = rotateRight(v5 ^ (v10 += (v15 = rotateRight(v15 ^ (v0 += v5 + m9), 8))), 7);
                v6 = rotateRight(v6 ^ (v11 += (v12 = rotateRight(v12 ^ (v1 += v6 + m10), 16))), 12);
                v6 = rotateRight(v6 ^ (v11 += (v12 = rotateRight(v12 ^ (v1 += v6 + m11), 8))), 7);
                v7 = rotateRight(v7 ^ (v8 += (v13 = rotateRight(v13 ^ (v2 += v7 + m12), 16))), 12);
                v7 = rotateRight(v7 ^ (v8 += (v13 = rotateRight(v13 ^ (v2 += v7 + m13), 8))), 7);
                v4 = rotateRight(v4 ^ (v9 += (v14 = rotateRight(v14 ^ (v3 += v4 + m14), 16))), 12);
                v4 = rotateRight(v4 ^ (v9 += (v14 = rotateRight(v14 ^ (v3 += v4 + m15), 8))), 7);
                // the message words of the next round: the permutation's two cycles
                int m0Kept = m0;
                m0 = m2;
                m2 = m3;
                m3 = m10;
                m10 = m12;
                m12 = m9;
                m9 = m11;
                m11 = m5;
                m5 = m0Kept;
                int m1Kept = m1;
                m1 = m6;
                m6 = m4;
                m4 = m7;
                m7 = m13;
                m13 = m14;
                m14 = m15;
                m15 = m8;
                m8 = m1Kept;
            }
            if (isLast && (flags & WIDE) != 0) {
                INTS.set(out, outOffset + 32, v8 ^ h0);
                INTS.set(out, outOffset + 36, v9 ^ h1);
                INTS.set(out, outOffset + 40, v10 ^ h2);
                INTS.set(out, outOffset + 44, v11 ^ h3);
                INTS.set(out, outOffset + 48, v12 ^ h4);
                INTS.set(out, outOffset + 52, v13 ^ h5);
                INTS.set(out, outOffset + 56, v14 ^ h6);
                INTS.set(out, outOffset + 60, v15 ^ h7);
            }
            h0 = v0 ^ v8;
            h1 = v1 ^ v9;
            h2 = v2 ^ v10;
            h3 = v3 ^ v11;
            h4 = v4 ^ v12;
            h5 = v5 ^ v13;
            h6 = v6 ^ v14;
            h7 = v7 ^ v15;
        }
        INTS.set(out, outOffset, h0);
        INTS.set(out, outOffset + 4, h1);
        INTS.set(out, outOffset + 8, h2);
        INTS.set(out, outOffset + 12, h3);
        INTS.set(out, outOffset + 16, h4);
        INTS.set(out, outOffset + 20, h5);
        INTS.set(out, outOffset + 24, h6);
        INTS.set(out, outOffset + 28, h7);
    }
}
