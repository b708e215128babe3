package io.reducto.repository.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.LineageId;
import io.reducto.repository.format.LineageProgress;
import io.reducto.repository.format.Origin;
import io.reducto.repository.log.LineageException.Reason;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of {@link LineageRule}, row by row, against a lineage that has published 3 and 5. */
class LineageRuleTest {
    private static final LineageId OTHER = new LineageId(8, 8);

    private TestLog log;
    private CommitPublisher publisher;

    @BeforeEach
    void publishThreeAndFive() throws Exception {
        log = TestLog.create(3, 1);
        publisher = log.publisher();
        publisher.publish(TestLog.epoch(TestLog.LINEAGE, 3, 0, 0));
        publisher.publish(TestLog.epoch(TestLog.LINEAGE, 5, 3, 0));
    }

    @Test
    void theSameKeyAndDigestIsDone() throws Exception {
        assertThat(publisher.publish(TestLog.epoch(TestLog.LINEAGE, 5, 3, 0)))
                .isEqualTo(new Publication.DoneAlready(2));
    }

    @Test
    void theSameKeyWithAnotherDigestIsAFork() {
        Origin origin = TestLog.origin(TestLog.LINEAGE, 5, 3);
        Origin forged = new Origin(origin.lineage(), 5, 3, log.head().digest());
        refused(TestLog.epoch(forged, 5, false), Reason.FORK_OTHER_DIGEST, "empty repository");
    }

    @Test
    void anEarlierKeyUpToTheRestoredCheckpointIsDone() throws Exception {
        assertThat(publisher.publish(TestLog.epoch(TestLog.LINEAGE, 3, 0, 5)))
                .isEqualTo(new Publication.DoneAlready(2));
        assertThat(publisher.publish(TestLog.epoch(TestLog.LINEAGE, 4, 3, 9)))
                .isEqualTo(new Publication.DoneAlready(2));
    }

    @Test
    void anEntryBeyondTheRestoredCheckpointIsAFork() {
        refused(
                TestLog.epoch(TestLog.LINEAGE, 4, 3, 3),
                Reason.FORK_BEYOND_RESTORED,
                "restored from checkpoint 3");
    }

    @Test
    void anotherAttemptThatPublishedInBetweenIsAFork() {
        refused(
                TestLog.epoch(TestLog.LINEAGE, 7, 3, 3),
                Reason.FORK_BEYOND_RESTORED,
                "committable before it was 3");
    }

    @Test
    void aRepositoryThatLacksThePredecessorIsBehind() {
        refused(
                TestLog.epoch(TestLog.LINEAGE, 7, 6, 6),
                Reason.REPOSITORY_BEHIND,
                "expected checkpoint 6");
        refused(TestLog.epoch(OTHER, 7, 6, 6), Reason.REPOSITORY_BEHIND, "found 0");
    }

    @Test
    void theNextKeyIsPublished() throws Exception {
        assertThat(publisher.publish(TestLog.epoch(TestLog.LINEAGE, 7, 5, 0)))
                .isInstanceOf(Publication.Published.class);
        assertThat(LineageRule.doneBy(log.head().record(), TestLog.origin(OTHER, 9, 0), 0))
                .isEqualTo(OptionalLong.empty());
    }

    @Test
    void aLineageRetiredByCommandMayNotCommit() throws Exception {
        publisher.publishChange(p -> Optional.of(CommitChange.retire(TestLog.LINEAGE)));
        refused(TestLog.epoch(TestLog.LINEAGE, 7, 5, 5), Reason.RETIRED, "empty repository");
        assertThat(publisher.publish(TestLog.epoch(TestLog.LINEAGE, 5, 3, 5)))
                .isEqualTo(new Publication.DoneAlready(2));
        assertThat(publisher.publishChange(p -> Optional.of(CommitChange.retire(TestLog.LINEAGE))))
                .isInstanceOf(Publication.NothingNew.class);
    }

    @Test
    void aLineageThatNeverCommittedCanBeRetired() throws Exception {
        publisher.publishChange(p -> Optional.of(CommitChange.retire(OTHER)));
        refused(TestLog.epoch(OTHER, 1, 0, 0), Reason.RETIRED, "retired");
    }

    @Test
    void aOneShotWriterLeavesTheTableAndItsRepetitionIsRecognised() throws Exception {
        Committable last = TestLog.epoch(TestLog.origin(OTHER, 1, 0), 0, true);
        assertThat(publisher.publish(last)).isInstanceOf(Publication.Published.class);
        assertThat(log.head().record().lineage(OTHER)).isEmpty();
        assertThat(publisher.publish(last)).isEqualTo(new Publication.DoneAlready(3));
        refused(TestLog.epoch(OTHER, 2, 1, 1), Reason.RETIRED, "retired");
    }

    @Test
    void aLastEpochWithNothingNewLeavesTheTableToo() throws Exception {
        Origin origin = TestLog.origin(TestLog.LINEAGE, 7, 5);
        Committable last = TestLog.empty(origin, LineageProgress.NONE, true);
        assertThat(publisher.publish(last)).isInstanceOf(Publication.Published.class);
        assertThat(log.head().record().lineages()).isEmpty();
        assertThat(publisher.publish(last)).isEqualTo(new Publication.DoneAlready(3));
    }

    @Test
    void aLineageJoinsOnce() throws Exception {
        CommitChange join = CommitChange.join(OTHER, LineageProgress.NONE);
        assertThat(publisher.publishChange(p -> Optional.of(join)))
                .isInstanceOf(Publication.Published.class);
        assertThat(publisher.publishChange(p -> Optional.of(join)))
                .isInstanceOf(Publication.NothingNew.class);
        assertThat(publisher.publish(TestLog.epoch(OTHER, 4, 0, 0)))
                .isInstanceOf(Publication.Published.class);
    }

    private void refused(Committable committable, Reason reason, String message) {
        long before = log.headNumber();
        assertThatThrownBy(() -> publisher.publish(committable))
                .isInstanceOf(LineageException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(((LineageException) e).reason()).isEqualTo(reason));
        assertThat(log.headNumber()).isEqualTo(before);
    }
}
