package io.reducto.connectors.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.repository.format.CommitKind;
import io.reducto.repository.format.EpochCommittable;
import io.reducto.repository.format.Origin;
import io.reducto.repository.log.CommitChange;
import io.reducto.repository.log.CommitLog;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.stripe.StripeException;
import io.reducto.repository.testing.MemoryRepository;
import io.reducto.repository.testing.StagedObjects;
import io.reducto.testkit.Seed;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.testing.FailingObjectStore;
import io.reducto.tier.testing.FailurePlan;
import io.reducto.tier.testing.FailurePlan.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Epochs that are committed once, whatever dies in between. */
@ExtendWith(Seed.Extension.class)
class EpochCommitterTest {
    @Test
    void twoEpochsAreCommittedInOrderAndRepetitionsAreRecognised(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        TestIngest ingest = new TestIngest(memory, seed);
        EpochCommittable third = ingest.stage(3);
        EpochCommittable fifth = ingest.stage(5);
        try (EpochCommitter committer = ingest.committer(0)) {
            committer.commit(requests(fifth, third));
        }
        assertThat(origins(memory)).containsExactly(third.origin(), fifth.origin());
        checkAll(memory, ingest);

        // The process died before the engine heard of it, and was restored from checkpoint 5.
        TestRequest again = new TestRequest(third);
        TestRequest last = new TestRequest(fifth);
        try (EpochCommitter committer = ingest.committer(5)) {
            committer.commit(List.of(again, last));
            assertThat(again.isAlreadyCommitted).isTrue();
            assertThat(last.isAlreadyCommitted).isTrue();
            EpochCommittable sixth = ingest.stage(6);
            committer.commit(requests(sixth));
        }
        assertThat(origins(memory)).hasSize(3);
        checkAll(memory, ingest);
    }

    @Test
    void aForkIsRefusedWithWhatToDo(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        TestIngest ingest = new TestIngest(memory, seed);
        EpochCommittable first = ingest.stage(1);
        EpochCommittable second = ingest.stage(2);
        try (EpochCommitter committer = ingest.committer(0)) {
            committer.commit(requests(first, second));
        }
        ingest.restore(1);
        EpochCommittable other = ingest.stage(2);
        try (EpochCommitter committer = ingest.committer(1)) {
            assertThatThrownBy(() -> committer.commit(requests(other)))
                    .isInstanceOf(ForkException.class)
                    .hasMessageContaining("two jobs continue one lineage")
                    .hasMessageContaining("empty repository");
            ingest.restore(1);
            EpochCommittable later = ingest.stage(7);
            assertThatThrownBy(() -> committer.commit(requests(later)))
                    .isInstanceOf(ForkException.class)
                    .hasMessageContaining("checkpoint 7");
        }
        assertThat(origins(memory)).hasSize(2);
    }

    @Test
    void aRetiredLineageAndARepositoryThatLostCommitsAreRefused(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        TestIngest ingest = new TestIngest(memory, seed);
        ingest.restore(4);
        EpochCommittable fifth = ingest.stage(5);
        try (EpochCommitter committer = ingest.committer(4)) {
            assertThatThrownBy(() -> committer.commit(requests(fifth)))
                    .isInstanceOf(ForkException.class)
                    .hasMessageContaining("lost commits, or is another one");
        }
        memory.publisher().publishChange(p -> Optional.of(CommitChange.retire(TestIngest.LINEAGE)));
        ingest.restore(0);
        EpochCommittable first = ingest.stage(1);
        try (EpochCommitter committer = ingest.committer(0)) {
            assertThatThrownBy(() -> committer.commit(requests(first)))
                    .isInstanceOf(ForkException.class)
                    .hasMessageContaining("this state can not be resumed");
        }
    }

    @Test
    void whileTheLeadIsSilentTheCommitterWaitsAndTriesAgain(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        EpochCommittable first = new TestIngest(memory, seed).stage(1);
        FailurePlan fiveTimes = FailurePlan.random(1, 1, 5);
        MemoryRepository flaky =
                memory.through(
                        store ->
                                store.uri().toString().endsWith("v1")
                                        ? new FailingObjectStore(store, fiveTimes)
                                        : store);
        TestIngest ingest = new TestIngest(flaky, seed);
        try (EpochCommitter committer = ingest.committer(0)) {
            committer.commit(requests(first));
        }
        assertThat(ingest.timer.sleeps).isBetween(1, 5);
        assertThat(ingest.timer.nanos).as("no wait without a pause").isPositive();
        assertThat(origins(memory)).containsExactly(first.origin());
    }

    @Test
    void itGivesUpAfterTheTimeOutAndTheSameCallMayBeMadeAgain(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        EpochCommittable first = new TestIngest(memory, seed).stage(1);
        TestIngest dead =
                new TestIngest(memory.failing(FailurePlan.crashAt(9, Moment.BEFORE)), seed);
        try (EpochCommitter committer = dead.committer(0)) {
            assertThatThrownBy(() -> committer.commit(requests(first)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("checkpoint 1: could not be committed within PT10M")
                    .hasMessageContaining("nothing is lost")
                    .hasCauseInstanceOf(ObjectStoreException.class);
        }
        assertThat(dead.timer.sleeps).isGreaterThan(60);
        try (EpochCommitter committer = new TestIngest(memory, seed).committer(1)) {
            committer.commit(requests(first));
        }
        assertThat(origins(memory)).containsExactly(first.origin());
    }

    @Test
    void anInterruptEndsTheWait(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        EpochCommittable first = new TestIngest(memory, seed).stage(1);
        TestIngest dead =
                new TestIngest(memory.failing(FailurePlan.crashAt(0, Moment.BEFORE)), seed);
        dead.timer.onSleep = () -> Thread.currentThread().interrupt();
        try (EpochCommitter committer = dead.committer(0)) {
            assertThatThrownBy(() -> committer.commit(requests(first)))
                    .isInstanceOf(InterruptedException.class);
        }
        assertThat(Thread.interrupted()).as("told once").isFalse();
        assertThat(dead.timer.sleeps).isEqualTo(1);
    }

    @Test
    void aCrashAtAnyStepOfStagingAndCommittingIsHarmless(Seed seed) throws Exception {
        assertThat(crashEverywhere(seed, 0, 1)).isGreaterThan(60);
    }

    /** Merges make hundreds of requests more: each run takes other ones of them. */
    @Test
    void aCrashWhileRunsAreMergedIsHarmless(Seed seed) throws Exception {
        assertThat(crashEverywhere(seed, 16, 15)).isGreaterThan(300);
    }

    /** Dies at every {@code stride}th step of epoch 8, and goes on; how many steps there are. */
    private static long crashEverywhere(Seed seed, int mergesMax, int stride) throws Exception {
        FailurePlan count = FailurePlan.none();
        MemoryRepository start = MemoryRepository.create();
        Map<ObjectVersion, byte[]> before = sevenEpochs(start, seed);
        MemoryRepository whole = start.copy();
        assertThat(attempt(whole.failing(count), seed, mergesMax).staged).isPresent();
        assertThat(kinds(whole).contains(CommitKind.MERGE)).isEqualTo(mergesMax > 0);
        for (long n = seed.between(0, stride); n < count.operationCount(); n += stride) {
            Moment moment = seed.between(0, 2) == 0 ? Moment.BEFORE : Moment.AFTER;
            MemoryRepository memory = start.copy();
            Attempt died = attempt(memory.failing(FailurePlan.crashAt(n, moment)), seed, mergesMax);
            TestIngest next = new TestIngest(memory, seed);
            next.restore(7);
            next.objects.putAll(before);
            next.objects.putAll(died.objects);
            EpochCommittable committable =
                    died.staged.isPresent() ? died.staged.get() : next.stage(8);
            assertThat(next.objects).hasSize(16);
            try (EpochCommitter committer = next.committer(8, mergesMax, TestMetrics.none())) {
                committer.commit(requests(committable));
            }
            assertThat(origins(memory)).hasSize(8).endsWith(committable.origin());
            assertThat(memory.open().log().verifyChain()).isPositive();
            assertThat(next.events.told()).containsExactly("object0@8", "object1@8");
            checkAll(memory, next);
        }
        return count.operationCount();
    }

    private record Attempt(Optional<EpochCommittable> staged, Map<ObjectVersion, byte[]> objects) {}

    /** Stages epoch 8 and commits it; what it had staged when it died. */
    private static Attempt attempt(MemoryRepository memory, Seed seed, int mergesMax)
            throws Exception {
        TestIngest ingest = new TestIngest(memory, seed);
        ingest.restore(7);
        ingest.timeout = Duration.ZERO;
        Optional<EpochCommittable> staged = Optional.empty();
        try (EpochCommitter committer = ingest.committer(7, mergesMax, TestMetrics.none())) {
            staged = Optional.of(ingest.stage(8));
            committer.commit(requests(staged.get()));
        } catch (IOException | ObjectStoreException planned) {
            assertThat(planned).hasMessageNotContaining("null");
        }
        return new Attempt(staged, ingest.objects);
    }

    private static Map<ObjectVersion, byte[]> sevenEpochs(MemoryRepository memory, Seed seed)
            throws Exception {
        TestIngest ingest = new TestIngest(memory, seed);
        try (EpochCommitter committer = ingest.committer(0, 0, TestMetrics.none())) {
            for (long checkpoint = 1; checkpoint <= 7; checkpoint++) {
                committer.commit(requests(ingest.stage(checkpoint)));
            }
        }
        return ingest.objects;
    }

    @Test
    void runsStayFewAndTheirMergesChangeNothing(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        TestIngest ingest = new TestIngest(memory, seed);
        TestMetrics metrics = new TestMetrics();
        try (EpochCommitter committer = ingest.committer(0, 16, metrics.register())) {
            for (long checkpoint = 1; checkpoint <= 30; checkpoint++) {
                committer.commit(requests(ingest.stage(checkpoint)));
            }
        }
        assertThat(origins(memory)).hasSize(30);
        int runs = memory.open().log().head().orElseThrow().record().runs().size();
        assertThat(runs).as("of 180 that were added").isLessThan(60);
        assertThat(metrics.count("commits")).isEqualTo(30);
        assertThat(metrics.count("runMerges")).isGreaterThan(15);
        assertThat(metrics.gauge("lastCommit")).isGreaterThan(40);
        checkAll(memory, ingest);
    }

    @Test
    void aMergeThatFailsDoesNotFailTheCommit(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        TestIngest ingest = new TestIngest(memory, seed);
        ingest.objects.putAll(sevenEpochs(memory, seed));
        ingest.restore(7);
        EpochCommittable eighth = ingest.stage(8);
        TestIngest readOnly = new TestIngest(memory.through(NoShards::new), seed);
        TestMetrics metrics = new TestMetrics();
        try (EpochCommitter committer = readOnly.committer(7, 16, metrics.register())) {
            committer.commit(requests(eighth));
        }
        assertThat(metrics.count("failedRunMerges")).isEqualTo(1);
        assertThat(metrics.count("commits")).isEqualTo(1);
        assertThat(origins(memory)).hasSize(8);
        assertThat(kinds(memory)).containsOnly(CommitKind.EPOCH);
        assertThatThrownBy(() -> readOnly.stage(9)).isInstanceOf(StripeException.class);

        EpochCommittable ninth = ingest.stage(9);
        try (EpochCommitter committer = ingest.committer(8)) {
            committer.commit(requests(ninth));
        }
        assertThat(kinds(memory)).contains(CommitKind.MERGE);
        checkAll(memory, ingest);
    }

    /** A process that was given up: its lineage has gone on, and its packs may be collected. */
    @Test
    void aMergeAfterItsLineageHasGoneOnIsNotPublished(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        TestIngest ingest = new TestIngest(memory, seed);
        sevenEpochs(memory, seed);
        ingest.restore(7);
        EpochCommittable eighth = ingest.stage(8);
        EpochCommittable ninth = ingest.stage(9);
        try (EpochCommitter committer = ingest.committer(7, 0, TestMetrics.none())) {
            committer.commit(requests(eighth, ninth));
        }
        assertThat(merge(memory, eighth.origin(), seed)).isZero();
        assertThat(kinds(memory)).containsOnly(CommitKind.EPOCH);
        assertThat(merge(memory, ninth.origin(), seed)).isPositive();
        assertThat(kinds(memory)).contains(CommitKind.MERGE);
    }

    private static int merge(MemoryRepository memory, Origin origin, Seed seed) throws Exception {
        return new CommitMerges(RepositoryTarget.of(memory.address()), 16, seed.random())
                .merge(
                        memory.open().log().head().orElseThrow().record(),
                        origin,
                        memory::open,
                        memory.publisher());
    }

    @Test
    void theNearerToTheLimitOfRunsTheLargerTheMerges() {
        assertThat(CommitMerges.levels(100).inlineEntriesMax()).isEqualTo(1 << 17);
        assertThat(CommitMerges.levels(1500).inlineEntriesMax()).isEqualTo(1 << 20);
        assertThat(CommitMerges.levels(3000).inlineEntriesMax()).isEqualTo(1 << 23);
    }

    private static List<CommitRequest<EpochCommittable>> requests(EpochCommittable... epochs) {
        List<CommitRequest<EpochCommittable>> requests = new ArrayList<>();
        for (EpochCommittable epoch : epochs) {
            requests.add(new TestRequest(epoch));
        }
        return requests;
    }

    private static List<Origin> origins(MemoryRepository memory) throws Exception {
        List<Origin> origins = new ArrayList<>();
        CommitLog log = memory.open().log();
        for (long n = 1; n <= log.headNumber(); n++) {
            log.read(n).record().origin().ifPresent(origins::add);
        }
        return origins;
    }

    private static List<CommitKind> kinds(MemoryRepository memory) throws Exception {
        List<CommitKind> kinds = new ArrayList<>();
        CommitLog log = memory.open().log();
        for (long n = 1; n <= log.headNumber(); n++) {
            kinds.add(log.read(n).record().kind());
        }
        return kinds;
    }

    private static void checkAll(MemoryRepository memory, TestIngest ingest) throws Exception {
        StagedObjects.check(memory.open(), ingest.objects);
    }
}
