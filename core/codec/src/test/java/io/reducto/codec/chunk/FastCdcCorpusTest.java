package io.reducto.codec.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Golden;
import io.reducto.testkit.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cut points of 64 MiB are on record, and are the same however the bytes arrive. */
@ExtendWith(Seed.Extension.class)
class FastCdcCorpusTest {
    private static final int FIRST_CUTS = 8;

    /** Reads end this far to both sides of where something happens. */
    private static final int AROUND = 70;

    private static byte[] corpus = new byte[0];

    @BeforeAll
    static void generate() {
        corpus = GoldenCorpus.bytes();
    }

    private static List<String> lines() {
        return Golden.lines("fastcdc/v1/corpus.tsv");
    }

    private static ChunkingSpec spec(String line) {
        return ChunkingSpec.parse(line.substring(0, line.indexOf('\t')));
    }

    @Test
    void theCorpusIsThatOfTheRecord() {
        assertThat(lines().get(0)).isEqualTo("input\t" + corpus.length + "\t" + sha256(corpus));
    }

    @Test
    void cutsAreThoseOnRecord() {
        for (String line : specLines()) {
            int[] cuts = cutAtOnce(Chunker.of(spec(line)));
            assertThat(record(spec(line), cuts)).isEqualTo(line);
        }
    }

    @Test
    void cutsAreThoseOfThePaper() {
        for (String line : specLines()) {
            assertThat(record(spec(line), bytewise(spec(line)))).isEqualTo(line);
        }
    }

    @Test
    void cutsAreThoseOnRecordHoweverTheBytesArrive(Seed seed) {
        for (String line : specLines()) {
            int[] cuts = new int[corpus.length / spec(line).parameters().minBytes() + 1];
            Chunker chunker = Chunker.of(spec(line));
            ChunkScan scan = new ChunkScan();
            int count = 0;
            int start = 0;
            for (int end = 0; end < corpus.length; ) {
                end = Math.min(corpus.length, end + seed.between(1, 200_000));
                for (int cut = chunker.next(scan, corpus, start, end);
                        cut != Chunker.NEED_MORE;
                        cut = chunker.next(scan, corpus, start, end)) {
                    cuts[count] = cut;
                    count++;
                    start = cut;
                }
            }
            assertThat(record(spec(line), Arrays.copyOf(cuts, count))).isEqualTo(line);
        }
    }

    /** Minimum, average and cut of some chunks of each kind of bytes. */
    @Test
    void aReadMayEndAnywhere() {
        for (String text : List.of("fastcdc2020-v1:2k/4k/8k:n1", "fastcdc2020-v1:8k/16k/32k:n2")) {
            ChunkingSpec spec = ChunkingSpec.parse(text);
            Chunker chunker = Chunker.of(spec);
            int[] cuts = cutAtOnce(chunker);
            for (int i = 0; i < cuts.length - 1; i += cuts.length / 12) {
                int start = cuts[i];
                int cut = cuts[i + 1];
                for (int at :
                        new int[] {
                            start + spec.parameters().minBytes(),
                            start + spec.parameters().averageBytes(),
                            cut
                        }) {
                    checkSplits(chunker, start, at, cut);
                }
            }
        }
    }

    private static void checkSplits(Chunker chunker, int start, int around, int cut) {
        ChunkScan whole = new ChunkScan();
        assertThat(chunker.next(whole, corpus, start, corpus.length)).isEqualTo(cut);
        for (int split = around - AROUND; split <= around + AROUND; split++) {
            ChunkScan scan = new ChunkScan();
            int found = chunker.next(scan, corpus, start, split);
            if (found == Chunker.NEED_MORE) {
                ChunkScan restored = ChunkScan.restore(scan.save());
                assertThat(chunker.next(restored, corpus, start, corpus.length))
                        .as("%s, chunk at %d, read up to %d", chunker.spec(), start, split)
                        .isEqualTo(cut);
                assertThat(restored.gearHash()).isEqualTo(whole.gearHash());
            } else {
                assertThat(found).isEqualTo(cut);
                assertThat(scan.gearHash()).isEqualTo(whole.gearHash());
            }
        }
    }

    private static List<String> specLines() {
        List<String> all = lines();
        assertThat(all).hasSize(15);
        return all.subList(1, all.size());
    }

    private static int[] cutAtOnce(Chunker chunker) {
        int[] cuts = new int[corpus.length / chunker.spec().parameters().minBytes() + 1];
        int count = chunker.nextAll(new ChunkScan(), corpus, 0, corpus.length, cuts);
        return Arrays.copyOf(cuts, count);
    }

    /** The algorithm as it is described, a byte at a time, with nothing that makes it fast. */
    private static int[] bytewise(ChunkingSpec spec) {
        List<Integer> cuts = new ArrayList<>();
        for (int start = 0; ; ) {
            int cut = bytewise(spec, start);
            if (cut < 0) {
                return cuts.stream().mapToInt(Integer::intValue).toArray();
            }
            cuts.add(cut);
            start = cut;
        }
    }

    private static int bytewise(ChunkingSpec spec, int start) {
        long[] gear = spec.gearTable().entries();
        ChunkingParameters sizes = spec.parameters();
        int length = Math.min(corpus.length - start, sizes.maxBytes());
        int bits = (int) Math.round(Math.log(sizes.averageBytes()) / Math.log(2));
        long before = ScalarFastCdc.mask(bits + sizes.normalization());
        long after = ScalarFastCdc.mask(bits - sizes.normalization());
        int centre = sizes.averageBytes() & ~1;
        long hash = 0;
        for (int i = sizes.minBytes(); i < (length & ~1); i++) {
            hash = (hash << 1) + gear[corpus[start + i] & 0xFF];
            if ((hash & (i < centre ? before : after)) == 0) {
                return start + i;
            }
        }
        return length == sizes.maxBytes() ? start + length : -1;
    }

    private static String record(ChunkingSpec spec, int[] cuts) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * cuts.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(cuts);
        String first =
                Arrays.stream(cuts)
                        .limit(FIRST_CUTS)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" "));
        return "%s\t%d\t%s\t%s".formatted(spec, cuts.length, sha256(bytes.array()), first);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
