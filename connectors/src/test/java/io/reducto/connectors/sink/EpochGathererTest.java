package io.reducto.connectors.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.erasure.Geometry;
import io.reducto.connectors.NoContext;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.EpochCommittable;
import io.reducto.repository.format.IngestBytes;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.format.ShardPlacement;
import io.reducto.repository.format.SinkState;
import io.reducto.repository.format.StagedEpoch;
import io.reducto.repository.format.Stripe;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

class EpochGathererTest {
    private static final List<RunKind> KINDS =
            List.of(RunKind.INDEX, RunKind.CATALOGUE, RunKind.STRIPES);

    private static final LineageId L = new LineageId(7, 7);
    private final EpochGatherer gatherer = new EpochGatherer(List.of());

    @Test
    void oneCommittableOfAllDescriptorsWhateverTheirOrder() {
        byte[] one = descriptor(1, run(RunKind.INDEX, 1), run(RunKind.STRIPES, 1));
        byte[] two = descriptor(1, run(RunKind.INDEX, 2), run(RunKind.STRIPES, 2));
        EpochCommittable committable = gather(gatherer, one, two, descriptor(1));
        EpochCommittable other = gather(new EpochGatherer(List.of()), descriptor(1), two, one);

        assertThat(committable).isEqualTo(other);
        assertThat(IngestBytes.write(committable)).isEqualTo(IngestBytes.write(other));
        assertThat(committable.origin().checkpoint()).isEqualTo(1);
        assertThat(committable.origin().previous()).isZero();
        assertThat(committable.runs()).hasSize(4);
        assertThat(committable.progress().oldestUpload())
                .as("no collection may take what an upload could need")
                .isEqualTo(OptionalLong.of(1));
    }

    @Test
    void theStateOfACheckpointNamesItsCommittableAsThePredecessorOfTheNext() {
        gather(gatherer, descriptor(3, run(RunKind.INDEX, 1)));
        List<SinkState> states = gatherer.snapshotState(3);
        assertThat(states).containsExactly(new SinkState(L, 3));

        EpochGatherer restored = new EpochGatherer(states);
        assertThat(restored.snapshotState(4)).isEqualTo(states);
        EpochCommittable next = gather(restored, descriptor(5, run(RunKind.INDEX, 2)));
        assertThat(next.origin().previous()).isEqualTo(3);
    }

    @Test
    void nothingNewIsNoCommittableAndLeavesThePredecessor() {
        assertThat(gatherer.prepareCommit()).isEmpty();
        assertThat(gatherer.snapshotState(1)).isEmpty();
        gather(gatherer, descriptor(2, run(RunKind.INDEX, 1)));
        gatherer.write(descriptor(3), NoContext.INSTANCE);
        assertThat(gatherer.prepareCommit()).isEmpty();
        assertThat(gatherer.snapshotState(3)).containsExactly(new SinkState(L, 2));
    }

    @Test
    void descriptorsOfAnAbortedCheckpointGoIntoTheNextOneWhichNamesIt() {
        gatherer.write(descriptor(4, run(RunKind.INDEX, 1)), NoContext.INSTANCE);
        EpochCommittable both =
                gather(gatherer, descriptor(5, run(RunKind.INDEX, 2)), descriptor(5));
        assertThat(both.origin().checkpoint()).isEqualTo(5);
        assertThat(both.runs()).hasSize(2);
    }

    @Test
    void theLastDescriptorOfBoundedInputIsCommitted() {
        gather(gatherer, descriptor(4, run(RunKind.INDEX, 1)));
        gatherer.write(descriptor(5, run(RunKind.INDEX, 2)), NoContext.INSTANCE);
        gatherer.flush(true);
        Collection<EpochCommittable> last = gatherer.prepareCommit();
        assertThat(last).hasSize(1);
        assertThat(last.iterator().next().origin().previous()).isEqualTo(4);
    }

    @Test
    void anotherLineageIsRefusedWithWhatToDo() {
        gatherer.write(descriptor(1), NoContext.INSTANCE);
        byte[] foreign = IngestBytes.write(new StagedEpoch(new LineageId(8, 8), 1, List.of()));
        assertThatThrownBy(() -> gatherer.write(foreign, NoContext.INSTANCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected lineage " + L)
                .hasMessageContaining("found " + new LineageId(8, 8))
                .hasMessageContaining("empty repository");
        EpochGatherer restored = new EpochGatherer(List.of(new SinkState(L, 3)));
        assertThatThrownBy(() -> restored.write(foreign, NoContext.INSTANCE))
                .hasMessageContaining("one and the same savepoint");
        assertThatThrownBy(
                        () -> new EpochGatherer(List.of(new SinkState(L, 3), new SinkState(L, 4))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected one state");
    }

    @Test
    void aCheckpointThatIsNotAfterThePredecessorIsRefused() {
        EpochGatherer restored = new EpochGatherer(List.of(new SinkState(L, 9)));
        restored.write(descriptor(9, run(RunKind.INDEX, 1)), NoContext.INSTANCE);
        assertThatThrownBy(restored::prepareCommit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("after 9, found 9");
    }

    @Test
    void descriptorsOfANewerReleaseAreRefused() {
        byte[] newer = descriptor(1);
        newer[0] = 2;
        assertThatThrownBy(() -> gatherer.write(newer, NoContext.INSTANCE))
                .isInstanceOf(DataException.FormatTooNew.class);
    }

    @Test
    void serializersKeepValuesAndRefuseNewerVersions() throws Exception {
        EpochCommittable committable = gather(gatherer, descriptor(1, run(RunKind.INDEX, 1)));
        check(VersionedBytes.committables(), committable);
        check(VersionedBytes.states(), new SinkState(L, 3));
    }

    private static <T> void check(SimpleVersionedSerializer<T> serializer, T value)
            throws Exception {
        byte[] bytes = serializer.serialize(value);
        assertThat(serializer.getVersion()).isEqualTo(1);
        assertThat(serializer.deserialize(1, bytes)).isEqualTo(value);
        assertThatThrownBy(() -> serializer.deserialize(2, bytes))
                .isInstanceOf(DataException.FormatTooNew.class)
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> serializer.deserialize(1, Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(DataException.class);
    }

    private static EpochCommittable gather(EpochGatherer gatherer, byte[]... descriptors) {
        for (byte[] descriptor : descriptors) {
            gatherer.write(descriptor, NoContext.INSTANCE);
        }
        return gatherer.prepareCommit().iterator().next();
    }

    private static byte[] descriptor(long checkpoint, RunDraft... runs) {
        return IngestBytes.write(new StagedEpoch(L, checkpoint, List.of(runs)));
    }

    private static RunDraft run(RunKind kind, int pack) {
        Stripe root =
                new Stripe(
                        new PackId(pack, KINDS.indexOf(kind)),
                        "hot",
                        1,
                        new Geometry(1, 0),
                        1000,
                        100,
                        Digest.of(new byte[] {(byte) pack}),
                        List.of(new ShardPlacement(0, "v1")));
        return new RunDraft(kind, 0, 1, 40, root, 0);
    }
}
