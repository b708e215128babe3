package io.reducto.repository.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.repository.format.CommitKind;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.LineageEntry;
import io.reducto.repository.format.LineageProgress;
import io.reducto.repository.format.Run;
import io.reducto.repository.format.RunId;
import io.reducto.repository.format.RunKind;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.StoreOperation;
import io.reducto.tier.testing.TracingObjectStore;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CommitPublisherTest {
    private static final LineageId A = TestLog.LINEAGE;

    @Test
    void aCommitIsOnEveryVolumeAndNamesItsParent() throws Exception {
        TestLog log = TestLog.create(4, 2);
        StoredCommit first = TestLog.published(log.publisher().publish(TestLog.epoch(A, 1)));
        StoredCommit second = TestLog.published(log.publisher().publish(TestLog.epoch(A, 2)));
        assertThat(first.record().parent()).isEqualTo(Digest.ZERO);
        assertThat(second.record().parent()).isEqualTo(first.digest());
        assertThat(second.record().runs()).hasSize(2);
        assertThat(second.record().lineages())
                .containsExactly(
                        new LineageEntry(
                                A, 2, 2, TestLog.origin(A, 2, 1).digest(), LineageProgress.NONE));
        log.assertAllEqual();
        assertThat(log.open().head().orElseThrow().file()).isEqualTo(second.file());
    }

    @Test
    void timeNeverRunsBackwards() throws Exception {
        TestLog log = TestLog.create(2, 0);
        long first =
                TestLog.published(log.publisher().publish(TestLog.epoch(A, 1))).record().time();
        log.millis.set(5);
        assertThat(TestLog.published(log.publisher().publish(TestLog.epoch(A, 2))).record().time())
                .isEqualTo(first);
    }

    @Test
    void anEpochWithNothingNewPublishesNothing() throws Exception {
        TestLog log = TestLog.create(3, 1);
        log.publisher().publish(TestLog.epoch(A, 1));
        LineageProgress moved = new LineageProgress(0, 0, OptionalLong.of(4));
        assertThat(log.publisher().publish(TestLog.empty(TestLog.origin(A, 2, 1), moved, false)))
                .isInstanceOf(Publication.NothingNew.class);
        assertThat(log.headNumber()).isEqualTo(1);
        assertThat(log.publisher().publish(TestLog.epoch(A, 3, 1, 0)))
                .isInstanceOf(Publication.Published.class);
    }

    @Test
    void progressThatACollectionWaitsForIsPublished() throws Exception {
        TestLog log = TestLog.create(3, 1);
        log.publisher().publish(TestLog.epoch(A, 1));
        log.append(collection(log.head(), 1));
        LineageProgress applied = new LineageProgress(1, 2, OptionalLong.of(1));
        Committable empty = TestLog.empty(TestLog.origin(A, 2, 1), applied, false);

        StoredCommit commit = TestLog.published(log.publisher().publish(empty));

        assertThat(commit.record().kind()).isEqualTo(CommitKind.PROGRESS);
        LineageEntry entry = commit.record().lineage(A).orElseThrow();
        assertThat(entry.progress()).isEqualTo(applied);
        assertThat(entry.checkpoint()).isEqualTo(1);
        assertThat(log.publisher().publish(empty)).isInstanceOf(Publication.NothingNew.class);
        LineageProgress free = new LineageProgress(1, 2, OptionalLong.empty());
        assertThat(log.publisher().publish(TestLog.empty(TestLog.origin(A, 3, 1), free, false)))
                .isInstanceOf(Publication.Published.class);
        LineageProgress later = new LineageProgress(1, 2, OptionalLong.of(9));
        assertThat(log.publisher().publish(TestLog.empty(TestLog.origin(A, 4, 1), later, false)))
                .as("nothing waits for it any more")
                .isInstanceOf(Publication.NothingNew.class);
        assertThat(log.publisher().publish(TestLog.epoch(A, 5, 1, 0)))
                .isInstanceOf(Publication.Published.class);
    }

    @Test
    void aMergeStandsForTheCommitsOfWhatItReplaces() throws Exception {
        TestLog log = TestLog.create(3, 1);
        for (int i = 1; i <= 4; i++) {
            log.publisher().publish(TestLog.epoch(A, i));
        }
        List<RunId> inputs = log.head().record().runs().stream().limit(3).map(Run::id).toList();
        CommitChange merge =
                CommitChange.merge(inputs, TestLog.draft(RunKind.STRIPES, 1, new PackId(50, 50)));

        CommitRecord record =
                TestLog.published(log.publisher().publishChange(p -> Optional.of(merge))).record();

        assertThat(record.runs()).hasSize(2);
        Run merged = record.runs().get(0);
        assertThat(merged.first()).isEqualTo(1);
        assertThat(merged.last()).isEqualTo(3);
        assertThat(record.runs().get(1).last()).isEqualTo(4);
        assertThat(log.publisher().publishChange(p -> Optional.of(merge)))
                .as("overtaken: its inputs are not listed any more")
                .isInstanceOf(Publication.NothingNew.class);
    }

    @Test
    void aMergeOfRunsThatAreNoNeighboursIsRefused() throws Exception {
        TestLog log = TestLog.create(3, 1);
        for (int i = 1; i <= 3; i++) {
            log.publisher().publish(TestLog.epoch(A, i));
        }
        List<Run> runs = log.head().record().runs();
        CommitChange merge =
                CommitChange.merge(
                        List.of(runs.get(0).id(), runs.get(2).id()),
                        TestLog.draft(RunKind.STRIPES, 1, new PackId(50, 50)));
        assertThatThrownBy(() -> log.publisher().publishChange(p -> Optional.of(merge)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("disjoint commits");
        assertThat(log.headNumber()).isEqualTo(3);
    }

    @Test
    void withoutTheLeadNothingIsWrittenAnywhere() throws Exception {
        TestLog log = TestLog.create(4, 1);
        log.publisher().publish(TestLog.epoch(A, 1));
        Map<String, ObjectStore> traced = TestLog.each(log.without("v1"), TracingObjectStore::new);
        assertThatThrownBy(() -> log.publisher(traced).publish(TestLog.epoch(A, 2)))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("volume v1 to answer")
                .hasMessageContaining("repair the lead");
        for (ObjectStore store : traced.values()) {
            assertThat(((TracingObjectStore) store).requests(StoreOperation.PUT_IF_ABSENT))
                    .isZero();
        }
    }

    @Test
    void withFewerThanNeededVolumesCommitsWait() throws Exception {
        TestLog log = TestLog.create(4, 2);
        log.publisher().publish(TestLog.epoch(A, 1));
        CommitPublisher alone = log.publisher(log.without("v2", "v3"));
        assertThatThrownBy(() -> alone.publish(TestLog.epoch(A, 2)))
                .isInstanceOf(LogUnavailableException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
        assertThat(log.headNumber()).isEqualTo(1);
        assertThat(log.publisher(log.without("v3")).publish(TestLog.epoch(A, 2)))
                .isInstanceOf(Publication.Published.class);
        log.publisher().publish(TestLog.epoch(A, 3));
        log.assertAllEqual();
    }

    @Test
    void twoRecordsOfOneNumberAreCorruptionThatNamesBothVolumes() throws Exception {
        TestLog log = TestLog.create(3, 1);
        log.publisher().publish(TestLog.epoch(A, 1));
        TestLog other = log.copy();
        StoredCommit ours = TestLog.published(log.publisher().publish(TestLog.epoch(A, 2)));
        StoredCommit theirs =
                TestLog.published(other.publisher().publish(TestLog.epoch(A, 3, 1, 0)));
        ObjectName name = log.description.commitName(2);
        ObjectStore third = Objects.requireNonNull(log.stores.get("v3"));
        third.delete(name);
        third.putIfAbsent(name, ByteBuffer.wrap(theirs.file()));

        assertThatThrownBy(log::open)
                .isInstanceOf(DataException.Corrupt.class)
                .hasMessageContaining("commit 2 of generation 1")
                .hasMessageContaining("v1")
                .hasMessageContaining("v3")
                .hasMessageContaining(ours.digest().toString())
                .hasMessageContaining(theirs.digest().toString());
        assertThatThrownBy(() -> log.publisher().publish(TestLog.epoch(A, 3, 2, 0)))
                .isInstanceOf(DataException.Corrupt.class);
    }

    @Test
    void aVolumeWithADamagedHeadCountsAsOneThatDoesNotAnswer() throws Exception {
        TestLog log = TestLog.create(3, 1);
        log.publisher().publish(TestLog.epoch(A, 1));
        ObjectName name = log.description.commitName(1);
        ObjectStore third = Objects.requireNonNull(log.stores.get("v3"));
        byte[] damaged = third.readTail(name, 1 << 20).bytes();
        damaged[60] ^= 1;
        third.delete(name);
        third.putIfAbsent(name, ByteBuffer.wrap(damaged));

        assertThat(log.headNumber()).isEqualTo(1);
        assertThat(log.publisher().publish(TestLog.epoch(A, 2)))
                .isInstanceOf(Publication.Published.class);
        assertThat(log.content("v3")).doesNotContainKey(log.description.commitName(2).value());
    }

    @Test
    void aCommitTakesFewRequests() throws Exception {
        TestLog log = TestLog.create(3, 1);
        Map<String, ObjectStore> traced = TestLog.each(log.stores, TracingObjectStore::new);
        CommitPublisher publisher = log.publisher(traced);
        for (int i = 1; i <= 20; i++) {
            publisher.publish(TestLog.epoch(A, i));
        }
        traced.values().forEach(store -> ((TracingObjectStore) store).clear());
        publisher.publish(TestLog.epoch(A, 21));
        for (ObjectStore store : traced.values()) {
            // two listings, a description, two probes, the head, the head put again, the record
            assertThat(((TracingObjectStore) store).calls(call -> true)).hasSize(8);
        }
    }

    private static CommitRecord collection(StoredCommit parent, long generation) {
        CommitRecord record = parent.record();
        return new CommitRecord(
                parent.number() + 1,
                1,
                parent.digest(),
                record.time(),
                CommitKind.COLLECTION,
                Optional.empty(),
                record.runs(),
                record.lineages(),
                record.retired(),
                generation,
                record.corpora());
    }
}
