package io.reducto.connectors.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.LineageId;
import io.reducto.codec.digest.Blake3;
import io.reducto.repository.EpochWriter;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.EpochCommittable;
import io.reducto.repository.format.LineageProgress;
import io.reducto.repository.format.Origin;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.StagedEpoch;
import io.reducto.repository.log.CommitChange;
import io.reducto.repository.log.CommitLog;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.repository.testing.MemoryRepository;
import io.reducto.repository.testing.StagedObjects;
import io.reducto.schemas.segment.CatalogEvent;
import io.reducto.testkit.Seed;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.testing.FailurePlan;
import io.reducto.tier.testing.FailurePlan.Moment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events of commits: after them, in their order, and at least once, whatever dies in between. */
@ExtendWith(Seed.Extension.class)
class CommitAnnouncerTest {
    @Test
    void eachVersionIsToldAsTheCatalogueHasIt(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        TestIngest ingest = new TestIngest(memory, seed);
        EpochCommittable third = ingest.stage(3);
        EpochCommittable fifth = ingest.stage(5);
        TestMetrics metrics = new TestMetrics();
        try (EpochCommitter committer = ingest.committer(0, 16, metrics.register())) {
            committer.commit(requests(fifth, third));
        }
        assertThat(ingest.events.told())
                .containsExactly("object0@3", "object1@3", "object0@5", "object1@5");
        assertThat(metrics.count("catalogEvents")).isEqualTo(4);
        assertThat(ingest.events.open).as("closed with the committer").isZero();
        CatalogEvent last = ingest.events.flushed.get(3);
        CommitRecord head = memory.open().log().head().orElseThrow().record();
        byte[] object =
                Objects.requireNonNull(ingest.objects.get(StagedObjects.version("object1", "5")));
        try (Snapshot newest = memory.open().newest()) {
            CatalogueEntry entry =
                    newest.catalogue()
                            .find(new CatalogueKey("builds", "object1", "5"))
                            .orElseThrow();
            assertThat(last)
                    .isEqualTo(
                            new CatalogEvent(
                                    new CatalogEvent.Commit(
                                            memory.open().description().id().toString(),
                                            2,
                                            head.time(),
                                            TestIngest.LINEAGE.toString(),
                                            5),
                                    "builds",
                                    "object1",
                                    "5",
                                    object.length,
                                    HexFormat.of().formatHex(Blake3.hash(object, 0, object.length)),
                                    entry.recipe().toString(),
                                    Optional.of(new CatalogEvent.LastMessage(3, 5))));
        }
    }

    @Test
    void nothingIsToldBeforeTheCommitIsVisible(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        TestIngest ingest = new TestIngest(memory, seed);
        List<Long> heads = new ArrayList<>();
        ingest.events.plan = call -> heads.add(visible(memory));
        try (EpochCommitter committer = ingest.committer(0)) {
            committer.commit(requests(ingest.stage(1), ingest.stage(2)));
        }
        assertThat(heads).containsExactly(1L, 1L, 1L, 1L, 2L, 2L, 2L);
    }

    private static long visible(MemoryRepository memory) throws IOException {
        try {
            return memory.open().log().headNumber();
        } catch (ObjectStoreException e) {
            throw new IOException(e);
        }
    }

    @Test
    void nothingIsToldOfACommitThatFails(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        EpochCommittable first = new TestIngest(memory, seed).stage(1);
        TestIngest dead =
                new TestIngest(memory.failing(FailurePlan.crashAt(9, Moment.BEFORE)), seed);
        try (EpochCommitter committer = dead.committer(0)) {
            assertThatThrownBy(() -> committer.commit(requests(first)))
                    .hasMessageContaining("could not be committed");
        }
        assertThat(dead.events.calls).isZero();
    }

    @Test
    void whileBrokersAreSilentItWaitsAndTellsAllOfItAgain(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        TestIngest ingest = new TestIngest(memory, seed);
        ingest.events.plan = call -> failIf(call < 4 || (call >= 6 && call < 8));
        try (EpochCommitter committer = ingest.committer(0)) {
            committer.commit(requests(ingest.stage(1)));
            committer.commit(requests(ingest.stage(2)));
        }
        assertThat(ingest.timer.sleeps).isEqualTo(6);
        assertThat(ingest.timer.nanos).as("no wait without a pause").isPositive();
        assertThat(ingest.events.told())
                .containsExactly("object0@1", "object1@1", "object0@2", "object1@2");
        assertThat(ingest.events.open).isZero();
    }

    private static void failIf(boolean isSilent) throws IOException {
        if (isSilent) {
            throw new IOException("no broker answers");
        }
    }

    /** The commit stays, the job fails, and its next attempt tells. */
    @Test
    void itGivesUpAfterTheTimeOutAndTheNextAttemptTells(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        TestIngest ingest = new TestIngest(memory, seed);
        EpochCommittable first = ingest.stage(1);
        ingest.events.plan = call -> failIf(true);
        try (EpochCommitter committer = ingest.committer(0)) {
            assertThatThrownBy(() -> committer.commit(requests(first)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "checkpoint 1: events of its commit could not be told within PT10M")
                    .hasMessageContaining("no broker answers; nothing is lost")
                    .hasRootCauseMessage("no broker answers");
        }
        assertThat(ingest.timer.sleeps).isGreaterThan(60);
        assertThat(visible(memory)).isEqualTo(1);
        assertThat(ingest.events.flushed).isEmpty();

        ingest.events.plan = call -> {};
        TestRequest again = new TestRequest(first);
        try (EpochCommitter committer = ingest.committer(1)) {
            committer.commit(List.of(again));
        }
        assertThat(again.isAlreadyCommitted).isTrue();
        assertThat(ingest.events.told()).containsExactly("object0@1", "object1@1");
    }

    @Test
    void anEpochIsNotDoneBeforeItsEventsAre(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        TestIngest ingest = new TestIngest(memory, seed);
        EpochCommittable first = ingest.stage(1);
        EpochCommittable second = ingest.stage(2);
        ingest.timeout = Duration.ZERO;
        ingest.events.plan = call -> failIf(call == 3);
        TestRequest request = new TestRequest(first);
        try (EpochCommitter committer = ingest.committer(0)) {
            assertThatThrownBy(() -> committer.commit(List.of(request, new TestRequest(second))))
                    .hasMessageContaining("could not be told");
        }
        assertThat(visible(memory)).as("the first failure stops it").isEqualTo(1);
        assertThat(request.isAlreadyCommitted).isFalse();
    }

    /** Dies at every call of two epochs; the engine knows of none of them. */
    @Test
    void aCrashAtAnyCallLosesNoEvent(Seed seed) throws Exception {
        int calls = 7;
        for (int n = 0; n <= calls; n++) {
            int crash = n;
            MemoryRepository memory = MemoryRepository.create();
            TestIngest ingest = new TestIngest(memory, seed);
            ingest.timeout = Duration.ZERO;
            EpochCommittable first = ingest.stage(1);
            EpochCommittable second = ingest.stage(2);
            ingest.events.plan = call -> failIf(call >= crash);
            try (EpochCommitter committer = ingest.committer(0, 0, TestMetrics.none())) {
                committer.commit(requests(first, second));
                assertThat(crash).isEqualTo(calls);
            } catch (IOException planned) {
                assertThat(planned).hasMessageContaining("could not be told");
            }
            assertThat(ingest.events.calls).isEqualTo(Math.min(crash + 1, calls));
            ingest.events.flushed.clear();
            ingest.events.plan = call -> {};
            try (EpochCommitter committer = ingest.committer(2)) {
                committer.commit(requests(first, second));
            }
            assertThat(ingest.events.told())
                    .containsExactly("object0@1", "object1@1", "object0@2", "object1@2");
            assertThat(ingest.events.flushed)
                    .extracting(event -> event.commit().number())
                    .containsExactly(1L, 1L, 2L, 2L);
        }
    }

    /** Merges and changes stand between the head and the commits; runs of old ones are gone. */
    @Test
    void anOlderCommitIsToldAgainAsItWas(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        TestIngest ingest = new TestIngest(memory, seed);
        List<EpochCommittable> epochs = new ArrayList<>();
        try (EpochCommitter committer = ingest.committer(0)) {
            for (long checkpoint = 1; checkpoint <= 12; checkpoint++) {
                epochs.add(ingest.stage(checkpoint));
                committer.commit(requests(epochs.get(epochs.size() - 1)));
            }
        }
        CommitChange join =
                CommitChange.join(
                        new LineageId(8, 8), new LineageProgress(0, 0, OptionalLong.empty()));
        memory.publisher().publishChange(parent -> Optional.of(join));
        List<CatalogEvent> before = List.copyOf(ingest.events.flushed);
        assertThat(before).hasSize(24);
        CatalogEvent.Commit seventh = before.get(13).commit();
        assertThat(seventh.checkpoint()).isEqualTo(7);
        assertThat(visible(memory)).as("with merges").isGreaterThan(13);
        ingest.events.flushed.clear();

        try (EpochCommitter committer = ingest.committer(12)) {
            committer.commit(requests(epochs.get(11), epochs.get(6)));
        }
        assertThat(ingest.events.flushed)
                .containsExactly(before.get(12), before.get(13), before.get(22), before.get(23));
    }

    @Test
    void anInterruptEndsIt(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        TestIngest ingest = new TestIngest(memory, seed);
        EpochCommittable first = ingest.stage(1);
        try (EpochCommitter committer = ingest.committer(0)) {
            ingest.events.plan =
                    call -> {
                        Thread.currentThread().interrupt();
                        throw new IOException("closed by interrupt");
                    };
            assertThatThrownBy(() -> committer.commit(requests(first)))
                    .isInstanceOf(InterruptedException.class)
                    .hasMessage("interrupted in a commit");
        }
        assertThat(Thread.interrupted()).as("told once").isFalse();
        assertThat(ingest.timer.sleeps).isZero();
    }

    /** A run of many pages is read while it is told. */
    @Test
    void manyVersionsAreStreamed(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        TestIngest ingest = new TestIngest(memory, seed);
        int versions = 3_000;
        StagedEpoch staged;
        try (EpochWriter writer = new EpochWriter(memory.packs(Runnable::run, seed.random()))) {
            writer.begin(TestIngest.LINEAGE, 1);
            for (int i = 0; i < versions; i++) {
                ObjectVersion name = StagedObjects.version("o%04d".formatted(i), "1");
                byte[] object = name.toString().getBytes(StandardCharsets.UTF_8);
                StagedObjects.add(name, object, i, writer::add);
            }
            staged = writer.finish(1);
        }
        List<RunDraft> runs = new ArrayList<>(staged.runs());
        runs.sort(RunDraft.ORDER);
        EpochCommittable epoch =
                new EpochCommittable(
                        new Origin(TestIngest.LINEAGE, 1, 0, RunDraft.digest(runs)),
                        new LineageProgress(0, 0, OptionalLong.of(1)),
                        runs);
        try (EpochCommitter committer = ingest.committer(0)) {
            committer.commit(requests(epoch));
        }
        assertThat(ingest.events.told()).hasSize(versions).isSorted().doesNotHaveDuplicates();
        CommitLog log = memory.open().log();
        assertThat(log.of(epoch.origin(), log.headNumber())).isPresent();
        Origin other = new Origin(TestIngest.LINEAGE, 1, 0, Digest.ZERO);
        assertThat(log.of(other, log.headNumber())).as("of another digest").isEmpty();
    }

    private static List<CommitRequest<EpochCommittable>> requests(EpochCommittable... epochs) {
        List<CommitRequest<EpochCommittable>> requests = new ArrayList<>();
        for (EpochCommittable epoch : epochs) {
            requests.add(new TestRequest(epoch));
        }
        return requests;
    }
}
