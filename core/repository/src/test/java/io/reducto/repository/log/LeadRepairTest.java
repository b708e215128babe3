package io.reducto.repository.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import io.reducto.codec.LineageId;
import io.reducto.repository.format.DescriptionFormat;
import io.reducto.repository.format.DescriptionWriter;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.format.RepositoryDescription.Generation;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.testing.FailingObjectStore;
import io.reducto.tier.testing.FailurePlan;
import io.reducto.tier.testing.FailurePlan.Moment;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The lead is lost; another is named; everything that was done is still there. */
class LeadRepairTest {
    private static final LineageId A = TestLog.LINEAGE;

    @Test
    void theResultSaysWhatWasDone() throws Exception {
        TestLog log = TestLog.create(6, 2);
        publish(log, 1, 5);
        Map<String, ObjectStore> left = log.without("v1", "v6");

        LeadRepair.Result result = new LeadRepair(left).repair("v3");

        assertThat(result.fromGeneration()).isEqualTo(1);
        assertThat(result.toGeneration()).isEqualTo(2);
        assertThat(result.chainLength()).isEqualTo(5);
        assertThat(result.volumes()).containsExactly("v2", "v3", "v4", "v5");
        assertThat(result.silent()).containsExactly("v1", "v6");
        assertThat(result.voided()).isEmpty();
        StoredCommit next = TestLog.published(log.publisher(left).publish(TestLog.epoch(A, 6)));
        assertThat(next.record().generation()).isEqualTo(2);
        assertThat(next.number()).isEqualTo(6);
    }

    @Test
    void theLeadIsLostAtEveryStepOfACommit() throws Exception {
        TestLog start = TestLog.create(5, 2);
        publish(start, 1, 2);
        FailurePlan count = FailurePlan.none();
        TestLog counted = start.copy();
        counted.publisher(counted.failing(count)).publish(TestLog.epoch(A, 3));
        for (long n = 0; n < count.operationCount(); n++) {
            for (Moment moment : Moment.values()) {
                loseTheLead(start.copy(), FailurePlan.crashAt(n, moment));
            }
        }
    }

    private static void loseTheLead(TestLog log, FailurePlan plan) throws Exception {
        ReaderWatch watch = new ReaderWatch(log);
        boolean wasDone = false;
        Map<String, ObjectStore> dying =
                TestLog.each(
                        log.stores,
                        store ->
                                new FailingObjectStore(new WatchedStore(store, watch::look), plan));
        try {
            log.publisher(dying).publish(TestLog.epoch(A, 3));
            wasDone = true;
        } catch (ObjectStoreException planned) {
            assertThat(plan.isCrashed()).isTrue();
        }
        Map<String, ObjectStore> left = log.without("v1");
        LeadRepair.Result result = new LeadRepair(left).repair("v2");
        assertThat(result.chainLength()).isBetween(wasDone ? 3L : 2L, 3L);
        log.publisher(left).publish(TestLog.epoch(A, 3));
        log.publisher(left).publish(TestLog.epoch(A, 4));

        // the old lead comes back
        LeadRepair.Result again = new LeadRepair(log.stores).repair("v2");
        assertThat(again.voided()).isEmpty();
        CommitLog opened = log.open();
        assertThat(opened.headNumber()).isEqualTo(4);
        assertThat(opened.verifyChain()).isEqualTo(4 * 5);
        for (long i = 1; i <= 4; i++) {
            assertThat(opened.read(i).record().origin().orElseThrow().checkpoint()).isEqualTo(i);
        }
        watch.assertKept(false);
    }

    @Test
    void aRepairThatDiesAtAnyStepIsMadeAgain() throws Exception {
        TestLog start = staleAndLost();
        FailurePlan count = FailurePlan.none();
        new LeadRepair(failing(start.copy(), count)).repair("v2");
        assertThat(count.operationCount()).isGreaterThan(20);
        for (long n = 0; n < count.operationCount(); n++) {
            for (Moment moment : Moment.values()) {
                TestLog log = start.copy();
                FailurePlan plan = FailurePlan.crashAt(n, moment);
                try {
                    new LeadRepair(failing(log, plan)).repair("v2");
                } catch (ObjectStoreException planned) {
                    assertThat(plan.isCrashed()).isTrue();
                }
                assertThat(CommitLog.open(left(log)).headNumber()).isEqualTo(6);

                LeadRepair.Result result = new LeadRepair(left(log)).repair("v3");

                assertThat(result.chainLength()).isEqualTo(6);
                assertThat(CommitLog.open(left(log)).description().lead()).isEqualTo("v3");
                log.publisher(left(log)).publish(TestLog.epoch(A, 7));
                assertThat(CommitLog.open(left(log)).verifyChain()).isEqualTo(4 * 7);
                log.publisher().publish(TestLog.epoch(A, 8));
                assertThat(log.open().verifyChain()).isEqualTo(6 * 8);
            }
        }
    }

    @Test
    void twoStaleAndTwoLostVolumesWithTheLeadAmongTheLost() throws Exception {
        TestLog log = staleAndLost();
        LeadRepair.Result result = new LeadRepair(left(log)).repair("v4");
        assertThat(result.chainLength()).isEqualTo(6);
        assertThat(CommitLog.open(left(log)).verifyChain()).isEqualTo(4 * 6);
    }

    @Test
    void recordsOfAnOlderGenerationAreVoid() throws Exception {
        TestLog log = TestLog.create(5, 2);
        publish(log, 1, 3);
        StoredCommit lost = orphan(log, 4);

        LeadRepair.Result result = new LeadRepair(log.without("v1")).repair("v2");

        assertThat(result.chainLength()).isEqualTo(3);
        log.publisher(log.without("v1")).publish(TestLog.epoch(A, 5, 3, 0));
        StoredCommit fourth = log.open().read(4);
        assertThat(fourth.record().generation()).isEqualTo(2);
        assertThat(fourth.digest()).isNotEqualTo(lost.digest());
        log.publisher().publish(TestLog.epoch(A, 6, 5, 0));
        assertThat(log.open().verifyChain()).isEqualTo(5 * 5);
        assertThat(log.content("v1")).containsKey("commits/000000000004.000001");
    }

    @Test
    void aRepairReportsRecordsThatItFindsVoid() throws Exception {
        TestLog log = TestLog.create(5, 2);
        publish(log, 1, 3);
        orphan(log, 4);
        new LeadRepair(log.without("v1")).repair("v2");

        LeadRepair.Result result = new LeadRepair(log.stores).repair("v2");

        assertThat(result.toGeneration()).isEqualTo(3);
        assertThat(result.voided()).containsExactly(new LeadRepair.VoidRecord("v1", 4, 1));
    }

    @Test
    void moreLostVolumesThanParitiesAreRefused() throws Exception {
        TestLog log = TestLog.create(6, 1);
        publish(log, 1, 3);
        assertThatThrownBy(() -> new LeadRepair(log.without("v1", "v2")).repair("v3"))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("commits that were done may be on those only");
        TestLog exact = TestLog.create(3, 2);
        assertThatThrownBy(() -> new LeadRepair(exact.without("v1")).repair("v2"))
                .as("three copies are needed, two volumes are left")
                .isInstanceOf(LogUnavailableException.class);
    }

    @Test
    void theNewLeadMustBeAMetadataVolumeThatAnswers() throws Exception {
        TestLog log = TestLog.create(3, 1);
        assertThatThrownBy(() -> new LeadRepair(log.stores).repair("v9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("v9");
        assertThatThrownBy(() -> new LeadRepair(log.without("v1")).repair("v1"))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("volume v1 to answer");
    }

    @Test
    void anInterruptedRepairStopsWritersAndNotReaders() throws Exception {
        TestLog log = TestLog.create(5, 2);
        publish(log, 1, 3);
        describe(log, "v5", 2, 4);

        assertThat(log.headNumber()).isEqualTo(3);
        assertThat(log.open().description().generation()).isEqualTo(1);
        assertThatThrownBy(() -> log.publisher().publish(TestLog.epoch(A, 4)))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("generation 2 as the newest");
    }

    /** A repair dies on v5; v5 vanishes; commits go on; v5 comes back. None of them is lost. */
    @Test
    void aRepairThatDiedOnAVolumeThatWasAwayVoidsNothing() throws Exception {
        TestLog log = TestLog.create(5, 2);
        publish(log, 1, 3);
        describe(log, "v5", 2, 4);
        log.publisher(log.without("v5")).publish(TestLog.epoch(A, 4));
        log.publisher(log.without("v5")).publish(TestLog.epoch(A, 5));

        assertThat(log.headNumber()).isEqualTo(5);
        LeadRepair.Result result = new LeadRepair(log.stores).repair("v2");
        assertThat(result.fromGeneration()).isEqualTo(1);
        assertThat(result.toGeneration()).isEqualTo(3);
        assertThat(result.chainLength()).isEqualTo(5);
        log.publisher().publish(TestLog.epoch(A, 6));
        assertThat(log.open().verifyChain()).isEqualTo(5 * 6);
    }

    @Test
    void whatOnlySilentVolumesCanTellIsNotGuessed() throws Exception {
        TestLog log = TestLog.create(5, 2);
        publish(log, 1, 3);
        describe(log, "v5", 2, 4);
        log.publisher(log.without("v5")).publish(TestLog.epoch(A, 4));
        assertThatThrownBy(() -> new LeadRepair(log.without("v2", "v3")).repair("v4"))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("commits of an older generation behind its beginning");
    }

    @Test
    void aWriterBesideARepairDoesNotReportAVoidCommitAsDone() throws Exception {
        TestLog log = TestLog.create(4, 1);
        publish(log, 1, 3);
        AtomicBoolean repaired = new AtomicBoolean();
        Runnable repair =
                () -> {
                    if (repaired.compareAndSet(false, true)) {
                        repairNow(log);
                    }
                };
        Map<String, ObjectStore> slow =
                TestLog.each(
                        log.stores,
                        store ->
                                store.uri().toString().endsWith("v4")
                                        ? new WatchedStore(store, repair)
                                        : store);
        assertThatThrownBy(() -> log.publisher(slow).publish(TestLog.epoch(A, 4)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stop all writers");
    }

    @Test
    void twoProvableDescriptionsOfOneGenerationAreCorruption() throws Exception {
        TestLog log = TestLog.create(4, 1);
        describe(log, "v1", 2, 1);
        describe(log, "v2", 2, 1);
        describe(log, "v3", 2, 9);
        assertThat(log.open().description().generation()).isEqualTo(2);
        describe(log, "v4", 2, 9);
        assertThatThrownBy(log::open)
                .isInstanceOf(DataException.Corrupt.class)
                .hasMessageContaining("[v1, v2]")
                .hasMessageContaining("[v3, v4]");
    }

    private static void repairNow(TestLog log) {
        try {
            new LeadRepair(log.without("v1")).repair("v2");
        } catch (ObjectStoreException e) {
            throw new AssertionError(e);
        }
    }

    /** Six volumes, m = 2, six commits; v4 and v5 have three of them; v1, the lead, and v6 go. */
    private static TestLog staleAndLost() throws Exception {
        TestLog log = TestLog.create(6, 2);
        publish(log, 1, 3);
        for (int i = 4; i <= 6; i++) {
            log.publisher(log.without("v4", "v5")).publish(TestLog.epoch(A, i));
        }
        return log;
    }

    private static Map<String, ObjectStore> left(TestLog log) {
        return log.without("v1", "v6");
    }

    private static Map<String, ObjectStore> failing(TestLog log, FailurePlan plan) {
        return TestLog.each(left(log), store -> new FailingObjectStore(store, plan));
    }

    /** A record that only the lead has. */
    private static StoredCommit orphan(TestLog log, long number) throws Exception {
        TestLog elsewhere = log.copy();
        StoredCommit commit =
                TestLog.published(elsewhere.publisher().publish(TestLog.epoch(A, number)));
        put(log, "v1", log.description.commitName(number), commit.file());
        return commit;
    }

    private static void describe(TestLog log, String volume, int generation, long first)
            throws Exception {
        RepositoryDescription next = log.description.next(new Generation(generation, first), "v2");
        put(log, volume, DescriptionFormat.name(generation), DescriptionWriter.write(next));
    }

    private static void put(TestLog log, String volume, ObjectName name, byte[] file)
            throws Exception {
        Objects.requireNonNull(log.stores.get(volume)).putIfAbsent(name, ByteBuffer.wrap(file));
    }

    private static void publish(TestLog log, int from, int to) throws Exception {
        for (int i = from; i <= to; i++) {
            log.publisher().publish(TestLog.epoch(A, i));
        }
    }
}
