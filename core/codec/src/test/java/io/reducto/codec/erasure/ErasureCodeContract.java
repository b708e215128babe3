package io.reducto.codec.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of {@link ErasureCode}. */
@ExtendWith(Seed.Extension.class)
abstract class ErasureCodeContract {
    /** Room before and after the coded range in which no byte may change. */
    private static final int MARGIN_BYTES = 3;

    protected abstract ErasureCode create(Geometry geometry);

    /**
     * Whether the shards {@code present} determine {@code lost}; by default as for every code that
     * makes the most of its parity.
     */
    protected boolean isRecoverable(ErasureCode code, BitSet present, BitSet lost) {
        return lost.isEmpty() || present.cardinality() >= code.geometry().dataShards();
    }

    static Stream<Geometry> smallGeometries() {
        return IntStream.rangeClosed(1, 8)
                .boxed()
                .flatMap(k -> IntStream.rangeClosed(0, 8 - k).mapToObj(m -> new Geometry(k, m)));
    }

    @ParameterizedTest
    @MethodSource("smallGeometries")
    void everyPatternOfSmallGeometriesIsRecoveredOrRefused(Geometry geometry, Seed seed) {
        int k = geometry.dataShards();
        ErasureCode code = create(geometry);
        for (int length : new int[] {0, 1, k - 1, k, k + 1, 63, 64, 65}) {
            byte[][] stripe = Stripes.encoded(code, length + 2 * MARGIN_BYTES, seed);
            Stripes.forEachSubset(
                    geometry.totalShards(),
                    0,
                    geometry.totalShards(),
                    lost -> assertRecoveredOrRefused(code, stripe, lost, length, seed));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10+4", "6+3", "17+3"})
    void everyPatternUpToOneTooManyIsRecoveredOrRefused(String text, Seed seed) {
        ErasureCode code = create(Geometry.parse(text));
        byte[][] stripe = Stripes.encoded(code, 5 + 2 * MARGIN_BYTES, seed);
        Stripes.forEachSubset(
                code.geometry().totalShards(),
                0,
                code.geometry().parityShards() + 1,
                lost -> assertRecoveredOrRefused(code, stripe, lost, 5, seed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"200+56", "128+128", "1+255", "255+1", "256+0"})
    void mostShardsPossible(String text, Seed seed) {
        ErasureCode code = create(Geometry.parse(text));
        int m = code.geometry().parityShards();
        byte[][] stripe = Stripes.encoded(code, 70, seed);
        for (int count : new int[] {0, Math.min(1, m), m / 2, m, Math.min(m + 1, 256)}) {
            BitSet lost = Stripes.draw(256, count, seed);
            assertRecoveredOrRefused(code, stripe, lost, 64, seed);
        }
    }

    @Test
    void longRangesCrossEveryBlockOfTheLoop(Seed seed) {
        for (String text : new String[] {"4+2", "7+3", "1+2"}) {
            ErasureCode code = create(Geometry.parse(text));
            int length = seed.between(60_000, 70_000);
            byte[][] stripe = Stripes.encoded(code, length + 2 * MARGIN_BYTES, seed);
            BitSet lost =
                    Stripes.draw(
                            code.geometry().totalShards(), code.geometry().parityShards(), seed);
            assertRecoveredOrRefused(code, stripe, lost, length, seed);
            assertThat(code.isParityRight(stripe, 0, stripe[0].length)).isTrue();
        }
    }

    /** Everything missing is wanted; outside the range and in the sources no byte changes. */
    private void assertRecoveredOrRefused(
            ErasureCode code, byte[][] stripe, BitSet lost, int length, Seed seed) {
        BitSet present = code.geometry().missing(lost);
        byte[][] damaged = Stripes.damaged(stripe, lost, seed);
        byte[][] repaired = Stripes.copy(damaged);
        if (isRecoverable(code, present, lost)) {
            code.reconstruct(repaired, present, lost, MARGIN_BYTES, length);
            assertRepaired(stripe, damaged, repaired, length);
        } else {
            assertThat(code.sources(present, lost)).isEmpty();
            assertThatThrownBy(
                            () -> code.reconstruct(repaired, present, lost, MARGIN_BYTES, length))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("stripe " + code.geometry() + ": expected")
                    .hasMessageContaining(lost.toString())
                    .hasMessageContaining("found " + present.cardinality());
            assertSame(damaged, repaired);
        }
    }

    private static void assertRepaired(
            byte[][] stripe, byte[][] damaged, byte[][] repaired, int length) {
        for (int i = 0; i < stripe.length; i++) {
            byte[] expected = damaged[i].clone();
            System.arraycopy(stripe[i], MARGIN_BYTES, expected, MARGIN_BYTES, length);
            if (!Arrays.equals(expected, repaired[i])) {
                assertThat(repaired[i]).as("shard %d", i).isEqualTo(expected);
            }
        }
    }

    private static void assertSame(byte[][] expected, byte[][] found) {
        assertThat(Arrays.deepEquals(found, expected)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("smallGeometries")
    void encodingARangeIsEncodingEachOfItsBytes(Geometry geometry, Seed seed) {
        ErasureCode code = create(geometry);
        byte[][] whole = Stripes.encoded(code, 80, seed);
        byte[][] parts = Stripes.copy(whole);
        geometry.missing(Stripes.range(0, geometry.dataShards())).stream()
                .forEach(i -> Arrays.fill(parts[i], (byte) 0x5A));
        byte[][] before = Stripes.copy(parts);

        code.encode(parts, 10, 40);
        for (int i = 0; i < whole.length; i++) {
            System.arraycopy(whole[i], 10, before[i], 10, 40);
        }
        assertSame(before, parts);
        for (int p = 0; p < 80; p++) {
            code.encode(parts, p, 1);
        }
        assertSame(whole, parts);
    }

    /** Every data shard, in a range, against encoding from scratch; nothing else is touched. */
    @ParameterizedTest
    @MethodSource("smallGeometries")
    void updatingFromADeltaIsEncodingAnew(Geometry geometry, Seed seed) {
        ErasureCode code = create(geometry);
        for (int length : new int[] {0, 1, 31, 64, 77}) {
            byte[][] stripe = Stripes.encoded(code, length + 2 * MARGIN_BYTES, seed);
            for (int ordinal = 0; ordinal < geometry.dataShards(); ordinal++) {
                assertUpdated(code, stripe, ordinal, length, seed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10+4", "17+3", "128+128", "255+1"})
    void updatesOfLongShardsAreEncodingAnew(String text, Seed seed) {
        ErasureCode code = create(Geometry.parse(text));
        byte[][] stripe = Stripes.encoded(code, 5000 + 2 * MARGIN_BYTES, seed);
        for (int turn = 0; turn < 5; turn++) {
            int ordinal = seed.between(0, code.geometry().dataShards());
            assertUpdated(code, stripe, ordinal, 5000, seed);
        }
    }

    private static void assertUpdated(
            ErasureCode code, byte[][] stripe, int ordinal, int length, Seed seed) {
        byte[] delta = seed.bytes(length + 2 * MARGIN_BYTES);
        byte[][] expected = Stripes.copy(stripe);
        for (int p = MARGIN_BYTES; p < MARGIN_BYTES + length; p++) {
            expected[ordinal][p] ^= delta[p];
        }
        code.encode(expected, MARGIN_BYTES, length);
        int k = code.geometry().dataShards();
        byte[][] updated = Stripes.copy(stripe);
        Arrays.fill(updated, 0, k, new byte[0]);
        byte[] deltaBefore = delta.clone();
        code.update(updated, ordinal, delta, MARGIN_BYTES, length);
        for (int i = k; i < stripe.length; i++) {
            assertThat(Arrays.equals(updated[i], expected[i])).as("shard %d", i).isTrue();
        }
        assertThat(delta).isEqualTo(deltaBefore);
    }

    @Test
    void updatesThatCannotBeRightAreRefused() {
        ErasureCode code = create(new Geometry(2, 2));
        byte[] delta = new byte[8];
        byte[][] shards = new byte[4][8];
        assertRefused(() -> code.update(new byte[3][8], 0, delta, 0, 8), "found 3");
        assertRefused(() -> code.update(shards, 2, delta, 0, 8), "of a data shard, found 2");
        assertRefused(() -> code.update(shards, -1, delta, 0, 8), "of a data shard, found -1");
        assertRefused(() -> code.update(shards, 1, delta, 1, 8), "delta of shard 1: expected");
        assertRefused(() -> code.update(shards, 1, new byte[9], 1, 8), "shard 2: expected");
        assertRefused(() -> code.update(shards, 1, shards[2], 0, 8), "shards 2 and 1");
        shards[3] = shards[2];
        assertRefused(() -> code.update(shards, 0, delta, 0, 8), "shards 3 and 2");
    }

    @Test
    void onlyWhatIsWantedIsComputed(Seed seed) {
        ErasureCode code = create(new Geometry(5, 4));
        byte[][] stripe = Stripes.encoded(code, 33, seed);
        Stripes.forEachSubset(9, 1, 4, lost -> assertEachAlone(code, stripe, lost, seed));
    }

    private void assertEachAlone(ErasureCode code, byte[][] stripe, BitSet lost, Seed seed) {
        BitSet present = code.geometry().missing(lost);
        lost.stream()
                .filter(one -> isRecoverable(code, present, Stripes.set(one)))
                .forEach(
                        one -> {
                            byte[][] damaged = Stripes.damaged(stripe, lost, seed);
                            byte[][] repaired = Stripes.copy(damaged);
                            code.reconstruct(repaired, present, Stripes.set(one), 0, 33);
                            damaged[one] = stripe[one];
                            assertSame(damaged, repaired);
                        });
    }

    @Test
    void onlySourcesAndWantedShardsAreLookedAt(Seed seed) {
        ErasureCode code = create(new Geometry(4, 3));
        byte[][] stripe = Stripes.encoded(code, 33, seed);
        BitSet wanted = Stripes.set(1);
        BitSet available = Stripes.set(0, 2, 3, 5, 6);
        BitSet sources = code.sources(available, wanted).orElseThrow();
        byte[][] sparse = new byte[7][0];
        sources.stream().forEach(i -> sparse[i] = stripe[i]);
        sparse[1] = new byte[33];

        code.reconstruct(sparse, available, wanted, 0, 33);
        assertThat(sparse[1]).isEqualTo(stripe[1]);
        assertThat(available).as("argument").isEqualTo(Stripes.set(0, 2, 3, 5, 6));
    }

    @Test
    void nothingWantedNeedsNothing() {
        ErasureCode code = create(new Geometry(4, 2));
        assertThat(code.sources(Stripes.set(), Stripes.set())).isEqualTo(Optional.of(new BitSet()));
        code.reconstruct(new byte[6][0], Stripes.set(), Stripes.set(), 0, 0);
    }

    @Test
    void eachFlippedByteIsNoticed(Seed seed) {
        ErasureCode code = create(new Geometry(4, 2));
        byte[][] stripe = Stripes.encoded(code, 70, seed);
        assertThat(code.isParityRight(stripe, 0, 70)).isTrue();
        for (byte[] shard : stripe) {
            for (int p = 0; p < 70; p++) {
                byte right = shard[p];
                shard[p] ^= (byte) seed.between(1, 256);
                assertThat(code.isParityRight(stripe, 2, 66)).isEqualTo(p < 2 || p >= 68);
                shard[p] = right;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1+1", "1+3", "2+1", "10+4", "20+8"})
    void flippedBytesOfLongShardsAreNoticed(String text, Seed seed) {
        ErasureCode code = create(Geometry.parse(text));
        byte[][] stripe = Stripes.encoded(code, 9000, seed);
        assertThat(code.isParityRight(stripe, 0, 9000)).isTrue();
        for (int turn = 0; turn < 20; turn++) {
            byte[] shard = stripe[seed.between(0, stripe.length)];
            int p = seed.between(0, 9000);
            byte right = shard[p];
            shard[p] ^= (byte) seed.between(1, 256);
            assertThat(code.isParityRight(stripe, 0, 9000)).isFalse();
            shard[p] = right;
        }
    }

    @Test
    void withoutParityThereIsNothingToCheckOrRecover(Seed seed) {
        ErasureCode code = create(new Geometry(3, 0));
        byte[][] stripe = Stripes.random(code.geometry(), 9, seed);
        byte[][] before = Stripes.copy(stripe);
        code.encode(stripe, 0, 9);
        assertSame(before, stripe);
        assertThat(code.isParityRight(stripe, 0, 9)).isTrue();
        assertThat(code.sources(Stripes.set(0, 1), Stripes.set(2))).isEmpty();
    }

    @Test
    void shardsOfOneDataShardAreCopies(Seed seed) {
        ErasureCode code = create(new Geometry(1, 5));
        byte[][] stripe = Stripes.encoded(code, 9000, seed);
        assertThat(Stream.of(stripe)).allSatisfy(copy -> assertThat(copy).isEqualTo(stripe[0]));
    }

    @Test
    void arraysNeedNotBeEquallyLong(Seed seed) {
        ErasureCode code = create(new Geometry(2, 1));
        byte[][] stripe = {seed.bytes(12), seed.bytes(10), new byte[11]};
        code.encode(stripe, 4, 6);
        assertThat(code.isParityRight(stripe, 4, 6)).isTrue();
    }

    @Test
    void callsThatCannotBeRightAreRefused() {
        ErasureCode code = create(new Geometry(2, 2));
        assertRefused(() -> code.encode(new byte[3][8], 0, 8), "expected 4 shards, found 3");
        assertRefused(() -> code.isParityRight(new byte[5][8], 0, 8), "found 5");
        assertRefused(
                () -> code.reconstruct(new byte[5][8], Stripes.set(), Stripes.set(), 0, 8),
                "found 5");
        int[][] ranges = {{1, 8}, {9, 0}, {-1, 2}, {0, -1}, {Integer.MAX_VALUE, Integer.MAX_VALUE}};
        for (int[] range : ranges) {
            byte[][] shards = new byte[4][8];
            String place = "found %d bytes at offset %d".formatted(range[1], range[0]);
            assertRefused(() -> code.encode(shards, range[0], range[1]), place);
            assertRefused(() -> code.isParityRight(shards, range[0], range[1]), place);
            assertRefused(
                    () ->
                            code.reconstruct(
                                    shards, Stripes.set(0, 1), Stripes.set(3), range[0], range[1]),
                    place);
        }
    }

    @Test
    void ordinalsThatCannotBeRightAreRefused() {
        ErasureCode code = create(new Geometry(2, 2));
        BitSet two = Stripes.set(0, 1);
        assertRefused(() -> code.sources(two, Stripes.set(4)), "ordinals below 4, found 4");
        assertRefused(() -> code.sources(Stripes.set(0, 9), Stripes.set(1)), "found 9");
        assertRefused(() -> code.sources(two, Stripes.set(1, 2)), "wanted {1, 2}, present {0, 1}");
        assertRefused(
                () -> code.reconstruct(new byte[4][8], two, Stripes.set(1, 2), 0, 8),
                "wanted {1, 2}, present {0, 1}");
    }

    @Test
    void anArrayThatWouldBeOverwrittenAsAnotherShardIsRefused() {
        ErasureCode code = create(new Geometry(2, 2));
        byte[] same = new byte[8];
        byte[][] dataAsParity = {same, new byte[8], new byte[8], same};
        byte[][] parityTwice = {new byte[8], new byte[8], same, same};
        assertRefused(() -> code.encode(dataAsParity, 0, 8), "shards 3 and 0");
        assertRefused(() -> code.encode(parityTwice, 0, 8), "shards 3 and 2");
        assertRefused(
                () -> code.reconstruct(dataAsParity, Stripes.set(0, 1), Stripes.set(3), 0, 8),
                "shards 3 and 0");
        code.encode(new byte[][] {same, same, new byte[8], new byte[8]}, 0, 8);
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
