package io.reducto.repository.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.repository.format.Origin;
import io.reducto.repository.format.Run;
import io.reducto.repository.format.RunId;
import io.reducto.repository.format.RunKind;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.file.FilesystemObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers that race for numbers. */
class CommitRaceTest {
    @Test
    void twoWritersShareTheNumbers() throws Exception {
        race(TestLog.create(4, 2), 2, 40);
    }

    @Test
    void eightWritersShareTheNumbers() throws Exception {
        race(TestLog.create(4, 2), 8, 8);
    }

    @Test
    void eightWritersShareTheNumbersOnAFileSystem(@TempDir Path folder) throws Exception {
        Map<String, ObjectStore> stores = new TreeMap<>();
        for (int i = 1; i <= 3; i++) {
            stores.put("v" + i, FilesystemObjectStore.create(folder.resolve("v" + i).toUri()));
        }
        race(TestLog.create(stores, 1), 8, 3);
        for (ObjectStore store : stores.values()) {
            store.close();
        }
    }

    @Test
    void twoAttemptsOfOneLineagePublishEachEpochOnce() throws Exception {
        TestLog log = TestLog.create(3, 1);
        List<Callable<Integer>> attempts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            attempts.add(
                    () -> {
                        CommitPublisher publisher = log.publisher();
                        int published = 0;
                        for (int e = 1; e <= 25; e++) {
                            Committable epoch = TestLog.epoch(TestLog.LINEAGE, e, e - 1, 25);
                            boolean isNew =
                                    publisher.publish(epoch) instanceof Publication.Published;
                            published += isNew ? 1 : 0;
                        }
                        return published;
                    });
        }
        run(attempts);
        // Both may report one commit as their own when their bytes are the same; it exists once.
        verify(log, 1, 25, 25);
    }

    @Test
    void mergesRaceWithEpochs() throws Exception {
        TestLog log = TestLog.create(3, 1);
        List<Callable<Integer>> work = new ArrayList<>(epochs(log, 2, 20));
        for (int i = 0; i < 2; i++) {
            int merger = i;
            work.add(
                    () -> {
                        CommitPublisher publisher = log.publisher();
                        int merges = 0;
                        for (int n = 0; n < 12; n++) {
                            PackId pack = new PackId(100 + merger, n);
                            boolean isNew =
                                    publisher.publishChange(p -> mergeOldest(p.runs(), pack))
                                            instanceof Publication.Published;
                            merges += isNew ? 1 : 0;
                        }
                        return merges;
                    });
        }
        List<Integer> done = run(work);
        int merges = done.get(2) + done.get(3);
        assertThat(log.headNumber()).isEqualTo(40 + merges);
        List<Run> runs = log.head().record().runs();
        assertThat(runs).hasSize(40 - merges);
        assertThat(log.open().verifyChain()).isEqualTo(3L * (40 + merges));
        log.assertAllEqual();
    }

    /** Two of the oldest neighbours become one. */
    private static Optional<CommitChange> mergeOldest(List<Run> runs, PackId pack) {
        if (runs.size() < 2) {
            return Optional.empty();
        }
        List<RunId> oldest = runs.stream().limit(2).map(Run::id).toList();
        return Optional.of(CommitChange.merge(oldest, TestLog.draft(RunKind.STRIPES, 1, pack)));
    }

    private static void race(TestLog log, int writers, int epochs) throws Exception {
        List<Integer> published = run(epochs(log, writers, epochs));
        assertThat(published).containsOnly(epochs);
        verify(log, writers, epochs, (long) writers * epochs);
    }

    private static List<Callable<Integer>> epochs(TestLog log, int writers, int epochs) {
        List<Callable<Integer>> work = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            LineageId lineage = new LineageId(1, w);
            work.add(
                    () -> {
                        CommitPublisher publisher = log.publisher();
                        int published = 0;
                        for (int e = 1; e <= epochs; e++) {
                            boolean isNew =
                                    publisher.publish(TestLog.epoch(lineage, e))
                                            instanceof Publication.Published;
                            published += isNew ? 1 : 0;
                        }
                        return published;
                    });
        }
        return work;
    }

    private static List<Integer> run(List<Callable<Integer>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        CyclicBarrier start = new CyclicBarrier(work.size());
        try {
            List<Future<Integer>> futures = new ArrayList<>();
            for (Callable<Integer> each : work) {
                futures.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return each.call();
                                }));
            }
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Gapless, chained, each committable once, in the order of its lineage, all volumes equal. */
    private static void verify(TestLog log, int writers, int epochs, long commits)
            throws Exception {
        CommitLog opened = log.open();
        assertThat(opened.headNumber()).isEqualTo(commits);
        assertThat(opened.verifyChain()).isEqualTo(commits * log.stores.size());
        Map<LineageId, Long> last = new HashMap<>();
        for (long n = 1; n <= commits; n++) {
            Origin origin = opened.read(n).record().origin().orElseThrow();
            assertThat(origin.checkpoint()).isEqualTo(last.getOrDefault(origin.lineage(), 0L) + 1);
            last.put(origin.lineage(), origin.checkpoint());
        }
        assertThat(last).hasSize(writers);
        assertThat(last.values()).containsOnly((long) epochs);
        log.assertAllEqual();
    }
}
