package io.reducto.codec.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The laws of a {@link Chunker}, whatever it computes. */
@ExtendWith(Seed.Extension.class)
abstract class ChunkerContract {
    /** Chunks around an edit that may change; random data falls into step again far earlier. */
    private static final int CHANGED_CHUNKS_MAX = 40;

    abstract Chunker chunker(ChunkingParameters parameters);

    @Test
    void cutsDoNotDependOnReadSizes(Seed seed) {
        for (ChunkingParameters parameters : parameters()) {
            Chunker chunker = chunker(parameters);
            byte[] data = mixed(seed, 12 * parameters.maxBytes() + seed.between(0, 100));
            List<Integer> expected = cutAtOnce(chunker, data);
            ChunkScan scan = new ChunkScan();
            for (int read : new int[] {1, 37, 255, data.length}) {
                assertThat(cut(new Run(chunker, data, scan), seed, read, read))
                        .as("%s, reads of %d", parameters, read)
                        .isEqualTo(expected);
            }
            for (int round = 0; round < 10; round++) {
                int largest = seed.between(1, 2 * parameters.maxBytes());
                assertThat(cut(new Run(chunker, data, scan), seed, 0, largest)).isEqualTo(expected);
                assertThat(cut(new Run(chunker, data, scan), seed, 0, largest)).isEqualTo(expected);
            }
        }
    }

    @Test
    void oneCallForAllGivesTheSameCuts(Seed seed) {
        for (ChunkingParameters parameters : parameters()) {
            Chunker chunker = chunker(parameters);
            byte[] data = mixed(seed, 12 * parameters.maxBytes() + seed.between(0, 100));
            List<Integer> expected = cutAtOnce(chunker, data);

            ChunkScan scan = new ChunkScan();
            int[] ends = new int[seed.between(1, 40)];
            List<Integer> found = new ArrayList<>();
            int start = 0;
            for (int count = ends.length; count == ends.length; ) {
                count = chunker.nextAll(scan, data, start, data.length, ends);
                for (int i = 0; i < count; i++) {
                    found.add(ends[i]);
                    start = ends[i];
                }
            }
            if (start < data.length) {
                found.add(data.length);
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void spansTileTheStreamWithinTheirBounds(Seed seed) {
        for (ChunkingParameters parameters : parameters()) {
            byte[] data = mixed(seed, 20 * parameters.maxBytes() + seed.between(0, 100));
            List<Integer> ends = cutAtOnce(chunker(parameters), data);
            assertThat(ends.get(ends.size() - 1)).isEqualTo(data.length);
            checkSizes(ends, parameters.minBytes(), parameters.maxBytes());
        }
    }

    /** P2.6, R1.4: of stored data, each chunk but the last has 50 to 200 % of the average. */
    @Test
    void sizesVaryFrom50To200Percent(Seed seed) {
        for (int level = 0; level <= 3; level++) {
            for (int average : new int[] {256, 2048, 4096, 65536}) {
                ChunkingPolicy policy =
                        average < 4096 ? ChunkingPolicy.PAYLOADS : ChunkingPolicy.OBJECTS;
                ChunkingSpec spec = policy.spec(average, level);
                byte[] data = seed.bytes(100 * average);
                List<Integer> ends = cutAtOnce(chunker(spec.parameters()), data);
                checkSizes(ends, average / 2, 2 * average);
                assertThat((double) data.length / ends.size())
                        .as("mean size of %s", spec)
                        .isBetween(0.7 * average, 1.6 * average);
            }
        }
    }

    /** P3.8. */
    @Test
    void anEditMovesTheCutsNearItAndNoOthers(Seed seed) {
        ChunkingParameters parameters = new ChunkingParameters(2048, 4096, 8192, 2);
        Chunker chunker = chunker(parameters);
        byte[] data = seed.bytes(1 << 20);
        Set<Integer> before = fromTheEnd(cutAtOnce(chunker, data), data.length);
        for (int round = 0; round < 20; round++) {
            int at = seed.between(0, data.length - 200);
            int length = seed.between(1, 200);
            byte[] edited =
                    seed.random().nextBoolean()
                            ? splice(data, at, seed.bytes(length), at)
                            : splice(data, at, new byte[0], at + length);
            List<Integer> ends = cutAtOnce(chunker, edited);
            checkPrefix(cutAtOnce(chunker, data), ends, at);

            Set<Integer> moved = fromTheEnd(ends, edited.length);
            moved.removeAll(before);
            moved.removeIf(fromEnd -> edited.length - fromEnd <= at);
            assertThat(moved).as("edit at %d", at).hasSizeLessThan(CHANGED_CHUNKS_MAX);
        }
    }

    @Test
    void savedAnywhereItGoesOnAsIfNothingHadHappened(Seed seed) {
        for (ChunkingParameters parameters : parameters()) {
            Chunker chunker = chunker(parameters);
            byte[] data = mixed(seed, 6 * parameters.maxBytes());
            List<Integer> expected = cutAtOnce(chunker, data);
            for (int round = 0; round < 100; round++) {
                int at = seed.between(0, data.length);
                Run before = new Run(chunker, data, new ChunkScan());
                before.readUpTo(at);
                byte[] saved = before.scan.save();
                Run after = new Run(chunker(parameters), data, ChunkScan.restore(saved));
                assertThat(after.scan.save()).isEqualTo(saved);
                assertThat(after.scan.forcedCuts()).isEqualTo(before.scan.forcedCuts());
                assertThat(after.scan.scanned()).isEqualTo(before.scan.scanned());

                after.ends.addAll(before.ends);
                after.start = before.start;
                after.readUpTo(data.length);
                assertThat(after.finish())
                        .as("%s, saved at %d", parameters, at)
                        .isEqualTo(expected);
            }
        }
    }

    /** R3.2: what has been scanned may be gone, and cuts are where they were. */
    @Test
    void noByteIsReadTwice(Seed seed) {
        for (ChunkingParameters parameters : parameters()) {
            Chunker chunker = chunker(parameters);
            byte[] data = mixed(seed, 8 * parameters.maxBytes());
            List<Integer> expected = cutAtOnce(chunker, data);
            byte[] erased = data.clone();
            Run run = new Run(chunker, erased, new ChunkScan());
            for (int end = 0; end < data.length; ) {
                end = Math.min(data.length, end + seed.between(1, parameters.maxBytes() / 2));
                run.readUpTo(end);
                int scanned = run.start + run.scan.scanned();
                Arrays.fill(erased, run.start, scanned, (byte) seed.between(0, 256));
            }
            assertThat(run.finish()).isEqualTo(expected);
        }
    }

    @Test
    void forcedCutsAreCountedExactly(Seed seed) {
        for (ChunkingParameters parameters : parameters()) {
            Chunker chunker = chunker(parameters);
            byte[] data = mixed(seed, 20 * parameters.maxBytes() + 1);
            for (int largest : new int[] {1000, data.length}) {
                ChunkScan scan = new ChunkScan();
                List<Integer> ends = cut(new Run(chunker, data, scan), seed, 1, largest);
                long forced = 0;
                int start = 0;
                for (int end : ends) {
                    forced += end - start == parameters.maxBytes() ? 1 : 0;
                    start = end;
                }
                assertThat(scan.forcedCuts()).as("%s", parameters).isEqualTo(forced);
            }
        }
    }

    @Test
    void zeroesAreCutAtTheMaximum() {
        ChunkingParameters parameters = new ChunkingParameters(64, 256, 1024, 1);
        Chunker chunker = chunker(parameters);
        ChunkScan scan = new ChunkScan();
        int[] ends = new int[20];
        assertThat(chunker.nextAll(scan, new byte[10_240], 0, 10_240, ends)).isEqualTo(10);
        for (int i = 0; i < 10; i++) {
            assertThat(ends[i]).isEqualTo((i + 1) * 1024);
        }
        assertThat(scan.forcedCuts()).isEqualTo(10);
        assertThat(scan.reset().forcedCuts()).isZero();
    }

    @Test
    void streamsShorterThanTheMinimumAreOneChunk(Seed seed) {
        ChunkingParameters parameters = new ChunkingParameters(4096, 8192, 16384, 2);
        Chunker chunker = chunker(parameters);
        for (int length : new int[] {0, 1, 4095, 4096}) {
            ChunkScan scan = new ChunkScan();
            assertThat(chunker.next(scan, seed.bytes(length), 0, length))
                    .isEqualTo(Chunker.NEED_MORE);
            assertThat(scan.scanned()).isZero();
            assertThat(scan.gearHash()).isZero();
        }
    }

    @Test
    void aScanWithoutItsBytesIsRefused(Seed seed) {
        Chunker chunker = chunker(new ChunkingParameters(64, 4096, 8192, 2));
        ChunkScan scan = new ChunkScan();
        byte[] data = seed.bytes(80);
        assertThat(chunker.next(scan, data, 0, 80)).isEqualTo(Chunker.NEED_MORE);
        assertThatThrownBy(() -> chunker.next(scan, data, 0, 60))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("80 bytes")
                .hasMessageContaining("only 60");
        assertThatThrownBy(() -> chunker.next(scan, data, 0, 81))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Small and large, exact and odd, all levels. */
    static List<ChunkingParameters> parameters() {
        return List.of(
                new ChunkingParameters(64, 256, 1024, 0),
                new ChunkingParameters(128, 256, 512, 3),
                new ChunkingParameters(400, 1101, 3001, 1),
                new ChunkingParameters(1024, 2048, 4096, 2),
                new ChunkingParameters(4096, 8192, 16383, 2));
    }

    /** Random runs, repeated bytes and repeated motifs in turn. */
    static byte[] mixed(Seed seed, int length) {
        byte[] data = seed.bytes(length);
        for (int at = 0; at < length; ) {
            int end = Math.min(length, at + seed.between(1, length / 3 + 2));
            switch (seed.between(0, 4)) {
                case 0 -> Arrays.fill(data, at, end, (byte) seed.between(0, 256));
                case 1 -> repeat(data, at, end, seed.between(1, 300));
                default -> {} // stays random
            }
            at = end;
        }
        return data;
    }

    static List<Integer> cutAtOnce(Chunker chunker, byte[] data) {
        Run run = new Run(chunker, data, new ChunkScan());
        run.readUpTo(data.length);
        return run.finish();
    }

    /** Cuts with reads of {@code least} to {@code most} bytes. */
    private static List<Integer> cut(Run run, Seed seed, int least, int most) {
        run.scan.reset();
        for (int end = 0; end < run.data.length; ) {
            end = Math.min(run.data.length, end + seed.between(least, most + 1));
            run.readUpTo(end);
        }
        return run.finish();
    }

    /** One stream on its way through a chunker. */
    private static final class Run {
        final Chunker chunker;
        final byte[] data;
        final ChunkScan scan;
        final List<Integer> ends = new ArrayList<>();

        /** Where the unfinished chunk begins. */
        int start;

        Run(Chunker chunker, byte[] data, ChunkScan scan) {
            this.chunker = chunker;
            this.data = data;
            this.scan = scan;
        }

        void readUpTo(int end) {
            for (int cut = chunker.next(scan, data, start, end);
                    cut != Chunker.NEED_MORE;
                    cut = chunker.next(scan, data, start, end)) {
                ends.add(cut);
                start = cut;
            }
        }

        List<Integer> finish() {
            if (start < data.length) {
                ends.add(data.length);
            }
            return ends;
        }
    }

    private static void checkSizes(List<Integer> ends, int min, int max) {
        int start = 0;
        for (int i = 0; i < ends.size(); i++) {
            int size = ends.get(i) - start;
            boolean isLast = i == ends.size() - 1;
            assertThat(size).as("chunk %d of %d", i, ends.size()).isBetween(isLast ? 1 : min, max);
            start = ends.get(i);
        }
    }

    /** Cuts before an edit stay, but for a chunk that reaches into it. */
    private static void checkPrefix(List<Integer> before, List<Integer> after, int at) {
        List<Integer> kept = before.stream().filter(end -> end < at).toList();
        assertThat(after.subList(0, Math.min(kept.size(), after.size()))).isEqualTo(kept);
    }

    private static Set<Integer> fromTheEnd(List<Integer> ends, int length) {
        Set<Integer> positions = new HashSet<>();
        ends.forEach(end -> positions.add(length - end));
        return positions;
    }

    private static byte[] splice(byte[] data, int head, byte[] middle, int tail) {
        byte[] result = Arrays.copyOf(data, head + middle.length + data.length - tail);
        System.arraycopy(middle, 0, result, head, middle.length);
        System.arraycopy(data, tail, result, head + middle.length, data.length - tail);
        return result;
    }

    private static void repeat(byte[] data, int from, int to, int motif) {
        for (int i = from + motif; i < to; i++) {
            data[i] = data[i - motif];
        }
    }
}
