package io.reducto.repository;

import static io.reducto.repository.testing.StagedObjects.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.LineageId;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.LineageProgress;
import io.reducto.repository.format.Origin;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.log.CommitChange;
import io.reducto.repository.log.CommitLog;
import io.reducto.repository.log.Committable;
import io.reducto.repository.log.StoredCommit;
import io.reducto.repository.testing.MemoryRepository;
import io.reducto.repository.testing.StagedObjects;
import io.reducto.testkit.Seed;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.testing.FailingObjectStore;
import io.reducto.tier.testing.FailurePlan;
import io.reducto.tier.testing.FailurePlan.Moment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each of three commits has entered, and which commit that was. */
@ExtendWith(Seed.Extension.class)
class EnteredVersionsTest {
    private static final LineageId L = new LineageId(7, 7);

    @Test
    void aCommitHasEnteredWhatItsOwnRunsHold(Seed seed) throws Exception {
        MemoryRepository memory = threeCommits(seed);
        assertThat(entered(memory, 1)).containsExactly("library@1 in 1", "tool@1 in 1");
        assertThat(entered(memory, 2)).containsExactly("library@2 in 2", "tool@2 in 2");
        assertThat(entered(memory, 3)).as("a lineage that joins").isEmpty();
        assertThat(entered(memory, 4)).containsExactly("library@3 in 4", "tool@3 in 4");
    }

    @Test
    void theyAreReadWithoutAVolumeAndNotWithoutTwo(Seed seed) throws Exception {
        MemoryRepository memory = threeCommits(seed);
        assertThat(entered(memory.through(store -> silent(store, "v3")), 2)).hasSize(2);
        CommitRecord second = memory.open().log().read(2).record();
        MemoryRepository broken = memory.through(store -> silent(silent(store, "v2"), "v3"));
        try (RepositoryVolumes volumes = memory.address().open(memory.opener());
                RepositoryVolumes one = broken.address().open(broken.opener())) {
            EnteredVersions.open(volumes, second).close();
            assertThatThrownBy(() -> EnteredVersions.open(one, second))
                    .isInstanceOf(IOException.class);
        }
    }

    private static ObjectStore silent(ObjectStore store, String volume) {
        return store.uri().toString().endsWith(volume)
                ? new FailingObjectStore(store, FailurePlan.crashAt(0, Moment.BEFORE))
                : store;
    }

    @Test
    void theCommitOfACommittableIsFoundFromAnyLaterOne(Seed seed) throws Exception {
        MemoryRepository memory = threeCommits(seed);
        CommitLog log = memory.open().log();
        for (long number : new long[] {1, 2, 4}) {
            Origin origin = log.read(number).record().origin().orElseThrow();
            for (long from = number; from <= 4; from++) {
                assertThat(log.of(origin, from).map(StoredCommit::number)).contains(number);
            }
            assertThat(log.of(origin, number - 1)).isEmpty();
            Origin other = new Origin(L, origin.checkpoint(), origin.previous(), Digest.ZERO);
            assertThat(log.of(other, 4)).as("of another digest").isEmpty();
            Origin foreign =
                    new Origin(
                            new LineageId(9, 9),
                            origin.checkpoint(),
                            origin.previous(),
                            origin.digest());
            assertThat(log.of(foreign, 4)).as("of another lineage").isEmpty();
        }
    }

    /** Two writers each; a lineage joins behind the second. */
    private static MemoryRepository threeCommits(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        commit(memory, seed, 1);
        commit(memory, seed, 2);
        CommitChange join = CommitChange.join(new LineageId(8, 8), LineageProgress.NONE);
        memory.publisher().publishChange(parent -> Optional.of(join));
        commit(memory, seed, 3);
        return memory;
    }

    private static void commit(MemoryRepository memory, Seed seed, long checkpoint)
            throws Exception {
        List<RunDraft> runs = new ArrayList<>();
        for (String object : List.of("tool", "library")) {
            try (EpochWriter writer = new EpochWriter(memory.packs(Runnable::run, seed.random()))) {
                writer.begin(L, checkpoint);
                StagedObjects.add(
                        version(object, "" + checkpoint), seed.bytes(2_500), 1, writer::add);
                runs.addAll(writer.finish(checkpoint).runs());
            }
        }
        runs.sort(RunDraft.ORDER);
        memory.publisher()
                .publish(
                        new Committable(
                                new Origin(L, checkpoint, checkpoint - 1, RunDraft.digest(runs)),
                                0,
                                LineageProgress.NONE,
                                false,
                                parent -> Optional.of(CommitChange.epoch(runs))));
    }

    private static List<String> entered(MemoryRepository memory, long number) throws Exception {
        List<String> entered = new ArrayList<>();
        try (RepositoryVolumes volumes = memory.address().open(memory.opener());
                EnteredVersions versions =
                        EnteredVersions.open(
                                volumes, volumes.repository().log().read(number).record())) {
            while (versions.next()) {
                entered.add(
                        "%s@%s in %d"
                                .formatted(
                                        versions.key().object(),
                                        versions.key().version(),
                                        versions.entry().commit()));
            }
        }
        return entered;
    }
}
