package io.reducto.repository.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.LineageId;
import io.reducto.repository.format.Origin;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.file.FilesystemObjectStore;
import io.reducto.tier.testing.FailingObjectStore;
import io.reducto.tier.testing.FailurePlan;
import io.reducto.tier.testing.FailurePlan.Moment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit that dies at each of its store operations, and the writer that comes after it. */
class CommitCrashTest {
    private static final LineageId A = TestLog.LINEAGE;
    private static final LineageId B = new LineageId(8, 8);

    @Test
    void aWriterThatDiesAtAnyStepIsCompletedByTheNextAttempt() throws Exception {
        TestLog start = start();
        long steps = steps(start);
        assertThat(steps).isGreaterThan(30);
        for (long n = 0; n < steps; n++) {
            for (Moment moment : Moment.values()) {
                TestLog log = start.copy();
                ReaderWatch watch = new ReaderWatch(log);
                crash(log, FailurePlan.crashAt(n, moment), watch);
                publishWatched(log, TestLog.epoch(A, 3), watch);
                assertOnce(log, 3, watch);
            }
        }
    }

    @Test
    void aWriterThatDiesAtAnyStepIsCompletedByAnotherLineage() throws Exception {
        TestLog start = start();
        long steps = steps(start);
        for (long n = 0; n < steps; n++) {
            for (Moment moment : Moment.values()) {
                TestLog log = start.copy();
                ReaderWatch watch = new ReaderWatch(log);
                crash(log, FailurePlan.crashAt(n, moment), watch);
                publishWatched(log, TestLog.epoch(B, 1), watch);
                publishWatched(log, TestLog.epoch(A, 3), watch);
                publishWatched(log, TestLog.epoch(A, 3), watch);
                assertOnce(log, 4, watch);
            }
        }
    }

    @Test
    void twoCrashesInARowAreNoDifferentFromOne() throws Exception {
        TestLog start = start();
        long steps = steps(start);
        for (long n = 0; n < steps; n++) {
            TestLog crashed = start.copy();
            crash(crashed, FailurePlan.crashAt(n, Moment.AFTER), new ReaderWatch(crashed));
            for (long second = n % 7; second < steps; second += 7) {
                TestLog log = crashed.copy();
                ReaderWatch watch = new ReaderWatch(log);
                crash(log, FailurePlan.crashAt(second, Moment.AFTER), watch);
                publishWatched(log, TestLog.epoch(A, 3), watch);
                assertOnce(log, 3, watch);
            }
        }
    }

    @Test
    void anOperationThatFailsOnceHurtsNobody() throws Exception {
        TestLog start = start();
        long steps = steps(start);
        for (long n = 0; n < steps; n++) {
            for (Moment moment : Moment.values()) {
                TestLog log = start.copy();
                try {
                    log.publisher(log.failing(FailurePlan.failAt(n, moment)))
                            .publish(TestLog.epoch(A, 3));
                } catch (ObjectStoreException lead) {
                    assertThat(lead).isInstanceOf(LogUnavailableException.class);
                }
                log.publisher().publish(TestLog.epoch(A, 3));
                assertOnce(log, 3, new ReaderWatch(log));
            }
        }
    }

    @Test
    void whatIsCalledPublishedIsOnEnoughVolumesWhicheverFail() throws Exception {
        TestLog start = start();
        int refused = 0;
        for (long n = 0; n < 10; n++) {
            TestLog log = start.copy();
            Map<String, ObjectStore> stores = new TreeMap<>(log.stores);
            for (String volume : List.of("v2", "v3")) {
                FailurePlan plan = FailurePlan.crashAt(n, Moment.BEFORE);
                stores.computeIfPresent(
                        volume, (name, store) -> new FailingObjectStore(store, plan));
            }
            try {
                StoredCommit commit =
                        TestLog.published(log.publisher(stores).publish(TestLog.epoch(A, 3)));
                assertThat(ChainView.open(log.stores, 0).holders(commit.number()))
                        .isGreaterThanOrEqualTo(3);
            } catch (LogUnavailableException tooFew) {
                refused++;
                assertThat(tooFew.getSuppressed()).hasSize(2);
            }
        }
        assertThat(refused).isBetween(7, 9);
    }

    @Test
    void aCommittedEpochIsTheSameBytesAfterARetry() throws Exception {
        TestLog log = start().copy();
        StoredCommit commit = TestLog.published(log.publisher().publish(TestLog.epoch(A, 3)));
        assertThat(log.publisher().publish(TestLog.epoch(A, 3)))
                .isEqualTo(new Publication.DoneAlready(3));
        assertThat(log.head().file()).isEqualTo(commit.file());
    }

    @Test
    void staleVolumesAreBroughtUpInOrderWhateverDies() throws Exception {
        TestLog start = start();
        for (int i = 3; i <= 6; i++) {
            start.publisher(start.without("v4")).publish(TestLog.epoch(A, i));
        }
        FailurePlan count = FailurePlan.none();
        start.copy().publisher(start.copy().failing(count)).publish(TestLog.epoch(A, 7));
        for (long n = 0; n < count.operationCount(); n++) {
            TestLog log = start.copy();
            ReaderWatch watch = new ReaderWatch(log);
            crash(log, TestLog.epoch(A, 7), FailurePlan.crashAt(n, Moment.AFTER), watch);
            assertThat(log.open().verifyChain()).isPositive();
            log.publisher().publish(TestLog.epoch(A, 7));
            assertThat(log.open().verifyChain()).isEqualTo(4 * 7);
            log.assertAllEqual();
            watch.assertKept(true);
        }
    }

    @Test
    void crashesOnAFileSystem(@TempDir Path folder) throws Exception {
        for (long n = 0; n < 40; n += 13) {
            Map<String, ObjectStore> stores = new TreeMap<>();
            for (int i = 1; i <= 3; i++) {
                Path volume = Files.createDirectories(folder.resolve("run" + n)).resolve("v" + i);
                stores.put("v" + i, FilesystemObjectStore.create(volume.toUri()));
            }
            TestLog log = TestLog.create(stores, 1);
            log.publisher().publish(TestLog.epoch(A, 1));
            log.publisher().publish(TestLog.epoch(A, 2));
            ReaderWatch watch = new ReaderWatch(log);
            try {
                log.publisher(log.failing(FailurePlan.crashAt(n, Moment.AFTER)))
                        .publish(TestLog.epoch(A, 3));
            } catch (ObjectStoreException planned) {
                watch.look();
            }
            publishWatched(log, TestLog.epoch(A, 3), watch);
            assertOnce(log, 3, watch);
            for (ObjectStore store : stores.values()) {
                store.close();
            }
        }
    }

    /** Two commits on four volumes, m = 2. */
    private static TestLog start() throws Exception {
        TestLog log = TestLog.create(4, 2);
        log.publisher().publish(TestLog.epoch(A, 1));
        log.publisher().publish(TestLog.epoch(A, 2));
        return log;
    }

    private static long steps(TestLog start) throws Exception {
        FailurePlan count = FailurePlan.none();
        TestLog log = start.copy();
        log.publisher(log.failing(count)).publish(TestLog.epoch(A, 3));
        return count.operationCount();
    }

    private static void crash(TestLog log, FailurePlan plan, ReaderWatch watch) {
        crash(log, TestLog.epoch(A, 3), plan, watch);
    }

    private static void crash(TestLog log, Committable epoch, FailurePlan plan, ReaderWatch watch) {
        Map<String, ObjectStore> failing =
                TestLog.each(
                        log.stores,
                        store ->
                                new FailingObjectStore(new WatchedStore(store, watch::look), plan));
        // A process that dies while it looks for a newer generation had made its commit.
        try {
            log.publisher(failing).publish(epoch);
        } catch (ObjectStoreException planned) {
            assertThat(plan.isCrashed()).isTrue();
        }
        watch.look();
    }

    private static void publishWatched(TestLog log, Committable epoch, ReaderWatch watch)
            throws Exception {
        Map<String, ObjectStore> watched =
                TestLog.each(log.stores, store -> new WatchedStore(store, watch::look));
        log.publisher(watched).publish(epoch);
        watch.look();
    }

    private static void assertOnce(TestLog log, long commits, ReaderWatch watch) throws Exception {
        CommitLog opened = log.open();
        assertThat(opened.headNumber()).isEqualTo(commits);
        assertThat(opened.verifyChain()).isEqualTo(commits * log.stores.size());
        int found = 0;
        Origin wanted = TestLog.origin(A, 3, 2);
        for (long n = 1; n <= commits; n++) {
            found += opened.read(n).record().origin().orElseThrow().equals(wanted) ? 1 : 0;
        }
        assertThat(found).isEqualTo(1);
        log.assertAllEqual();
        watch.assertKept(true);
    }
}
