package io.reducto.connectors.sink;

import io.reducto.codec.LineageId;
import io.reducto.connectors.NoContext;
import io.reducto.repository.EpochWriter;
import io.reducto.repository.format.EpochCommittable;
import io.reducto.repository.format.IngestBytes;
import io.reducto.repository.format.SinkState;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.testing.MemoryRepository;
import io.reducto.repository.testing.StagedObjects;
import io.reducto.testkit.Seed;
import io.reducto.tier.retry.RetryTimer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An ingest job without an engine: two assemblers, the sink's writer, its committer. */
final class TestIngest {
    static final LineageId LINEAGE = new LineageId(7, 7);

    final Map<ObjectVersion, byte[]> objects = new LinkedHashMap<>();
    final FakeTimer timer = new FakeTimer();
    TestEvents events = new TestEvents();
    Duration timeout = Duration.ofMinutes(10);
    private final MemoryRepository memory;
    private final Seed seed;
    private List<SinkState> state = List.of();

    TestIngest(MemoryRepository memory, Seed seed) {
        this.memory = memory;
        this.seed = seed;
    }

    /** Waits by looking at a clock that the waits drive. */
    static final class FakeTimer implements RetryTimer {
        long nanos;
        int sleeps;
        Runnable onSleep = () -> {};

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleep(long wanted) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            nanos += wanted;
            sleeps++;
            onSleep.run();
        }
    }

    /** Stages an epoch with one small object per assembler, as a committable. */
    EpochCommittable stage(long checkpoint) throws Exception {
        EpochGatherer gatherer = new EpochGatherer(state);
        Map<ObjectVersion, byte[]> added = new LinkedHashMap<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            ObjectVersion name = StagedObjects.version("object" + subtask, "" + checkpoint);
            added.put(name, seed.bytes(2_500));
        }
        List<byte[]> descriptors = new ArrayList<>();
        for (Map.Entry<ObjectVersion, byte[]> object : added.entrySet()) {
            try (EpochWriter writer = new EpochWriter(memory.packs(Runnable::run, seed.random()))) {
                writer.begin(LINEAGE, checkpoint);
                StagedObjects.add(object.getKey(), object.getValue(), checkpoint, writer::add);
                descriptors.add(IngestBytes.write(writer.finish(checkpoint)));
            }
        }
        for (byte[] descriptor : descriptors) {
            gatherer.write(descriptor, NoContext.INSTANCE);
        }
        EpochCommittable committable = gatherer.prepareCommit().iterator().next();
        state = gatherer.snapshotState(checkpoint);
        objects.putAll(added);
        return committable;
    }

    /** Goes back to the state of a checkpoint. */
    void restore(long previous) {
        state = List.of(new SinkState(LINEAGE, previous));
    }

    EpochCommitter committer(long restored) {
        return committer(restored, 16, TestMetrics.none());
    }

    EpochCommitter committer(long restored, int mergesMax, CommitMetrics metrics) {
        Patience patience = new Patience(timeout, timer, seed.random());
        PatientPublisher publisher =
                new PatientPublisher(
                        () -> memory.address().open(memory.opener()),
                        patience,
                        InstantSource.system());
        return new EpochCommitter(
                publisher,
                new CommitAnnouncer(publisher, events, patience),
                new CommitMerges(RepositoryTarget.of(memory.address()), mergesMax, seed.random()),
                restored,
                metrics);
    }
}
