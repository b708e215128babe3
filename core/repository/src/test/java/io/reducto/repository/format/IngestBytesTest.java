package io.reducto.repository.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.erasure.Geometry;
import io.reducto.testkit.Golden;
import io.reducto.testkit.Seed;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class IngestBytesTest {
    private static final List<RunKind> KINDS =
            List.of(RunKind.INDEX, RunKind.CATALOGUE, RunKind.STRIPES);

    private static final LineageId LINEAGE = new LineageId(0x0123456789abcdefL, 42);

    private static final List<RunDraft> RUNS =
            List.of(
                    run(RunKind.INDEX, 1, 8_000),
                    run(RunKind.INDEX, 2, 1),
                    run(RunKind.CATALOGUE, 1, 3),
                    run(RunKind.STRIPES, 1, 7));

    private static final StagedEpoch EPOCH = new StagedEpoch(LINEAGE, 17, RUNS);
    private static final StagedEpoch EMPTY = new StagedEpoch(LINEAGE, 18, List.of());
    private static final EpochCommittable COMMITTABLE =
            new EpochCommittable(
                    new Origin(LINEAGE, 17, 12, RunDraft.digest(RUNS)),
                    new LineageProgress(3, 11, OptionalLong.of(1)),
                    RUNS);
    private static final SinkState STATE = new SinkState(LINEAGE, 17);

    @Test
    void goldenFilesAreReadAndWrittenAgain() {
        byte[] epoch = Golden.bytes("ingest/v1/staged-epoch.bin");
        assertThat(IngestBytes.readStagedEpoch(epoch)).isEqualTo(EPOCH);
        assertThat(IngestBytes.write(EPOCH)).isEqualTo(epoch);

        byte[] empty = Golden.bytes("ingest/v1/staged-epoch-empty.bin");
        assertThat(IngestBytes.readStagedEpoch(empty)).isEqualTo(EMPTY);
        assertThat(IngestBytes.write(EMPTY)).isEqualTo(empty);

        byte[] committable = Golden.bytes("ingest/v1/committable.bin");
        assertThat(IngestBytes.readCommittable(committable)).isEqualTo(COMMITTABLE);
        assertThat(IngestBytes.write(COMMITTABLE)).isEqualTo(committable);

        byte[] state = Golden.bytes("ingest/v1/sink-state.bin");
        assertThat(IngestBytes.readSinkState(state)).isEqualTo(STATE);
        assertThat(IngestBytes.write(STATE)).isEqualTo(state);
    }

    @Test
    void noOldestUploadIsKept() {
        EpochCommittable none =
                new EpochCommittable(COMMITTABLE.origin(), LineageProgress.NONE, RUNS);
        assertThat(IngestBytes.readCommittable(IngestBytes.write(none))).isEqualTo(none);
    }

    @Test
    void tooNewTruncatedLongerAndHostileBytesAreClearErrors(Seed seed) {
        check(IngestBytes.write(EPOCH), IngestBytes::readStagedEpoch, seed);
        check(IngestBytes.write(COMMITTABLE), IngestBytes::readCommittable, seed);
        check(IngestBytes.write(STATE), IngestBytes::readSinkState, seed);
    }

    /** The JVM leaves the message of an index out of bounds out when it has thrown many. */
    @Test
    void aRefusalWithoutMessageIsAClearErrorToo() {
        DataException.Malformed error =
                new BoundedDecoder(new byte[3], 1, 2)
                        .refused("commit 7", "run: ", new ArrayIndexOutOfBoundsException());
        assertThat(error)
                .hasMessageContaining("commit 7: malformed at offset 1: run: an index")
                .hasMessageNotContaining("null");
    }

    @Test
    void aClaimOfMoreRunsThanThereAreBytesIsRefusedBeforeAnythingIsAllocated() {
        byte[] bytes = IngestBytes.write(EMPTY);
        byte[] hostile = Arrays.copyOf(bytes, bytes.length + 4);
        byte[] twoBillion = HexFormat.of().parseHex("fcffffff0f");
        System.arraycopy(twoBillion, 0, hostile, bytes.length - 1, 5);
        assertThatThrownBy(() -> IngestBytes.readStagedEpoch(hostile))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("a count of elements that are there");
    }

    @Test
    void aCommittableWhoseDigestIsNotThatOfItsRunsIsRefused() {
        byte[] bytes = IngestBytes.write(COMMITTABLE);
        bytes[30] ^= 1;
        assertThatThrownBy(() -> IngestBytes.readCommittable(bytes))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("expected runs with digest");
        assertThatThrownBy(
                        () ->
                                new EpochCommittable(
                                        COMMITTABLE.origin(),
                                        LineageProgress.NONE,
                                        RUNS.subList(0, 2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StagedEpoch(LINEAGE, 1, List.of(RUNS.get(1), RUNS.get(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ascending order");
    }

    private static void check(byte[] bytes, Function<byte[], Object> reader, Seed seed) {
        byte[] newer = bytes.clone();
        newer[0] = 2;
        assertThatThrownBy(() -> reader.apply(newer))
                .isInstanceOf(DataException.FormatTooNew.class)
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> reader.apply(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(DataException.Malformed.class);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> reader.apply(cut)).isInstanceOf(DataException.class);
        }
        for (int i = 0; i < 500; i++) {
            byte[] flipped = bytes.clone();
            flipped[seed.between(0, bytes.length)] ^= (byte) (1 << seed.between(0, 8));
            try {
                assertThat(reader.apply(flipped)).isNotNull();
            } catch (DataException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    private static RunDraft run(RunKind kind, int pack, long entries) {
        Stripe root =
                new Stripe(
                        new PackId(pack, KINDS.indexOf(kind)),
                        "hot",
                        1,
                        new Geometry(2, 1),
                        100_000 + pack,
                        500,
                        Digest.of(new byte[] {(byte) pack}),
                        List.of(
                                new ShardPlacement(0, "v1"),
                                new ShardPlacement(1, "v3"),
                                new ShardPlacement(2, "v2")));
        return new RunDraft(kind, 0, entries, 40 * entries, root, pack - 1);
    }
}
