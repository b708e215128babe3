package io.reducto.codec.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalarFastCdcTest extends ChunkerContract {
    @Override
    Chunker chunker(ChunkingParameters parameters) {
        return new ScalarFastCdc(ChunkingSpec.fastCdc(parameters));
    }

    /**
     * T1: a mask of fixed width, and bounds that are off by one, are what a chunking engine gets
     * wrong first. Here the mask follows the average, and both bounds are met exactly.
     */
    @Test
    void trapT1MaskFollowsTheAverageAndBoundsAreExact(Seed seed) {
        byte[] data = seed.bytes(8 << 20);
        for (int average = 256; average <= 65536; average *= 4) {
            ChunkingParameters wide = new ChunkingParameters(64, average, 64 * average, 2);
            double mean = (double) data.length / cutAtOnce(chunker(wide), data).size();
            assertThat(mean)
                    .as("mean for average %d", average)
                    .isBetween(0.7 * average, 1.6 * average);
        }
        // A byte that fires right behind the minimum gives a chunk of the minimum, not one more;
        // and
        // no byte before it is even looked at.
        ChunkingParameters parameters = new ChunkingParameters(64, 256, 512, 0);
        List<Integer> sizes = sizes(cutAtOnce(chunker(parameters), data));
        assertThat(sizes.subList(0, sizes.size() - 1))
                .contains(64, 512)
                .allMatch(s -> s >= 64 && s <= 512);
    }

    @Test
    void gearTableIsThePublishedOne() {
        long[] gear = GearTable.PUBLISHED.entries();
        assertThat(gear).hasSize(256);
        assertThat(gear[0]).isEqualTo(0x3b5d3c7d207e37dcL);
        assertThat(gear[1]).isEqualTo(0x784d68ba91123086L);
        assertThat(gear[255]).isEqualTo(0xaabd2b2a451504e1L);
    }

    @Test
    void logarithmIsRoundedNotCut() {
        assertThat(List.of(1024, 16384, 65536, 1500, 12288, 24576, 1100))
                .map(ScalarFastCdc::roundedLog2)
                .containsExactly(10, 14, 16, 11, 14, 15, 10);
        for (int value = 1; value < 1 << 22; value += 7) {
            assertThat(ScalarFastCdc.roundedLog2(value))
                    .isEqualTo((int) Math.round(Math.log(value) / Math.log(2)));
        }
    }

    @Test
    void hashOfZeroesIsThePublishedOne() {
        Chunker chunker = chunker(new ChunkingParameters(64, 256, 1024, 1));
        ChunkScan scan = new ChunkScan();
        assertThat(chunker.next(scan, new byte[1024], 0, 1024)).isEqualTo(1024);
        assertThat(Long.toUnsignedString(scan.gearHash())).isEqualTo("14169102344523991076");
    }

    private static List<Integer> sizes(List<Integer> ends) {
        List<Integer> sizes = new ArrayList<>();
        int start = 0;
        for (int end : ends) {
            sizes.add(end - start);
            start = end;
        }
        return sizes;
    }
}
