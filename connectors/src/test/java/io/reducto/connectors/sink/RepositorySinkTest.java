package io.reducto.connectors.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.LineageId;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.erasure.Geometry;
import io.reducto.repository.RepositoryAddress;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.format.EpochCommittable;
import io.reducto.repository.format.Origin;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.format.RepositoryId;
import io.reducto.repository.log.CommitLog;
import io.reducto.repository.log.RepositoryCreation;
import io.reducto.repository.testing.StagedObjects;
import io.reducto.testkit.Seed;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink in the engine's own operators, on one folder, 1+0. */
@SuppressWarnings("try") // an interrupt while a harness closes fails the test, as it should
class RepositorySinkTest {
    private static final LineageId L = new LineageId(7, 7);

    @TempDir Path folder;

    private final TestEvents events = new TestEvents();

    private RepositoryTarget target =
            RepositoryTarget.of(RepositoryAddress.parse(List.of("nowhere")));

    @BeforeEach
    void create() throws Exception {
        Path volume = folder.resolve("v1");
        try (ObjectStore store = ObjectStores.create(volume.toUri())) {
            RepositoryCreation.create(
                    Map.of("v1", store),
                    new RepositoryDescription(
                            new RepositoryId(1, 1),
                            List.of(new RepositoryDescription.Generation(1, 1)),
                            "v1",
                            ChunkingSpec.DEFAULT,
                            List.of(
                                    new RepositoryDescription.Volume(
                                            "v1", store.uri(), "disk", true)),
                            List.of(
                                    new RepositoryDescription.Tier(
                                            "only", new Geometry(1, 0), List.of("v1")))));
        }
        target = RepositoryTarget.of(RepositoryAddress.parse(List.of(volume.toString())));
    }

    @AfterEach
    void nothingIsLeftInterrupted() {
        assertThat(Thread.interrupted()).isFalse();
    }

    /** Checkpoint 2 is aborted; the job dies after 3 is complete and before it is committed. */
    @Test
    void epochsSurviveAbortedCheckpointsAndRestarts() throws Exception {
        OperatorSubtaskState writerState;
        OperatorSubtaskState committerState;
        try (OneInputStreamOperatorTestHarness<byte[], CommittableMessage<EpochCommittable>>
                        writer = writer();
                OneInputStreamOperatorTestHarness<
                                CommittableMessage<EpochCommittable>,
                                CommittableMessage<EpochCommittable>>
                        committer = committer()) {
            writer.open();
            committer.open();
            checkpoint(writer, committer, 1);
            assertThat(events.told()).as("before the commit").isEmpty();
            committer.notifyOfCompletedCheckpoint(1);
            assertThat(checkpoints()).containsExactly(1L);
            assertThat(events.told()).containsExactly("tool@1");

            checkpoint(writer, committer, 2);
            States third = checkpoint(writer, committer, 3);
            writerState = third.writer;
            committerState = third.committer;
        }
        assertThat(checkpoints()).containsExactly(1L);
        try (OneInputStreamOperatorTestHarness<byte[], CommittableMessage<EpochCommittable>>
                        writer = writer();
                OneInputStreamOperatorTestHarness<
                                CommittableMessage<EpochCommittable>,
                                CommittableMessage<EpochCommittable>>
                        committer = committer()) {
            writer.setRestoredCheckpointId(3);
            committer.setRestoredCheckpointId(3);
            writer.initializeState(writerState);
            committer.initializeState(committerState);
            writer.open();
            committer.open();
            assertThat(checkpoints()).as("before new data").containsExactly(1L, 2L, 3L);
            assertThat(events.told()).containsExactly("tool@1", "tool@2", "tool@3");

            writer.processElement(new StreamRecord<>(staged(4)));
            writer.endInput();
            pass(writer, committer);
            committer.endInput();
            committer.snapshot(4, 4);
            committer.notifyOfCompletedCheckpoint(4);
        }
        assertThat(checkpoints()).as("the end of bounded input").containsExactly(1L, 2L, 3L, 4L);
        assertThat(events.told()).containsExactly("tool@1", "tool@2", "tool@3", "tool@4");
        try (RepositoryVolumes volumes = target.address().open(ObjectStores::open)) {
            for (int checkpoint = 1; checkpoint <= 4; checkpoint++) {
                StagedObjects.check(
                        volumes.repository(),
                        StagedObjects.version("tool", "" + checkpoint),
                        object(checkpoint));
            }
        }
    }

    @Test
    void moreThanOneSubtaskIsRefused() throws Exception {
        try (OneInputStreamOperatorTestHarness<byte[], CommittableMessage<EpochCommittable>>
                writer =
                        new OneInputStreamOperatorTestHarness<>(
                                new SinkWriterOperatorFactory<>(sink()), 2, 2, 0)) {
            assertThatThrownBy(writer::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("expected parallelism 1, found 2");
        }
    }

    private record States(OperatorSubtaskState writer, OperatorSubtaskState committer) {}

    private States checkpoint(
            OneInputStreamOperatorTestHarness<byte[], CommittableMessage<EpochCommittable>> writer,
            OneInputStreamOperatorTestHarness<
                            CommittableMessage<EpochCommittable>,
                            CommittableMessage<EpochCommittable>>
                    committer,
            long checkpoint)
            throws Exception {
        writer.processElement(new StreamRecord<>(staged(checkpoint)));
        writer.prepareSnapshotPreBarrier(checkpoint);
        OperatorSubtaskState written = writer.snapshot(checkpoint, checkpoint);
        pass(writer, committer);
        return new States(written, committer.snapshot(checkpoint, checkpoint));
    }

    private static void pass(
            OneInputStreamOperatorTestHarness<byte[], CommittableMessage<EpochCommittable>> writer,
            OneInputStreamOperatorTestHarness<
                            CommittableMessage<EpochCommittable>,
                            CommittableMessage<EpochCommittable>>
                    committer)
            throws Exception {
        for (StreamRecord<? extends CommittableMessage<EpochCommittable>> record :
                writer.getRecordOutput()) {
            committer.processElement(new StreamRecord<>(record.getValue()));
        }
        writer.getOutput().clear();
    }

    private byte[] staged(long checkpoint) throws Exception {
        Staging staging = new Staging(1, 1 << 20, 64 << 10, 1, 1);
        try (EpochStager stager = new EpochStager.Factory(target, staging).open()) {
            stager.begin(L, checkpoint);
            StagedObjects.add(
                    StagedObjects.version("tool", "" + checkpoint),
                    object(checkpoint),
                    checkpoint,
                    stager::add);
            return stager.finish(checkpoint);
        }
    }

    private static byte[] object(long checkpoint) {
        return Seed.of(checkpoint).bytes(20_000);
    }

    private RepositorySink sink() {
        return new RepositorySink(target, Commits.DEFAULT, events);
    }

    private OneInputStreamOperatorTestHarness<byte[], CommittableMessage<EpochCommittable>> writer()
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new SinkWriterOperatorFactory<>(sink()));
    }

    private OneInputStreamOperatorTestHarness<
                    CommittableMessage<EpochCommittable>, CommittableMessage<EpochCommittable>>
            committer() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new CommitterOperatorFactory<>(sink(), false, true));
    }

    private List<Long> checkpoints() throws Exception {
        List<Long> checkpoints = new ArrayList<>();
        try (RepositoryVolumes volumes = target.address().open(ObjectStores::open)) {
            CommitLog log = volumes.repository().log();
            for (long n = 1; n <= log.headNumber(); n++) {
                log.read(n).record().origin().map(Origin::checkpoint).ifPresent(checkpoints::add);
            }
        }
        return checkpoints;
    }
}
