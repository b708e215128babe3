package io.reducto.codec.erasure;

import io.reducto.testkit.Seed;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Stripes and erasure patterns for the tests of this package. */
final class Stripes {
    private Stripes() {}

    /** k shards of random data and m of zeros, all {@code size} bytes long. */
    static byte[][] random(Geometry geometry, int size, Seed seed) {
        byte[][] shards = new byte[geometry.totalShards()][size];
        for (int i = 0; i < geometry.dataShards(); i++) {
            shards[i] = seed.bytes(size);
        }
        return shards;
    }

    /** As {@link #random}, with parity. */
    static byte[][] encoded(ErasureCode code, int size, Seed seed) {
        byte[][] shards = random(code.geometry(), size, seed);
        code.encode(shards, 0, size);
        return shards;
    }

    static byte[][] copy(byte[][] shards) {
        return Arrays.stream(shards).map(byte[]::clone).toArray(byte[][]::new);
    }

    /** A copy in which the shards {@code lost} are overwritten with noise. */
    static byte[][] damaged(byte[][] shards, BitSet lost, Seed seed) {
        byte[][] damaged = copy(shards);
        lost.stream().forEach(i -> damaged[i] = seed.bytes(shards[i].length));
        return damaged;
    }

    static BitSet set(int... ordinals) {
        BitSet set = new BitSet();
        IntStream.of(ordinals).forEach(set::set);
        return set;
    }

    static BitSet range(int from, int to) {
        BitSet set = new BitSet();
        set.set(from, to);
        return set;
    }

    /** {@code count} ordinals out of [0, total), drawn at random. */
    static BitSet draw(int total, int count, Seed seed) {
        BitSet set = new BitSet();
        while (set.cardinality() < count) {
            set.set(seed.between(0, total));
        }
        return set;
    }

    /** All sets of {@code min} to {@code max} ordinals out of [0, total). */
    static void forEachSubset(int total, int min, int max, Consumer<BitSet> action) {
        extend(
                new BitSet(),
                0,
                total,
                max,
                set -> {
                    if (set.cardinality() >= min) {
                        action.accept((BitSet) set.clone());
                    }
                });
    }

    private static void extend(
            BitSet chosen, int next, int total, int left, Consumer<BitSet> action) {
        action.accept(chosen);
        if (left == 0) {
            return;
        }
        for (int i = next; i < total; i++) {
            chosen.set(i);
            extend(chosen, i + 1, total, left - 1, action);
            chosen.clear(i);
        }
    }
}
