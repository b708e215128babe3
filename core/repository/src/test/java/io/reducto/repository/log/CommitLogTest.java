package io.reducto.repository.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.reducto.codec.DataException;
import io.reducto.codec.LineageId;
import io.reducto.repository.format.CommitKind;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.Digest;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.StoreOperation;
import io.reducto.tier.testing.TracingObjectStore;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommitLogTest {
    private static final LineageId A = TestLog.LINEAGE;
    private static final int LONG = 10_000;

    @Test
    void aNewRepositoryHasNoCommits() throws Exception {
        CommitLog log = TestLog.create(3, 1).open();
        assertThat(log.head()).isEmpty();
        assertThat(log.headNumber()).isZero();
        assertThat(log.at(Instant.MAX)).isEmpty();
        assertThat(log.verifyChain()).isZero();
        assertThatThrownBy(() -> log.read(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLongChainOpensWithALogarithmicNumberOfRequests() throws Exception {
        TestLog log = TestLog.create(3, 1);
        fill(log, LONG);
        Map<String, ObjectStore> traced = TestLog.each(log.stores, TracingObjectStore::new);

        CommitLog opened = CommitLog.open(traced);

        assertThat(opened.headNumber()).isEqualTo(LONG);
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(LONG);
        for (ObjectStore store : traced.values()) {
            TracingObjectStore trace = (TracingObjectStore) store;
            assertThat(trace.requests(StoreOperation.LENGTH)).isLessThanOrEqualTo(2 * bits + 2);
            assertThat(trace.requests(StoreOperation.LIST)).isEqualTo(1);
            assertThat(trace.requests(StoreOperation.READ_TAIL)).isEqualTo(2);
            assertThat(trace.calls(call -> true)).hasSizeLessThanOrEqualTo(2 * bits + 5);
            trace.clear();
        }
        Instant middle = Instant.ofEpochMilli(TestLog.START + 4321);
        assertThat(opened.at(middle).orElseThrow().number()).isEqualTo(4321);
        assertThat(total(traced)).as("requests to find a time").isLessThanOrEqualTo(bits);
    }

    @Test
    void memoryDoesNotGrowWithTheChain() throws Exception {
        TestLog small = TestLog.create(3, 1);
        fill(small, 100);
        TestLog large = TestLog.create(3, 1);
        fill(large, LONG);
        allocated(small, 100);
        long few = allocated(small, 100);
        long many = allocated(large, LONG);
        assertThat(many)
                .as("bytes to open %d commits; 100 take %d", LONG, few)
                .isLessThan(3 * few + (256 << 10));
    }

    @Test
    void readersNeverWrite() throws Exception {
        TestLog log = TestLog.create(3, 1);
        publish(log, 3);
        Map<String, ObjectStore> traced = TestLog.each(log.stores, TracingObjectStore::new);
        CommitLog opened = CommitLog.open(traced);
        opened.read(2);
        opened.at("2");
        opened.verifyChain();
        for (ObjectStore store : traced.values()) {
            TracingObjectStore trace = (TracingObjectStore) store;
            assertThat(trace.requests(StoreOperation.PUT_IF_ABSENT)).isZero();
            assertThat(trace.requests(StoreOperation.DELETE)).isZero();
        }
    }

    @Test
    void aRecordThatIsCertainlyOnTooFewVolumesIsLeftOut() throws Exception {
        TestLog log = TestLog.create(5, 2);
        publish(log, 2);
        TestLog ahead = log.copy();
        StoredCommit third = TestLog.published(ahead.publisher().publish(TestLog.epoch(A, 3)));
        put(log, "v1", third);
        assertThat(log.headNumber()).as("on one of three").isEqualTo(2);
        assertThat(CommitLog.open(log.without("v5")).headNumber())
                .as("on two at most")
                .isEqualTo(2);
        assertThat(CommitLog.open(log.without("v4", "v5")).headNumber())
                .as("perhaps on three")
                .isEqualTo(3);
        put(log, "v2", third);
        assertThat(log.headNumber()).isEqualTo(2);
        assertThat(CommitLog.open(log.without("v5")).headNumber()).isEqualTo(3);
        put(log, "v3", third);
        assertThat(log.headNumber()).isEqualTo(3);
    }

    @Test
    void aFirstRecordOnTooFewVolumesIsNoCommit() throws Exception {
        TestLog log = TestLog.create(3, 1);
        TestLog ahead = log.copy();
        put(log, "v1", TestLog.published(ahead.publisher().publish(TestLog.epoch(A, 1))));
        assertThat(log.open().head()).isEmpty();
    }

    @Test
    void commitsAreFoundByNumberAndTime() throws Exception {
        TestLog log = TestLog.create(2, 0);
        publish(log, 5);
        CommitLog opened = log.open();
        assertThat(opened.at("3").number()).isEqualTo(3);
        assertThat(opened.at("2026-01-01T00:00:00Z").number()).isEqualTo(1);
        assertThat(opened.at("2026-01-01T00:00:02.999Z").number()).isEqualTo(3);
        assertThat(opened.at("2030-01-01T00:00:00Z").number()).isEqualTo(5);
        for (String wrong : List.of("0", "6", "2025-12-31T23:59:59Z", "yesterday", "-1", "")) {
            assertThatThrownBy(() -> opened.at(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aDamagedCopyIsReadFromAnotherVolume() throws Exception {
        TestLog log = TestLog.create(3, 1);
        publish(log, 3);
        damage(log, "v1", 2);
        CommitLog opened = log.open();
        assertThat(opened.read(2).number()).isEqualTo(2);
        assertThatThrownBy(opened::verifyChain)
                .isInstanceOf(DataException.Corrupt.class)
                .hasMessageContaining("volume v1: commits/000000000002.000001");
        damage(log, "v2", 2);
        damage(log, "v3", 2);
        assertThatThrownBy(() -> opened.read(2)).isInstanceOf(DataException.Corrupt.class);
    }

    @Test
    void aSwappedRecordBreaksTheChain() throws Exception {
        TestLog log = TestLog.create(3, 1);
        publish(log, 2);
        TestLog fork = TestLog.create(3, 1);
        fork.publisher().publish(TestLog.epoch(new LineageId(8, 8), 1));
        StoredCommit stranger = fork.head();
        ObjectName first = log.description.commitName(1);
        Objects.requireNonNull(log.stores.get("v2")).delete(first);
        put(log, "v2", stranger);
        assertThatThrownBy(log.open()::verifyChain)
                .isInstanceOf(DataException.Corrupt.class)
                .hasMessageContaining("as its child says");
    }

    @Test
    void aRecordUnderAnotherNameIsMalformed() throws Exception {
        TestLog log = TestLog.create(1, 0);
        publish(log, 1);
        byte[] file = log.head().file();
        ObjectStore store = Objects.requireNonNull(log.stores.get("v1"));
        store.putIfAbsent(log.description.commitName(2), ByteBuffer.wrap(file));
        assertThatThrownBy(log::open)
                .isInstanceOf(LogUnavailableException.class)
                .satisfies(
                        e ->
                                assertThat(e.getSuppressed()[0])
                                        .isInstanceOf(DataException.Malformed.class)
                                        .hasMessageContaining("as its name says"));
    }

    @Test
    void withoutAnyVolumeTheErrorNamesThem() {
        assertThatThrownBy(() -> CommitLog.open(Map.of()))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("description");
    }

    @Test
    void anInterruptedCreationIsMadeAgain() throws Exception {
        TestLog log = TestLog.create(3, 1);
        for (String volume : List.of("v2", "v3")) {
            ObjectStore store = Objects.requireNonNull(log.stores.get(volume));
            store.delete(ObjectName.of("repository/000001.json"));
        }
        assertThatThrownBy(log::open).isInstanceOf(LogUnavailableException.class);
        RepositoryCreation.create(log.stores, log.description);
        log.assertAllEqual();
        TestLog other = TestLog.create(2, 1);
        assertThatThrownBy(() -> RepositoryCreation.create(log.stores, other.description))
                .isInstanceOf(DataException.Corrupt.class);
    }

    /** A chain as publishers make it, a second of work for them, put in place directly. */
    private static void fill(TestLog log, int commits) throws Exception {
        Digest parent = Digest.ZERO;
        for (int n = 1; n <= commits; n++) {
            CommitRecord record =
                    new CommitRecord(
                            n,
                            1,
                            parent,
                            TestLog.START + n,
                            CommitKind.MERGE,
                            Optional.empty(),
                            List.of(),
                            List.of(),
                            List.of(),
                            0,
                            List.of());
            StoredCommit commit = StoredCommit.write(log.description.id(), record);
            for (String volume : log.stores.keySet()) {
                put(log, volume, commit);
            }
            parent = commit.digest();
        }
    }

    private static long allocated(TestLog log, long head) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        CommitLog.open(log.stores);
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(CommitLog.open(log.stores).headNumber()).isEqualTo(head);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static long total(Map<String, ObjectStore> traced) {
        return traced.values().stream()
                .mapToLong(store -> ((TracingObjectStore) store).calls(call -> true).size())
                .sum();
    }

    private static void damage(TestLog log, String volume, long number) throws Exception {
        ObjectName name = log.description.commitName(number);
        ObjectStore store = Objects.requireNonNull(log.stores.get(volume));
        byte[] file = store.readTail(name, 1 << 20).bytes();
        file[70] ^= 4;
        store.delete(name);
        store.putIfAbsent(name, ByteBuffer.wrap(file));
    }

    private static void put(TestLog log, String volume, StoredCommit commit) throws Exception {
        Objects.requireNonNull(log.stores.get(volume))
                .putIfAbsent(
                        log.description.commitName(commit.number()),
                        ByteBuffer.wrap(commit.file()));
    }

    private static void publish(TestLog log, int commits) throws Exception {
        for (int i = 1; i <= commits; i++) {
            log.publisher().publish(TestLog.epoch(A, i));
        }
    }
}
