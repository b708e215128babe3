package io.reducto.repository.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.repository.format.Digest;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Readers that look at every moment, with all volumes and with one missing, each in turn, and
 * remember.
 *
 * <p>In the end everything that a reader of all volumes saw, and everything that was on m + 1
 * volumes when anyone saw it, is on the final chain; and a reader of all volumes never saw the
 * number of commits go down.
 */
final class ReaderWatch {
    private final TestLog log;
    private final Map<Long, Digest> promised = new HashMap<>();
    private final List<StoredCommit> glimpsed = new ArrayList<>();
    private long newest;
    private int looks;

    ReaderWatch(TestLog log) {
        this.log = log;
    }

    void look() {
        try {
            CommitLog all = CommitLog.open(log.stores);
            assertThat(all.headNumber()).isGreaterThanOrEqualTo(newest);
            newest = all.headNumber();
            all.head().ifPresent(this::promise);
            Map<String, ObjectStore> left = log.without("v" + (1 + looks++ % log.stores.size()));
            CommitLog.open(left).head().ifPresent(this::glimpse);
        } catch (ObjectStoreException e) {
            throw new AssertionError("readers always get an answer", e);
        }
    }

    /**
     * Compares with what stands in the end; undone glimpses may have become void after a repair.
     */
    void assertKept(boolean leadIsKept) throws ObjectStoreException {
        CommitLog last = log.open();
        for (Map.Entry<Long, Digest> seen : promised.entrySet()) {
            assertThat(last.read(seen.getKey()).digest()).isEqualTo(seen.getValue());
        }
        if (leadIsKept) {
            for (StoredCommit seen : glimpsed) {
                assertThat(last.read(seen.number()).digest()).isEqualTo(seen.digest());
            }
        }
    }

    private void glimpse(StoredCommit commit) {
        glimpsed.add(commit);
        if (isDone(commit)) {
            promise(commit);
        }
    }

    private boolean isDone(StoredCommit commit) {
        long holders = log.stores.values().stream().filter(store -> holds(store, commit)).count();
        return holders >= log.description.copies();
    }

    private boolean holds(ObjectStore store, StoredCommit commit) {
        try {
            return MetadataVolume.has(
                    store,
                    io.reducto.repository.format.CommitFormat.name(
                            commit.number(), commit.record().generation()));
        } catch (ObjectStoreException e) {
            throw new AssertionError(e);
        }
    }

    private void promise(StoredCommit commit) {
        Digest before = promised.putIfAbsent(commit.number(), commit.digest());
        assertThat(before == null ? commit.digest() : before).isEqualTo(commit.digest());
    }
}
