package io.reducto.repository.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.shard.ShardFormat;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.format.StripeBytes;
import io.reducto.testkit.Seed;
import io.reducto.tier.StoreOperation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Stripes of four data shards in two groups, with one global parity. */
@ExtendWith(Seed.Extension.class)
class LocalGroupsTest {
    private static final Geometry FOUR_TWO_ONE = Geometry.parse("4+2+1");

    @TempDir Path folder;

    private final ExecutorService executor = Executors.newFixedThreadPool(7);
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

    private Stripe write(List<Volume> in) throws Exception {
        return new StripeWriter(new Tier("hot", FOUR_TWO_ONE, in), executor).write(sample.pack);
    }

    @Test
    void theCatalogueKeepsTheGroups() throws Exception {
        Stripe stripe = write(volumes.make(7));
        assertThat(stripe.code()).isEqualTo(ShardFormat.CODE_LOCAL_RECONSTRUCTION);
        assertThat(stripe.geometry()).isEqualTo(FOUR_TWO_ONE);
        byte[] bytes = StripeBytes.write(stripe);
        assertThat(StripeBytes.read(bytes)).isEqualTo(stripe);
        int code = 1 + 16 + 1 + "hot".length();
        assertThat(Arrays.copyOfRange(bytes, code, code + 2))
                .as("zigzag varint of 2 + 256 · 2")
                .containsExactly(0x84, 0x08);
        bytes[code] = (byte) 0x82;
        assertThatThrownBy(() -> StripeBytes.read(bytes))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("local groups of code 2 and of no other");
    }

    @Test
    void oneLostShardIsReadFromItsGroup() throws Exception {
        Stripe stripe = write(volumes.make(7));
        volumes.destroy(StripeReader.volumeName(stripe, 2).orElseThrow());
        volumes.forgetRequests();
        sample.checkReadable(stripe, volumes.reader());
        assertThat(volumes.requests(StoreOperation.READ_TAIL))
                .as("metadata of shards 3 and 5, and of the one that is gone")
                .isLessThanOrEqualTo(3);
        for (int other : new int[] {4, 6}) {
            String volume = StripeReader.volumeName(stripe, other).orElseThrow();
            assertThat(volumes.reads(volume)).as("parity %d", other).isZero();
        }
    }

    @Test
    void everyPairOfVolumesMayBeDestroyed() throws Exception {
        for (int a = 0; a < 7; a++) {
            for (int b = a + 1; b < 7; b++) {
                try (TestVolumes fresh = new TestVolumes(folder.resolve("without" + a + b))) {
                    Stripe stripe = write(fresh.make(7));
                    fresh.destroy("v" + a);
                    fresh.destroy("v" + b);
                    sample.checkReadable(stripe, fresh.reader());
                }
            }
        }
    }

    /** With six of seven shards one more may be lost; with five that is not so of every one. */
    @Test
    void durableIsWhatSurvivesOneLossMore() throws Exception {
        assertThat(Tier.durableShards(FOUR_TWO_ONE)).isEqualTo(6);
        assertThat(Tier.durableShards(Geometry.parse("12+2+2"))).isEqualTo(14);
        assertThat(Tier.durableShards(new Geometry(4, 2))).isEqualTo(5);
        assertThat(Tier.durableShards(new Geometry(4, 0))).isEqualTo(4);
        List<Volume> seven = volumes.make(7);
        volumes.destroy("v0");
        sample.checkReadable(write(seven), volumes.reader());
        volumes.destroy("v1");
        assertThatThrownBy(() -> write(seven))
                .isInstanceOf(StripeException.class)
                .hasMessageContaining("expected 6 shards or more");
    }
}
