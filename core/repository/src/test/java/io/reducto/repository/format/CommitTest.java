package io.reducto.repository.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import io.reducto.codec.envelope.EnvelopeWriter;
import io.reducto.codec.envelope.FileFormat;
import io.reducto.codec.envelope.FormatContract;
import io.reducto.codec.envelope.GrowableBytes;
import io.reducto.testkit.Golden;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CommitTest extends FormatContract {
    private static final RepositoryId REPOSITORY = SampleCommits.REPOSITORY;

    /**
     * Avro resolves a schema once per thread; the contract counts what a file makes it allocate.
     */
    @BeforeAll
    static void resolveSchema() {
        CommitReader.read("warm", REPOSITORY, CommitWriter.write(REPOSITORY, SampleCommits.full()));
    }

    @Override
    protected FileFormat format() {
        return CommitFormat.FILE;
    }

    @Override
    protected byte[] sample() {
        return CommitWriter.write(REPOSITORY, SampleCommits.full());
    }

    @Override
    protected void read(byte[] file) {
        CommitReader.read("commit", REPOSITORY, file);
    }

    @Test
    void whatIsWrittenIsRead() {
        for (CommitRecord record : List.of(SampleCommits.first(), SampleCommits.full())) {
            byte[] file = CommitWriter.write(REPOSITORY, record);
            assertThat(CommitReader.read("c", REPOSITORY, file)).isEqualTo(record);
        }
    }

    @Test
    void goldenFilesAreReadAndWrittenAgain() {
        assertGolden("first", SampleCommits.first());
        assertGolden("full", SampleCommits.full());
    }

    @Test
    void aRecordOfAnotherRepositoryIsRefused() {
        assertThatThrownBy(() -> CommitReader.read("c", new RepositoryId(1, 2), sample()))
                .isInstanceOf(DataException.WrongFormat.class)
                .hasMessageContaining("00000000000000010000000000000002")
                .hasMessageContaining(REPOSITORY.toString());
    }

    @Test
    void aBodyIsRefused() {
        byte[] sample = sample();
        byte[] metadata = Arrays.copyOfRange(sample, 40, sample.length - 28);
        assertThatThrownBy(() -> read(enveloped(1, metadata)))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("no body");
        read(enveloped(0, metadata));
    }

    @Test
    void bytesBehindTheRecordAreRefused() {
        byte[] sample = sample();
        byte[] metadata = Arrays.copyOfRange(sample, 40, sample.length - 27);
        assertThatThrownBy(() -> read(enveloped(0, metadata)))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("end of the record");
    }

    @Test
    void hugeClaimsAllocateNothing() {
        byte[] hostile = CommitWriter.write(REPOSITORY, SampleCommits.first());
        byte[] metadata = Arrays.copyOfRange(hostile, 40, hostile.length - 28);
        // number, generation, parent, time, kind, origin: then the count of runs, here 2^31 - 1
        int runs = 1 + 1 + 32 + 7 - 1 + 1 + 1;
        byte[] claim = {-2, -1, -1, -1, 15};
        byte[] huge = Arrays.copyOf(metadata, runs + claim.length);
        System.arraycopy(claim, 0, huge, runs, claim.length);
        assertThatThrownBy(() -> read(enveloped(0, huge)))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("2147483647");
    }

    @Test
    void missingShardsAreThoseThatAreNotListed() {
        BitSet missing = new BitSet();
        missing.set(1);
        missing.set(4);
        assertThat(SampleCommits.full().runs().get(1).root().missing()).isEqualTo(missing);
    }

    @Test
    void runsMustNotOverlap() {
        Run old = SampleCommits.run(RunKind.INDEX, 1, 5, 1);
        Run overlapping = SampleCommits.run(RunKind.INDEX, 5, 6, 2);
        Run other = SampleCommits.run(RunKind.STRIPES, 5, 6, 3);
        assertThatThrownBy(() -> withRuns(old, overlapping))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("commits 5 to 6");
        assertThat(withRuns(old, other).runs()).hasSize(2);
    }

    @Test
    void namesSortAsNumbersDo() {
        assertThat(CommitFormat.name(118, 2).value()).isEqualTo("commits/000000000118.000002");
        assertThatThrownBy(() -> CommitFormat.name(0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mixedUpRecordsCannotBeMade() {
        CommitRecord full = SampleCommits.full();
        assertThatThrownBy(() -> with(full, 1, full.origin()))
                .hasMessageContaining("a parent for every number but 1");
        assertThatThrownBy(() -> with(full, 118, Optional.empty()))
                .hasMessageContaining("an origin for EPOCH");
        assertThatThrownBy(() -> with(full, 117, full.origin())).hasMessageContaining("up to 117");
    }

    private static CommitRecord with(CommitRecord r, long number, Optional<Origin> origin) {
        return new CommitRecord(
                number,
                r.generation(),
                r.parent(),
                r.time(),
                r.kind(),
                origin,
                r.runs(),
                r.lineages(),
                r.retired(),
                r.collection(),
                r.corpora());
    }

    private static CommitRecord withRuns(Run... runs) {
        CommitRecord full = SampleCommits.full();
        return new CommitRecord(
                full.number(),
                full.generation(),
                full.parent(),
                full.time(),
                full.kind(),
                full.origin(),
                List.of(runs),
                List.of(),
                List.of(),
                0,
                List.of());
    }

    private static void assertGolden(String name, CommitRecord record) {
        byte[] golden = Golden.bytes("commit/v1/" + name + ".bin");
        assertThat(CommitReader.read(name, REPOSITORY, golden)).isEqualTo(record);
        assertThat(CommitWriter.write(REPOSITORY, record)).isEqualTo(golden);
    }

    private static byte[] enveloped(int body, byte[] metadata) {
        GrowableBytes file = new GrowableBytes(1024);
        EnvelopeWriter.header(file, CommitFormat.FILE, REPOSITORY.high(), REPOSITORY.low());
        file.bytes(new byte[body], 0, body);
        int start = file.length();
        file.bytes(metadata, 0, metadata.length);
        EnvelopeWriter.footer(file, start);
        return file.toArray();
    }
}
