package io.reducto.repository.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.LineageId;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.erasure.ReedSolomon;
import io.reducto.codec.pack.Pack;
import io.reducto.codec.shard.StripeEncoder;
import io.reducto.repository.format.ShardPlacement;
import io.reducto.repository.format.Stripe;
import io.reducto.testkit.Seed;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.StoreOperation;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Seed.Extension.class)
class StripeTest {
    private static final Geometry FOUR_PLUS_TWO = new Geometry(4, 2);

    @TempDir Path folder;

    private final ExecutorService executor = Executors.newFixedThreadPool(6);
    private TestVolumes volumes;
    private SampleStripe sample;

    @BeforeEach
    void makeSample(Seed seed) {
        sample = new SampleStripe(seed);
        volumes = new TestVolumes(folder);
    }

    @AfterEach
    void close() {
        volumes.close();
        executor.shutdownNow();
    }

    @Test
    void readsNothingButDataShardsAsLongAsTheyAnswer() throws Exception {
        Stripe stripe = write(volumes.make(6));
        assertThat(stripe.missing().isEmpty()).isTrue();
        volumes.forgetRequests();

        sample.checkReadable(stripe, volumes.reader());

        for (int ordinal = 0; ordinal < 6; ordinal++) {
            String volume = StripeReader.volumeName(stripe, ordinal).orElseThrow();
            if (ordinal < 4) {
                assertThat(volumes.reads(volume)).as("data on %s", volume).isPositive();
            } else {
                assertThat(volumes.reads(volume)).as("parity on %s", volume).isZero();
            }
        }
    }

    @Test
    void everyPairOfVolumesMayBeDestroyed() throws Exception {
        for (int a = 0; a < 6; a++) {
            for (int b = a + 1; b < 6; b++) {
                Path place = folder.resolve("without" + a + b);
                try (TestVolumes fresh = new TestVolumes(place)) {
                    Stripe stripe = write(fresh.make(6));
                    fresh.destroy("v" + a);
                    fresh.destroy("v" + b);
                    sample.checkReadable(stripe, fresh.reader());
                }
            }
        }
    }

    @Test
    void aDegradedBlockCostsKRequestsAndMetadataIsReadOnce() throws Exception {
        Stripe stripe = write(volumes.make(6));
        volumes.forgetRequests();
        sample.checkReadable(stripe, volumes.reader());
        long healthy = volumes.requests(StoreOperation.READ);
        for (int ordinal : new int[] {0, 2}) {
            volumes.destroy(StripeReader.volumeName(stripe, ordinal).orElseThrow());
        }
        volumes.forgetRequests();
        try (ReadThreads threads = new ReadThreads()) {
            StripeReader reader = volumes.reader(threads);
            sample.checkReadable(stripe, reader);
            assertThat(volumes.requests(StoreOperation.READ_TAIL))
                    .as("metadata of four shards, and two that are gone")
                    .isEqualTo(6);
            assertThat(volumes.requests(StoreOperation.READ))
                    .as("four for each piece of a lost shard, one for others, two to find out")
                    .isLessThanOrEqualTo(4 * healthy + 2);

            volumes.forgetRequests();
            sample.checkReadable(stripe, reader);
            assertThat(volumes.requests(StoreOperation.READ_TAIL)).isZero();
            assertThat(volumes.requests(StoreOperation.READ)).isLessThan(4 * healthy);
        }
    }

    @Test
    void oneReaderServesManyThreadsAndItsThreadsEndWithIt() throws Exception {
        Stripe stripe = write(volumes.make(6));
        volumes.destroy(StripeReader.volumeName(stripe, 1).orElseThrow());
        try (ReadThreads threads = new ReadThreads()) {
            StripeReader reader = volumes.reader(threads);
            List<Future<?>> readings = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                readings.add(
                        executor.submit(
                                () -> {
                                    sample.checkReadable(stripe, reader);
                                    return null;
                                }));
            }
            for (Future<?> reading : readings) {
                reading.get();
            }
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("reducto-read")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as("%s", thread).isFalse();
            }
        }
    }

    @Test
    void cellsThatAreWrongInThreeShardsButNowhereTogetherAreHealed() throws Exception {
        Stripe stripe = write(volumes.make(6));
        for (int ordinal = 0; ordinal < 3; ordinal++) {
            byte[] shard = get(stripe, ordinal);
            int cell = ordinal << 16;
            for (int at = 0; at < 1 << 16; at += 1000) {
                shard[EnvelopeFormat.HEADER_BYTES + cell + at] ^= 1;
            }
            put(stripe, ordinal, shard);
        }
        byte[] whole = new byte[1 << 16];
        StripeReader reader = volumes.reader();
        for (int at = 0; at + whole.length <= stripe.packLength(); at += whole.length) {
            reader.readChecked(stripe, new PackRange(at, whole.length), whole, 0);
            assertThat(whole)
                    .isEqualTo(Arrays.copyOfRange(sample.pack.file(), at, at + whole.length));
        }
    }

    @Test
    void shardsThatComeBackAreReadAgain() throws Exception {
        Stripe stripe = write(volumes.make(6));
        StripeReader reader = volumes.reader();
        byte[][] shards = new byte[3][];
        for (int ordinal = 0; ordinal < 3; ordinal++) {
            shards[ordinal] = get(stripe, ordinal);
            volumes.store(stripe, ordinal).delete(name(ordinal));
        }
        assertThatThrownBy(() -> sample.checkReadable(stripe, reader))
                .isInstanceOf(StripeException.class);
        for (int ordinal = 0; ordinal < 3; ordinal++) {
            put(stripe, ordinal, shards[ordinal]);
        }
        sample.checkReadable(stripe, reader);
    }

    @Test
    void threeLostVolumesAreAnErrorAndNeverWrongBytes() throws Exception {
        Stripe stripe = write(volumes.make(6));
        for (int mask = 0; mask < 1 << 6; mask++) {
            StripeReader rest = volumes.readerWithout(mask);
            if (Integer.bitCount(mask) <= 2) {
                sample.checkReadable(stripe, rest);
            } else {
                assertThatThrownBy(() -> sample.checkReadable(stripe, rest))
                        .isInstanceOf(StripeException.class)
                        .hasMessageContaining("pack " + SampleStripe.ID)
                        .hasMessageContaining("expected 4 of 6 shards")
                        .hasMessageFindingMatch("found [0-3] at most");
            }
        }
    }

    @Test
    void flippedBitsAnywhereInTwoShardsAreHealedAndInThreeAreAnError(Seed seed) throws Exception {
        Stripe stripe = write(volumes.make(6));
        for (int round = 0; round < 40; round++) {
            int first = seed.between(0, 6);
            int second = (first + seed.between(1, 6)) % 6;
            byte[] one = flip(stripe, first, seed);
            byte[] two = flip(stripe, second, seed);

            sample.checkReadable(stripe, volumes.reader());

            put(stripe, first, one);
            put(stripe, second, two);
        }
        for (int ordinal : new int[] {0, 1, 2}) {
            byte[] shard = get(stripe, ordinal);
            for (int at = EnvelopeFormat.HEADER_BYTES; at < shard.length; at += 1000) {
                shard[at] ^= 1;
            }
            put(stripe, ordinal, shard);
        }
        assertThatThrownBy(() -> sample.checkReadable(stripe, volumes.reader()))
                .isInstanceOf(StripeException.class)
                .hasMessageContaining("corrupt")
                .hasMessageContaining("volume ");
    }

    @Test
    void shardsThatAreSwappedTruncatedOrOfAnotherEpochAreNotBelieved() throws Exception {
        Stripe stripe = write(volumes.make(6));
        byte[][] shards = new byte[6][];
        for (int i = 0; i < 6; i++) {
            shards[i] = get(stripe, i);
        }
        Pack pack = sample.pack;
        Pack stale =
                new Pack(
                        pack.id(),
                        new LineageId(9, 9),
                        2,
                        new byte[32],
                        pack.entryCount(),
                        pack.trailerBytes(),
                        scrambled(pack),
                        pack.length());
        byte[][] others = new StripeEncoder(ReedSolomon.of(FOUR_PLUS_TWO)).encode(stale);

        put(stripe, 0, shards[1]);
        put(stripe, 1, shards[0]);
        sample.checkReadable(stripe, volumes.reader());

        put(stripe, 0, Arrays.copyOf(shards[0], shards[0].length / 2));
        put(stripe, 1, new byte[0]);
        sample.checkReadable(stripe, volumes.reader());

        put(stripe, 0, shards[0]);
        put(stripe, 1, shards[1]);
        put(stripe, 3, others[3]);
        put(stripe, 5, others[5]);
        sample.checkReadable(stripe, volumes.reader());
    }

    @Test
    void aVolumeThatIsDownWhileWritingLeavesADegradedStripe() throws Exception {
        List<Volume> six = volumes.make(6);
        volumes.destroy("v3");

        Stripe stripe = write(six);

        assertThat(stripe.missing().cardinality()).isEqualTo(1);
        assertThat(volumeNames(stripe)).doesNotContain("v3");
        sample.checkReadable(stripe, volumes.reader());
    }

    @Test
    void aSpareVolumeTakesTheShardOfOneThatIsDown() throws Exception {
        List<Volume> eight = volumes.make(8);
        volumes.destroy("v0");
        volumes.destroy("v5");

        Stripe stripe = write(eight);

        assertThat(stripe.missing().isEmpty()).isTrue();
        assertThat(volumeNames(stripe)).doesNotContain("v0", "v5").doesNotHaveDuplicates();
        sample.checkReadable(stripe, volumes.reader());
    }

    @Test
    void fewerShardsThanDurabilityNeedsAreRefused() throws Exception {
        List<Volume> six = volumes.make(6);
        volumes.destroy("v0");
        volumes.destroy("v1");

        assertThatThrownBy(() -> write(six))
                .isInstanceOf(StripeException.class)
                .hasMessageContaining("expected 5 shards or more")
                .hasMessageContaining("could write 4")
                .hasMessageContaining("v0")
                .hasMessageContaining("v1");
        assertThatThrownBy(() -> new Tier("hot", FOUR_PLUS_TWO, six.subList(0, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs 5 volumes");
    }

    @Test
    void replicationAndStripingWithoutParityWork() throws Exception {
        for (String geometry : List.of("1+0", "1+2", "3+0", "2+1")) {
            try (TestVolumes fresh = new TestVolumes(folder.resolve(geometry))) {
                Tier tier = new Tier("t", Geometry.parse(geometry), fresh.make(3));
                Stripe stripe = new StripeWriter(tier, executor).write(sample.pack);
                sample.checkReadable(stripe, fresh.reader());
            }
        }
    }

    @Test
    void placementSpreadsShardsAndDomains(Seed seed) {
        List<Volume> twelve = volumes.make(12);
        int[] firsts = new int[12];
        for (int i = 0; i < 2400; i++) {
            List<Volume> order =
                    PlacementPolicy.order(io.reducto.codec.PackId.read(seed.bytes(16), 0), twelve);
            assertThat(order).hasSize(12).doesNotHaveDuplicates();
            assertThat(order.subList(0, 6).stream().map(Volume::domain).distinct()).hasSize(6);
            firsts[twelve.indexOf(order.get(0))]++;
        }
        for (int count : firsts) {
            assertThat(count).isBetween(130, 280);
        }
    }

    private Stripe write(List<Volume> in) throws Exception {
        return new StripeWriter(new Tier("hot", FOUR_PLUS_TWO, in), executor).write(sample.pack);
    }

    private static byte[] scrambled(Pack pack) {
        byte[] file = Arrays.copyOf(pack.file(), pack.length());
        for (int i = 0; i < file.length; i += 7) {
            file[i]++;
        }
        return file;
    }

    /** Flips a bit in every fourth KiB, the metadata included; returns what was there. */
    private byte[] flip(Stripe stripe, int ordinal, Seed seed) throws ObjectStoreException {
        byte[] shard = get(stripe, ordinal);
        byte[] before = shard.clone();
        for (int at = seed.between(0, 4096); at < shard.length; at += 4096) {
            shard[at] ^= (byte) (1 << seed.between(0, 8));
        }
        put(stripe, ordinal, shard);
        return before;
    }

    private byte[] get(Stripe stripe, int ordinal) throws ObjectStoreException {
        return volumes.store(stripe, ordinal).readTail(name(ordinal), 64 << 20).bytes();
    }

    private void put(Stripe stripe, int ordinal, byte[] shard) throws ObjectStoreException {
        volumes.store(stripe, ordinal).delete(name(ordinal));
        volumes.store(stripe, ordinal).putIfAbsent(name(ordinal), ByteBuffer.wrap(shard));
    }

    private static ObjectName name(int ordinal) {
        return ShardNames.name(SampleStripe.ID, ordinal);
    }

    private static List<String> volumeNames(Stripe stripe) {
        return stripe.shards().stream().map(ShardPlacement::volume).toList();
    }
}
