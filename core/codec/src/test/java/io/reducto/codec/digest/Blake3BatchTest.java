package io.reducto.codec.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.ChunkId;
import io.reducto.codec.FreshJvm;
import io.reducto.testkit.Golden;
import io.reducto.testkit.Seed;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many spans in one call have the digests that each has alone, whatever their lengths. */
@ExtendWith(Seed.Extension.class)
class Blake3BatchTest {
    private static final int SPANS_MOST = 70;
    private static final byte[] KEY = Blake3Contract.KEY.getBytes(StandardCharsets.US_ASCII);

    /** In these the shape of a tree, of a leaf or of a group changes. */
    private static final int[] EDGES = {
        0, 1, 63, 64, 65, 127, 128, 1023, 1024, 1025, 1088, 2047, 2048, 2049, 3072, 3073, 4096,
        5120, 5121, 8192, 16384, 16385, 65536
    };

    static Stream<Blake3Kernel> kernels() {
        return Stream.of(new ScalarBlake3Kernel(), Blake3Kernel.best());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyNumberOfSpansOfEveryEdge(Blake3Kernel kernel, Seed seed) {
        byte[] data = seed.bytes(1 << 17);
        for (int count = 0; count <= SPANS_MOST; count++) {
            int[] lengths = new int[count];
            for (int i = 0; i < count; i++) {
                lengths[i] = EDGES[seed.between(0, EDGES.length)];
            }
            check(kernel, seed, data, lengths);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyNumberOfSpansOfOneLength(Blake3Kernel kernel, Seed seed) {
        byte[] data = seed.bytes(1 << 14);
        for (int length : new int[] {0, 1, 64, 1023, 1024, 1025, 3000, 8192}) {
            for (int count = 1; count <= SPANS_MOST; count++) {
                int[] lengths = new int[count];
                Arrays.fill(lengths, length);
                check(kernel, seed, data, lengths);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void spansOfRandomLengths(Blake3Kernel kernel, Seed seed) {
        byte[] data = seed.bytes(1 << 17);
        for (int round = 0; round < 60; round++) {
            int[] lengths = new int[seed.between(1, SPANS_MOST)];
            int longest = 1 << seed.between(1, 17);
            Arrays.setAll(lengths, i -> seed.between(0, longest));
            check(kernel, seed, data, lengths);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void officialVectors(Blake3Kernel kernel) {
        List<byte[]> expected = new ArrayList<>();
        List<byte[]> expectedKeyed = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        for (String line : Golden.lines("blake3/v1/vectors.tsv")) {
            String[] columns = line.split("\t", -1);
            lengths.add(Integer.valueOf(columns[0]));
            expected.add(HexFormat.of().parseHex(columns[1].substring(0, 64)));
            expectedKeyed.add(HexFormat.of().parseHex(columns[2].substring(0, 64)));
        }
        byte[] input = Blake3Contract.pattern(102_400);
        int[] each = lengths.stream().mapToInt(Integer::intValue).toArray();
        assertThat(digests(kernel, Blake3Domain.HASH, input, new int[each.length], each))
                .containsExactlyElementsOf(expected);
        assertThat(digests(kernel, Blake3Domain.keyed(KEY), input, new int[each.length], each))
                .containsExactlyElementsOf(expectedKeyed);
    }

    @Test
    void longSpansStandBetweenShortOnes(Seed seed) {
        byte[] data = seed.bytes(9 << 20);
        int most = Blake3Batch.SPAN_BYTES_MAX;
        int[] lengths = {
            5000, most, most + 1, 0, 4 << 20, 1, 1024, most, most, most, most, most - 1, 70_000, 0
        };
        int[] ends = new int[lengths.length];
        int end = 3;
        for (int i = 0; i < lengths.length; i++) {
            end += lengths[i];
            ends[i] = end;
        }
        ChunkHasher hasher = ChunkHasher.keyed(KEY);
        for (int count = 0; count <= lengths.length; count++) {
            byte[] ids = new byte[(lengths.length + 1) * ChunkId.BYTES];
            hasher.hashEach(data, 3, ends, count, ids);
            for (int i = 0; i < count; i++) {
                assertThat(ChunkId.read(ids, i * ChunkId.BYTES))
                        .as("span %d of %d", i, count)
                        .isEqualTo(hasher.id(data, ends[i] - lengths[i], lengths[i]));
            }
            assertThat(Arrays.copyOfRange(ids, count * ChunkId.BYTES, ids.length)).containsOnly(0);
        }
    }

    /**
     * Vectors are objects until the compiler has seen to it that they are not; so it may take a
     * while.
     */
    @ParameterizedTest
    @ValueSource(strings = {"scalar", "best"})
    void inTheEndNothingIsAllocated(String kernel) throws Exception {
        assertThat(FreshJvm.least(Calls.class, kernel)).isZero();
    }

    /** Prints how many bytes the last of many calls has allocated. */
    static final class Calls {
        private static final int CALLS_MAX = 20_000;
        private static final int[] LENGTHS = {8000, 12_001, 0, 1, 40_000, 100_000};

        private Calls() {}

        public static void main(String[] arguments) {
            Blake3Kernel kernel =
                    arguments[0].equals("scalar") ? new ScalarBlake3Kernel() : Blake3Kernel.best();
            byte[] data = Seed.of(7).bytes(1 << 19);
            byte[] out = new byte[LENGTHS.length * Blake3.BYTES];
            Blake3Batch batch = new Blake3Batch(Blake3Domain.HASH, kernel);
            var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocated = Long.MAX_VALUE;
            for (int call = 0; call < CALLS_MAX && allocated > 0; call++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int length : LENGTHS) {
                    batch.add(length, length);
                }
                batch.finish(data, out, 0);
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            System.out.println(allocated);
        }
    }

    /** Spans at random places, overlapping or not, in a hash and with a key. */
    private static void check(Blake3Kernel kernel, Seed seed, byte[] data, int[] lengths) {
        int[] offsets = new int[lengths.length];
        Arrays.setAll(offsets, i -> seed.between(0, data.length - lengths[i] + 1));
        for (Blake3Domain domain : List.of(Blake3Domain.HASH, Blake3Domain.keyed(KEY))) {
            List<byte[]> expected = new ArrayList<>();
            Blake3 single = new Blake3(domain, new ScalarBlake3Kernel());
            for (int i = 0; i < lengths.length; i++) {
                single.reset().update(data, offsets[i], lengths[i]);
                expected.add(Blake3Contract.output(single, Blake3.BYTES));
            }
            assertThat(digests(kernel, domain, data, offsets, lengths))
                    .as("%s, %d spans", kernel.name(), lengths.length)
                    .containsExactlyElementsOf(expected);
        }
    }

    private static List<byte[]> digests(
            Blake3Kernel kernel, Blake3Domain domain, byte[] data, int[] offsets, int[] lengths) {
        Blake3Batch batch = new Blake3Batch(domain, kernel);
        byte[] out = new byte[1 + lengths.length * Blake3.BYTES];
        int finished = 0;
        for (int i = 0; i < lengths.length; i++) {
            if (!batch.hasRoom(lengths[i])) {
                batch.finish(data, out, 1 + finished * Blake3.BYTES);
                finished = i;
            }
            batch.add(offsets[i], lengths[i]);
        }
        batch.finish(data, out, 1 + finished * Blake3.BYTES);
        List<byte[]> digests = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            int at = 1 + i * Blake3.BYTES;
            digests.add(Arrays.copyOfRange(out, at, at + Blake3.BYTES));
        }
        return digests;
    }
}
