package io.reducto.benchmarks.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.ChunkId;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.repository.format.Digest;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured does its work: wrong results can be had at any speed. */
class BenchmarksTest {
    /** 36 bytes and parity for each chunk, and a little more. */
    private static final long RECIPE_BYTES_MAX = 100L * WritePathBenchmark.INPUT_BYTES / (16 << 10);

    @Test
    void jmhMeasuresInAProcessOfItsOwn() throws Exception {
        Meter meter = new JmhMeter(Blake3Benchmark.class, "reducto", Blake3Benchmark.INPUT_BYTES);
        assertThat(meter.gigabytesPerSecond(new Effort(1, 0, 1, 20))).isBetween(0.0001, 1000.0);
    }

    @Test
    void digestsOfOneInputAreThoseOfTheOther() throws Exception {
        Blake3Benchmark benchmark = new Blake3Benchmark();
        assertThat(benchmark.reducto()).isEqualTo(benchmark.commonsCodec());
        assertThat(benchmark.sha256())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(benchmark.input));
    }

    @Test
    void digestsOfManyInputsAreThoseOfTheOther() throws Exception {
        Blake3BatchBenchmark benchmark = new Blake3BatchBenchmark();
        byte[] ours = benchmark.reducto().clone();
        assertThat(benchmark.sha256()).isNotEqualTo(ours);
        assertThat(benchmark.commonsCodec()).isEqualTo(ours);
        int last = benchmark.ends.length - 1;
        assertThat(benchmark.ends[last]).isEqualTo(Blake3BatchBenchmark.INPUT_BYTES);
        int from = benchmark.ends[last - 1];
        ChunkId id = ChunkHasher.plain().id(benchmark.input, from, benchmark.ends[last] - from);
        assertThat(ChunkId.read(ours, ChunkId.BYTES * last)).isEqualTo(id);
    }

    @Test
    void cutsAreAsManyAsTheAverageSays() {
        int average = FastCdcBenchmark.SPEC.parameters().averageBytes();
        int expected = FastCdcBenchmark.INPUT_BYTES / average;
        assertThat(new FastCdcBenchmark().reducto()).isBetween(expected * 2 / 3, expected * 3 / 2);
    }

    @Test
    void chunksOfALongStreamAreAsManyAsTheAverageSays() {
        ChunkHashBenchmark benchmark = new ChunkHashBenchmark();
        benchmark.mebibytes = 100;
        benchmark.setUp();
        long expected = 100L * ChunkHashBenchmark.MIB / benchmark.average;
        assertThat(benchmark.cutAndHash()).isBetween(expected * 2 / 3, expected * 3 / 2);
        assertThat(benchmark.cut()).isBetween(expected * 2 / 3, expected * 3 / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4+2", "10+4"})
    void bothCodersGiveTheDataBack(String geometry) throws Exception {
        ReedSolomonBenchmark benchmark = new ReedSolomonBenchmark();
        benchmark.geometry = geometry;
        benchmark.setUp();
        byte[][] whole = copy(benchmark.reductoEncode());
        benchmark.ozoneEncode();
        assertThat(Arrays.deepEquals(benchmark.ozoneReconstruct(), Arrays.copyOf(whole, 2)))
                .as("by Ozone")
                .isTrue();
        Arrays.fill(benchmark.stripe[0], (byte) 0);
        Arrays.fill(benchmark.stripe[1], (byte) 0);
        assertThat(Arrays.deepEquals(benchmark.reductoReconstruct(), whole)).as("by us").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4+2", "12+2+2"})
    void parityIsUpdatedBackAndForth(String geometry) throws Exception {
        ReedSolomonBenchmark benchmark = new ReedSolomonBenchmark();
        benchmark.geometry = geometry;
        benchmark.setUp();
        byte[][] whole = copy(benchmark.stripe);
        assertThat(benchmark.reductoVerify()).isTrue();
        benchmark.reductoUpdate();
        assertThat(benchmark.reductoVerify()).isFalse();
        assertThat(Arrays.deepEquals(benchmark.reductoUpdate(), whole)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 19})
    void blocksComeBack(int level) {
        ZstdBenchmark benchmark = new ZstdBenchmark();
        benchmark.level = level;
        benchmark.setUp();
        assertThat(benchmark.compress()).isBetween(1, ZstdBenchmark.BLOCK_BYTES * 2 / 3);
        // The second block: compression has had the first.
        byte[] raw = benchmark.decompress();
        int at = ZstdBenchmark.BLOCK_BYTES;
        assertThat(Arrays.equals(raw, Arrays.copyOfRange(benchmark.input, at, 2 * at))).isTrue();
        benchmark.tearDown();
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "90, 10"})
    void thePathStoresWhatIsNotKnown(int known, int percentAdded) throws Exception {
        WritePathBenchmark benchmark = new WritePathBenchmark();
        benchmark.known = known;
        benchmark.setUp();
        assertThat(benchmark.whole().root()).isEqualTo(Digest.of(benchmark.input));
        long whole = benchmark.tier.storedBytes();
        assertThat(benchmark.stripe()).isPositive();
        long stripes = benchmark.tier.storedBytes();
        assertThat(whole - stripes).as("the recipe").isBetween(0L, RECIPE_BYTES_MAX);
        long raw = WritePathBenchmark.INPUT_BYTES * 3L / 2 * percentAdded / 100;
        assertThat((double) stripes / raw).as("compressed").isBetween(0.2, 0.7);
        assertThat(Digest.read(benchmark.objectDigest(), 0)).isEqualTo(Digest.of(benchmark.input));
        assertThat(benchmark.lookUp()).isGreaterThan(benchmark.cut() / 2);
        assertThat(benchmark.pack()).isBetween(stripes / 2, stripes);
        benchmark.tearDown();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void theObjectComesBack(int lost) throws Exception {
        RestoreBenchmark benchmark = new RestoreBenchmark();
        benchmark.lost = lost;
        benchmark.setUp();
        ByteArrayOutputStream out = new ByteArrayOutputStream(RestoreBenchmark.INPUT_BYTES);
        benchmark.restore(out);
        assertThat(Arrays.equals(out.toByteArray(), benchmark.input)).isTrue();
        assertThat(benchmark.restore()).isEqualTo(RestoreBenchmark.INPUT_BYTES);
        assertThat(benchmark.objectDigest()).isEqualTo(benchmark.rootBytes());
        ChunkId first = ChunkId.read(benchmark.chunkIds(), 0);
        assertThat(benchmark.isStored(first)).isTrue();
        byte[] stored = benchmark.shards().clone();
        assertThat(benchmark.decompress()).isNotEqualTo(stored);
        benchmark.tearDown();
    }

    private static byte[][] copy(byte[][] shards) {
        return Arrays.stream(shards).map(byte[]::clone).toArray(byte[][]::new);
    }
}
