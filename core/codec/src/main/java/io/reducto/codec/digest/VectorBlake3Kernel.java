package io.reducto.codec.digest;

import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel with as many lanes as the machine has: lane j works on chunk j, or on parent j. What
 * is left over is done one by one, or with lanes that work for nothing where that is faster.
 *
 * <p>Compiled apart and loaded by name: {@code jdk.incubator.vector} may be missing where it runs.
 */
final class VectorBlake3Kernel implements Blake3Kernel {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static final int LANES_MIN = 8;

    /** Fewer chunks than this are faster one by one. */
    private static final int LANES_WORTH = Math.max(2, LANES / 5);

    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int EDGES =
            Blake3Compression.first(Blake3Compression.CHUNK_START)
                    | Blake3Compression.last(Blake3Compression.CHUNK_END);

    private static final int ROUNDS = 7;
    private static final int BLOCK_BYTES = 64;
    private static final int BLOCK_WORDS = 16;
    private static final int CV_WORDS = 8;
    private static final int[] SCHEDULE = schedule();

    private static final int IV0 = 0x6A09E667;
    private static final int IV1 = 0xBB67AE85;
    private static final int IV2 = 0x3C6EF372;
    private static final int IV3 = 0xA54FF53A;

    /** Word w of lane j of the block at hand, at {@code w · LANES + j}. */
    private final int[] words = new int[BLOCK_WORDS * LANES];

    /** Word w of the chaining value of lane j, at {@code w · LANES + j}. */
    private final int[] values = new int[CV_WORDS * LANES];

    private final int[] countersLow = new int[LANES];
    private final int[] countersHigh = new int[LANES];
    private final int[] key = new int[CV_WORDS];

    /** Refuses a machine with so few lanes that the scalar kernel is faster. */
    VectorBlake3Kernel() {
        if (LANES < LANES_MIN) {
            throw new UnsupportedOperationException(
                    "lanes: expected %d or more, found %d".formatted(LANES_MIN, LANES));
        }
    }

    /** Where message words of a round stand in {@link #words}: the permutation, round by round. */
    private static int[] schedule() {
        int[] permutation = {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8};
        int[] order = new int[ROUNDS * BLOCK_WORDS];
        int[] round = new int[BLOCK_WORDS];
        for (int i = 0; i < BLOCK_WORDS; i++) {
            round[i] = i;
        }
        for (int r = 0; r < ROUNDS; r++) {
            int[] next = new int[BLOCK_WORDS];
            for (int i = 0; i < BLOCK_WORDS; i++) {
                order[r * BLOCK_WORDS + i] = round[i] * LANES;
                next[i] = round[permutation[i]];
            }
            round = next;
        }
        return order;
    }

    @Override
    public String name() {
        return "vector" + SPECIES.vectorBitSize();
    }

    @Override
    public Blake3Kernel forOneHasher() {
        return new VectorBlake3Kernel();
    }

    @Override
    public void chunks(
            Blake3Domain domain,
            byte[] in,
            int offset,
            int count,
            long counter,
            byte[] cvs,
            int cvOffset) {
        int done = 0;
        while (count - done >= LANES_WORTH) {
            int lanes = Math.min(LANES, count - done);
            int at = offset + done * CHUNK_BYTES;
            for (int j = 0; j < LANES; j++) {
                countersLow[j] = (int) (counter + done + j);
                countersHigh[j] = (int) ((counter + done + j) >>> 32);
            }
            readKey(domain);
            compress(in, at, CHUNK_BYTES, CHUNK_BYTES / BLOCK_BYTES, lanes, domain.flags, EDGES);
            write(cvs, cvOffset + done * CV_BYTES, lanes);
            done += lanes;
        }
        if (done < count) {
            ScalarBlake3Kernel.INSTANCE.chunks(
                    domain,
                    in,
                    offset + done * CHUNK_BYTES,
                    count - done,
                    counter + done,
                    cvs,
                    cvOffset + done * CV_BYTES);
        }
    }

    @Override
    public void parents(Blake3Domain domain, byte[] cvs, int offset, int count) {
        int done = 0;
        while (count - done >= LANES_WORTH) {
            int lanes = Math.min(LANES, count - done);
            Arrays.fill(countersLow, 0);
            Arrays.fill(countersHigh, 0);
            readKey(domain);
            int at = offset + done * 2 * CV_BYTES;
            compress(cvs, at, BLOCK_BYTES, 1, lanes, domain.flags | Blake3Compression.PARENT, 0);
            write(cvs, offset + done * CV_BYTES, lanes);
            done += lanes;
        }
        // In place: what is left is read behind what has been written.
        for (; done < count; done++) {
            Blake3Compression.compress(
                    domain.key,
                    0,
                    cvs,
                    offset + done * 2 * CV_BYTES,
                    1,
                    BLOCK_BYTES,
                    0,
                    domain.flags | Blake3Compression.PARENT,
                    cvs,
                    offset + done * CV_BYTES);
        }
    }

    private void readKey(Blake3Domain domain) {
        for (int w = 0; w < CV_WORDS; w++) {
            key[w] = (int) INTS.get(domain.key, 4 * w);
        }
    }

    /** The blocks at {@code at} of each lane, word by word; idle lanes get those of the first. */
    private void transpose(byte[] in, int at, int stride, int lanes) {
        int[] to = words;
        for (int j = 0; j < LANES; j++) {
            int from = at + (j < lanes ? j * stride : 0);
            for (int w = 0; w < BLOCK_WORDS; w++) {
                to[w * LANES + j] = (int) INTS.get(in, from + 4 * w);
            }
        }
    }

    private void write(byte[] cvs, int offset, int lanes) {
        for (int j = 0; j < lanes; j++) {
            for (int w = 0; w < CV_WORDS; w++) {
                INTS.set(cvs, offset + j * CV_BYTES + 4 * w, values[w * LANES + j]);
            }
        }
    }

    /*
     * No helper methods between here and the Vector API: the compiler stops inlining ours when the
     * graph gets large, and a vector that is handed to a method becomes an object. With two helpers of
     * one line each this ran at a tenth of its speed.
     */

    /**
     * Compresses {@code blocks} blocks per lane, that of lane j beginning at {@code offset + j ·
     * stride}, into {@link #values}.
     *
     * @param edges flags of the first block in bits 8 to 15, of the last in bits 16 to 23
     */
    private void compress(
            byte[] in, int offset, int stride, int blocks, int lanes, int flags, int edges) {
        IntVector h0 = IntVector.broadcast(SPECIES, key[0]);
        IntVector h1 = IntVector.broadcast(SPECIES, key[1]);
        IntVector h2 = IntVector.broadcast(SPECIES, key[2]);
        IntVector h3 = IntVector.broadcast(SPECIES, key[3]);
        IntVector h4 = IntVector.broadcast(SPECIES, key[4]);
        IntVector h5 = IntVector.broadcast(SPECIES, key[5]);
        IntVector h6 = IntVector.broadcast(SPECIES, key[6]);
        IntVector h7 = IntVector.broadcast(SPECIES, key[7]);
        int[] words = this.words;
        for (int block = 0; block < blocks; block++) {
            transpose(in, offset + block * BLOCK_BYTES, stride, lanes);
            int blockFlags =
                    flags
                            | (block == 0 ? (edges >>> 8) & 0xFF : 0)
                            | (block == blocks - 1 ? edges >>> 16 : 0);
            IntVector v0 = h0;
            IntVector v1 = h1;
            IntVector v2 = h2;
            IntVector v3 = h3;
            IntVector v4 = h4;
            IntVector v5 = h5;
            IntVector v6 = h6;
            IntVector v7 = h7;
            IntVector v8 = IntVector.broadcast(SPECIES, IV0);
            IntVector v9 = IntVector.broadcast(SPECIES, IV1);
            IntVector v10 = IntVector.broadcast(SPECIES, IV2);
            IntVector v11 = IntVector.broadcast(SPECIES, IV3);
            IntVector v12 = IntVector.fromArray(SPECIES, countersLow, 0);
            IntVector v13 = IntVector.fromArray(SPECIES, countersHigh, 0);
            IntVector v14 = IntVector.broadcast(SPECIES, BLOCK_BYTES);
            IntVector v15 = IntVector.broadcast(SPECIES, blockFlags);
            for (int order = 0; order < ROUNDS * BLOCK_WORDS; order += BLOCK_WORDS) {
                // columns
                v0 = v0.add(v4).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 0]));
                v12 = v12.lanewise(XOR, v0).lanewise(ROR, 16);
                v8 = v8.add(v12);
                v4 = v4.lanewise(XOR, v8).lanewise(ROR, 12);
                v0 = v0.add(v4).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 1]));
                v12 = v12.lanewise(XOR, v0).lanewise(ROR, 8);
                v8 = v8.add(v12);
                v4 = v4.lanewise(XOR, v8).lanewise(ROR, 7);
                v1 = v1.add(v5).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 2]));
                v13 = v13.lanewise(XOR, v1).lanewise(ROR, 16);
                v9 = v9.add(v13);
                v5 = v5.lanewise(XOR, v9).lanewise(ROR, 12);
                v1 = v1.add(v5).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 3]));
                v13 = v13.lanewise(XOR, v1).lanewise(ROR, 8);
                v9 = v9.add(v13);
                v5 = v5.lanewise(XOR, v9).lanewise(ROR, 7);
                v2 = v2.add(v6).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 4]));
                v14 = v14.lanewise(XOR, v2).lanewise(ROR, 16);
                v10 = v10.add(v14);
                v6 = v6.lanewise(XOR, v10).lanewise(ROR, 12);
                v2 = v2.add(v6).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 5]));
                v14 = v14.lanewise(XOR, v2).lanewise(ROR, 8);
                v10 = v10.add(v14);
                v6 = v6.lanewise(XOR, v10).lanewise(ROR, 7);
                v3 = v3.add(v7).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 6]));
                v15 = v15.lanewise(XOR, v3).lanewise(ROR, 16);
                v11 = v11.add(v15);
                v7 = v7.lanewise(XOR, v11).lanewise(ROR, 12);
                v3 = v3.add(v7).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 7]));
                v15 = v15.lanewise(XOR, v3).lanewise(ROR, 8);
                v11 = v11.add(v15);
                v7 = v7.lanewise(XOR, v11).lanewise(ROR, 7);
                // diagonals
                v0 = v0.add(v5).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 8]));
                v15 = v15.lanewise(XOR, v0).lanewise(ROR, 16);
                v10 = v10.add(v15);
                v5 = v5.lanewise(XOR, v10).lanewise(ROR, 12);
                v0 = v0.add(v5).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 9]));
                v15 = v15.lanewise(XOR, v0).lanewise(ROR, 8);
                v10 = v10.add(v15);
                v5 = v5.lanewise(XOR, v10).lanewise(ROR, 7);
                v1 = v1.add(v6).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 10]));
                v12 = v12.lanewise(XOR, v1).lanewise(ROR, 16);
                v11 = v11.add(v12);
                v6 = v6.lanewise(XOR, v11).lanewise(ROR, 12);
                v1 = v1.add(v6).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 11]));
                v12 = v12.lanewise(XOR, v1).lanewise(ROR, 8);
                v11 = v11.add(v12);
                v6 = v6.lanewise(XOR, v11).lanewise(ROR, 7);
                v2 = v2.add(v7).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 12]));
                v13 = v13.lanewise(XOR, v2).lanewise(ROR, 16);
                v8 = v8.add(v13);
                v7 = v7.lanewise(XOR, v8).lanewise(ROR, 12);
                v2 = v2.add(v7).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 13]));
                v13 = v13.lanewise(XOR, v2).lanewise(ROR, 8);
                v8 = v8.add(v13);
                v7 = v7.lanewise(XOR, v8).lanewise(ROR, 7);
                v3 = v3.add(v4).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 14]));
                v14 = v14.lanewise(XOR, v3).lanewise(ROR, 16);
                v9 = v9.add(v14);
                v4 = v4.lanewise(XOR, v9).lanewise(ROR, 12);
                v3 = v3.add(v4).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 15]));
                v14 = v14.lanewise(XOR, v3).lanewise(ROR, 8);
                v9 = v9.add(v14);
                v4 = v4.lanewise(XOR, v9).lanewise(ROR, 7);
            }
            h0 = v0.lanewise(XOR, v8);
            h1 = v1.lanewise(XOR, v9);
            h2 = v2.lanewise(XOR, v10);
            h3 = v3.lanewise(XOR, v11);
            h4 = v4.lanewise(XOR, v12);
            h5 = v5.lanewise(XOR, v13);
            h6 = v6.lanewise(XOR, v14);
            h7 = v7.lanewise(XOR, v15);
        }
        h0.intoArray(values, 0);
        h1.intoArray(values, LANES);
        h2.intoArray(values, 2 * LANES);
        h3.intoArray(values, 3 * LANES);
        h4.intoArray(values, 4 * LANES);
        h5.intoArray(values, 5 * LANES);
        h6.intoArray(values, 6 * LANES);
        h7.intoArray(values, 7 * LANES);
    }
}
