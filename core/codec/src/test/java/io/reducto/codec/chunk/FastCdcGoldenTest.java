package io.reducto.codec.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Golden;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cut points and gear hashes of the published implementation; the files say how they were made. */
class FastCdcGoldenTest {
    @ParameterizedTest
    @CsvSource({"stored, 20", "payload, 16", "classic, 44"})
    void cutsAndHashesAreThePublishedOnes(String file, int lineCount) {
        List<String> lines = Golden.lines("fastcdc/v1/" + file + ".tsv");
        assertThat(lines).hasSize(lineCount);
        for (String line : lines) {
            String[] columns = line.split("\t", -1);
            int[] numbers = Arrays.stream(columns).limit(5).mapToInt(Integer::parseInt).toArray();
            ChunkingParameters parameters =
                    new ChunkingParameters(numbers[0], numbers[1], numbers[2], numbers[3]);
            byte[] data = new GoldenStream(parameters.averageBytes()).take(numbers[4]);
            assertThat(cuts(Chunker.of(ChunkingSpec.fastCdc(parameters)), data))
                    .as("%s", parameters)
                    .isEqualTo(columns[5]);
        }
    }

    private static String cuts(Chunker chunker, byte[] data) {
        StringBuilder text = new StringBuilder();
        ChunkScan scan = new ChunkScan();
        int start = 0;
        while (start < data.length) {
            int cut = chunker.next(scan, data, start, data.length);
            int end = cut == Chunker.NEED_MORE ? data.length : cut;
            String hash = Long.toHexString(scan.gearHash());
            text.append(start == 0 ? "" : " ").append(end - start).append(':').append(hash);
            start = end;
        }
        return text.toString();
    }

    /** The input that the headers of the golden files describe. */
    private static final class GoldenStream {
        private final int average;
        private long state;

        GoldenStream(int average) {
            this.average = average;
            this.state = average;
        }

        byte[] take(int length) {
            ByteBuffer out =
                    ByteBuffer.allocate(length + 4 * average).order(ByteOrder.LITTLE_ENDIAN);
            while (out.position() < length) {
                int kind = below(4);
                int run = 1 + below(4 * average);
                switch (kind) {
                    case 2 -> {
                        byte[] bytes = new byte[run];
                        Arrays.fill(bytes, (byte) next());
                        out.put(bytes);
                    }
                    case 3 -> {
                        byte[] motif = bytes(1 + below(300));
                        for (int i = 0; i < run; i++) {
                            out.put(motif[i % motif.length]);
                        }
                    }
                    default -> out.put(bytes(run));
                }
            }
            return Arrays.copyOf(out.array(), length);
        }

        private byte[] bytes(int length) {
            ByteBuffer out = ByteBuffer.allocate(length + 8).order(ByteOrder.LITTLE_ENDIAN);
            while (out.position() < length) {
                out.putLong(next());
            }
            return Arrays.copyOf(out.array(), length);
        }

        private int below(int bound) {
            return (int) ((next() >>> 1) % bound);
        }

        /** SplitMix64. */
        private long next() {
            state += 0x9E3779B97F4A7C15L;
            long z = state;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return z ^ (z >>> 31);
        }
    }
}
