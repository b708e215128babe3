package io.reducto.codec.digest;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel with as many lanes as the machine has: every lane works on a node of its own, block
 * after block, and takes the next one from the list when it has finished. A step compresses one
 * block in every lane.
 *
 * <p>Compiled apart and loaded by name: {@code jdk.incubator.vector} may be missing where it runs.
 */
final class VectorBlake3Kernel implements Blake3Kernel {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> PAIRS = SPECIES.withLanes(long.class);
    private static final int LANES = SPECIES.length();

    private static final int IDLE = -1;

    private static final int LANES_MIN = 8;

    /** Fewer nodes than this are faster one by one. */
    private static final int LANES_WORTH = Math.max(2, LANES / 5);

    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int ROUNDS = 7;
    private static final int BLOCK_WORDS = 16;
    private static final int BLOCK_PAIRS = 8;
    private static final int CV_WORDS = 8;
    private static final int[] SCHEDULE = schedule();

    private static final long LOW_WORD = 0xFFFFFFFFL;

    private static final int IV0 = 0x6A09E667;
    private static final int IV1 = 0xBB67AE85;
    private static final int IV2 = 0x3C6EF372;
    private static final int IV3 = 0xA54FF53A;

    /** Words 2p and 2p + 1 of lane j of the block at hand, at {@code p · LANES + pair(j)}. */
    private final long[] pairs = new long[BLOCK_PAIRS * LANES];

    /** Word w of lane j of the block at hand, at {@code w · LANES + j}. */
    private final int[] words = new int[BLOCK_WORDS * LANES];

    /** Word w of the chaining value of lane j, at {@code w · LANES + j}. */
    private final int[] values = new int[CV_WORDS * LANES];

    private final int[] countersLow = new int[LANES];
    private final int[] countersHigh = new int[LANES];
    private final int[] blockLengths = new int[LANES];
    private final int[] blockFlags = new int[LANES];

    /** Of each lane: the ordinal of its node in the list, or {@link #IDLE}. */
    private final int[] nodeOf = new int[LANES];

    /** Of each lane: where its next block begins. */
    private final int[] offsets = new int[LANES];

    /** Of each lane: bytes of its node that are not compressed yet. */
    private final int[] left = new int[LANES];

    /** Of each lane: flags of its node and of the domain. */
    private final int[] nodeFlags = new int[LANES];

    private final byte[] tail = new byte[BLOCK_BYTES];
    private final Blake3Kernel scalar = new ScalarBlake3Kernel();

    /** Refuses a machine with so few lanes that the scalar kernel is faster. */
    VectorBlake3Kernel() {
        if (LANES < LANES_MIN) {
            throw new UnsupportedOperationException(
                    "lanes: expected %d or more, found %d".formatted(LANES_MIN, LANES));
        }
    }

    /**
     * Where message words stand in {@link #words}, in the order in which {@link #compressBlocks}
     * adds them: for each half of a round four, then four. Behind columns diagonals are in mirrored
     * order.
     */
    private static int[] schedule() {
        int[] permutation = {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8};
        int[] added = {0, 2, 4, 6, 1, 3, 5, 7, 8, 14, 12, 10, 9, 15, 13, 11};
        int[] order = new int[ROUNDS * BLOCK_WORDS];
        int[] round = new int[BLOCK_WORDS];
        for (int i = 0; i < BLOCK_WORDS; i++) {
            round[i] = i;
        }
        for (int r = 0; r < ROUNDS; r++) {
            int[] next = new int[BLOCK_WORDS];
            for (int i = 0; i < BLOCK_WORDS; i++) {
                order[r * BLOCK_WORDS + i] = round[added[i]] * LANES;
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
    public void compress(Blake3Domain domain, byte[] in, Blake3Nodes nodes, byte[] out) {
        int count = nodes.count();
        if (count < LANES_WORTH) {
            scalar.compress(domain, in, nodes, out);
            return;
        }
        int next = Math.min(LANES, count);
        for (int j = 0; j < LANES; j++) {
            if (j < next) {
                begin(domain, nodes, j, j);
            } else {
                rest(j);
            }
        }
        for (int busy = next; busy > 0; ) {
            readBlocks(in);
            transpose();
            compressBlocks();
            for (int j = 0; j < LANES; j++) {
                if (nodeOf[j] == IDLE || advance(j)) {
                    continue;
                }
                write(out, nodes.outs[nodeOf[j]], j);
                if (next < count) {
                    begin(domain, nodes, next, j);
                    next++;
                } else {
                    rest(j);
                    busy--;
                }
            }
        }
    }

    private void begin(Blake3Domain domain, Blake3Nodes nodes, int node, int lane) {
        nodeOf[lane] = node;
        offsets[lane] = nodes.offsets[node];
        left[lane] = nodes.lengths[node];
        countersLow[lane] = (int) nodes.counters[node];
        countersHigh[lane] = (int) (nodes.counters[node] >>> 32);
        int flags = domain.flags | nodes.flags[node];
        nodeFlags[lane] = flags;
        setBlock(lane, flags | (flags >>> Byte.SIZE));
        for (int w = 0; w < CV_WORDS; w++) {
            values[w * LANES + lane] = (int) INTS.get(domain.key, Integer.BYTES * w);
        }
    }

    private void rest(int lane) {
        nodeOf[lane] = IDLE;
        offsets[lane] = 0;
        blockLengths[lane] = 0;
    }

    /** Whether the node goes on after the block that has been compressed. */
    private boolean advance(int lane) {
        offsets[lane] += BLOCK_BYTES;
        left[lane] -= BLOCK_BYTES;
        if (left[lane] <= 0) {
            return false;
        }
        setBlock(lane, nodeFlags[lane]);
        return true;
    }

    private void setBlock(int lane, int flags) {
        boolean isLast = left[lane] <= BLOCK_BYTES;
        blockLengths[lane] = isLast ? left[lane] : BLOCK_BYTES;
        blockFlags[lane] = (isLast ? flags | (nodeFlags[lane] >>> (2 * Byte.SIZE)) : flags) & 0xFF;
    }

    private void write(byte[] out, int offset, int lane) {
        for (int w = 0; w < CV_WORDS; w++) {
            INTS.set(out, offset + Integer.BYTES * w, values[w * LANES + lane]);
        }
    }

    /** The next block of each lane, two words at a time; idle lanes have blocks of no length. */
    private void readBlocks(byte[] in) {
        long[] pairs = this.pairs;
        for (int j = 0; j < LANES; j++) {
            byte[] from = in;
            int offset = offsets[j];
            int length = blockLengths[j];
            if (length < BLOCK_BYTES) {
                System.arraycopy(in, offset, tail, 0, length);
                Arrays.fill(tail, length, BLOCK_BYTES, (byte) 0);
                from = tail;
                offset = 0;
            }
            int to = (j >> 1) + (j & 1) * (LANES / 2);
            for (int p = 0; p < BLOCK_PAIRS; p++) {
                pairs[p * LANES + to] = (long) LONGS.get(from, offset + Long.BYTES * p);
            }
        }
    }

    /*
     * No helper methods between here and the Vector API, and no more than this in one method: the
     * compiler stops inlining when the graph gets large, and a vector that is handed to a method
     * becomes an object. With two helpers of one line each this ran at a tenth of its speed, and with
     * both methods in one at a thirtieth.
     *
     * Half a round a turn, for the same reason. A whole round, eight operations too many, is compiled
     * entirely where nothing else uses vectors. Beside the kernel of the erasure codes the graph got
     * larger, and the last two lines of the method left six objects behind each step.
     *
     * Tried on JDK 17, nanoseconds for a step of 16 lanes on an AMD EPYC: words written one by one where
     * lanes want them 94, in pairs and parted here 62; the compression 208, with the operations of one G
     * after those of another 222, with message words in 16 variables 280, with rotation by a vector of
     * counts 18,000. Before JDK 18 a rotation is two shifts and an or; that of the C library is one
     * instruction.
     */

    /** Parts {@link #pairs} into {@link #words}: even lanes from the lower half of a row. */
    private void transpose() {
        LongVector low = LongVector.broadcast(PAIRS, LOW_WORD);
        LongVector high = LongVector.broadcast(PAIRS, ~LOW_WORD);
        for (int p = 0; p < BLOCK_PAIRS; p++) {
            int row = p * LANES;
            LongVector even = LongVector.fromArray(PAIRS, pairs, row);
            LongVector odd = LongVector.fromArray(PAIRS, pairs, row + LANES / 2);
            even.and(low)
                    .or(odd.lanewise(LSHL, Integer.SIZE))
                    .reinterpretAsInts()
                    .intoArray(words, 2 * row);
            even.lanewise(LSHR, Integer.SIZE)
                    .or(odd.and(high))
                    .reinterpretAsInts()
                    .intoArray(words, 2 * row + LANES);
        }
    }

    /** Compresses {@link #words} of every lane into its {@link #values}. */
    private void compressBlocks() {
        int[] words = this.words;
        int[] values = this.values;
        IntVector v0 = IntVector.fromArray(SPECIES, values, 0);
        IntVector v1 = IntVector.fromArray(SPECIES, values, LANES);
        IntVector v2 = IntVector.fromArray(SPECIES, values, 2 * LANES);
        IntVector v3 = IntVector.fromArray(SPECIES, values, 3 * LANES);
        IntVector v4 = IntVector.fromArray(SPECIES, values, 4 * LANES);
        IntVector v5 = IntVector.fromArray(SPECIES, values, 5 * LANES);
        IntVector v6 = IntVector.fromArray(SPECIES, values, 6 * LANES);
        IntVector v7 = IntVector.fromArray(SPECIES, values, 7 * LANES);
        IntVector v8 = IntVector.broadcast(SPECIES, IV0);
        IntVector v9 = IntVector.broadcast(SPECIES, IV1);
        IntVector v10 = IntVector.broadcast(SPECIES, IV2);
        IntVector v11 = IntVector.broadcast(SPECIES, IV3);
        IntVector v12 = IntVector.fromArray(SPECIES, countersLow, 0);
        IntVector v13 = IntVector.fromArray(SPECIES, countersHigh, 0);
        IntVector v14 = IntVector.fromArray(SPECIES, blockLengths, 0);
        IntVector v15 = IntVector.fromArray(SPECIES, blockFlags, 0);
        for (int order = 0; order < ROUNDS * BLOCK_WORDS; order += CV_WORDS) {
            v0 = v0.add(v4).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 0]));
            v1 = v1.add(v5).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 1]));
            v2 = v2.add(v6).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 2]));
            v3 = v3.add(v7).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 3]));
            v12 = v12.lanewise(XOR, v0).lanewise(ROR, 16);
            v13 = v13.lanewise(XOR, v1).lanewise(ROR, 16);
            v14 = v14.lanewise(XOR, v2).lanewise(ROR, 16);
            v15 = v15.lanewise(XOR, v3).lanewise(ROR, 16);
            v8 = v8.add(v12);
            v9 = v9.add(v13);
            v10 = v10.add(v14);
            v11 = v11.add(v15);
            v4 = v4.lanewise(XOR, v8).lanewise(ROR, 12);
            v5 = v5.lanewise(XOR, v9).lanewise(ROR, 12);
            v6 = v6.lanewise(XOR, v10).lanewise(ROR, 12);
            v7 = v7.lanewise(XOR, v11).lanewise(ROR, 12);
            v0 = v0.add(v4).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 4]));
            v1 = v1.add(v5).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 5]));
            v2 = v2.add(v6).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 6]));
            v3 = v3.add(v7).add(IntVector.fromArray(SPECIES, words, SCHEDULE[order + 7]));
            v12 = v12.lanewise(XOR, v0).lanewise(ROR, 8);
            v13 = v13.lanewise(XOR, v1).lanewise(ROR, 8);
            v14 = v14.lanewise(XOR, v2).lanewise(ROR, 8);
            v15 = v15.lanewise(XOR, v3).lanewise(ROR, 8);
            v8 = v8.add(v12);
            v9 = v9.add(v13);
            v10 = v10.add(v14);
            v11 = v11.add(v15);
            v4 = v4.lanewise(XOR, v8).lanewise(ROR, 7);
            v5 = v5.lanewise(XOR, v9).lanewise(ROR, 7);
            v6 = v6.lanewise(XOR, v10).lanewise(ROR, 7);
            v7 = v7.lanewise(XOR, v11).lanewise(ROR, 7);
            // From columns to diagonals, or back.
            IntVector v = v1;
            v1 = v3;
            v3 = v;
            v = v4;
            v4 = v5;
            v5 = v;
            v = v6;
            v6 = v7;
            v7 = v;
            v = v8;
            v8 = v10;
            v10 = v;
            v = v12;
            v12 = v15;
            v15 = v;
            v = v13;
            v13 = v14;
            v14 = v;
        }
        v0.lanewise(XOR, v8).intoArray(values, 0);
        v1.lanewise(XOR, v9).intoArray(values, LANES);
        v2.lanewise(XOR, v10).intoArray(values, 2 * LANES);
        v3.lanewise(XOR, v11).intoArray(values, 3 * LANES);
        v4.lanewise(XOR, v12).intoArray(values, 4 * LANES);
        v5.lanewise(XOR, v13).intoArray(values, 5 * LANES);
        v6.lanewise(XOR, v14).intoArray(values, 6 * LANES);
        v7.lanewise(XOR, v15).intoArray(values, 7 * LANES);
    }
}
