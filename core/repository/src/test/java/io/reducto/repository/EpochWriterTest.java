package io.reducto.repository;

import static io.reducto.repository.testing.StagedObjects.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.LineageId;
import io.reducto.codec.pack.PackFormat;
import io.reducto.repository.format.LineageProgress;
import io.reducto.repository.format.Origin;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.format.StagedEpoch;
import io.reducto.repository.log.CommitChange;
import io.reducto.repository.log.CommitPublisher;
import io.reducto.repository.log.Committable;
import io.reducto.repository.log.Publication;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.repository.stripe.StripeException;
import io.reducto.repository.stripe.WriteCounters;
import io.reducto.repository.testing.MemoryRepository;
import io.reducto.repository.testing.StagedObjects;
import io.reducto.testkit.Seed;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.testing.FailurePlan;
import io.reducto.tier.testing.FailurePlan.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Epochs that are staged by several writers, committed, and read again. */
@ExtendWith(Seed.Extension.class)
class EpochWriterTest {
    private static final LineageId L = new LineageId(7, 7);

    @Test
    void everythingStagedIsReadableAfterTheCommitAndNothingBefore(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        byte[] tool = seed.text(70_000);
        byte[] library = seed.bytes(40_000);
        try (EpochWriter one = writer(memory, seed);
                EpochWriter two = writer(memory, seed)) {
            one.begin(L, 1);
            StagedObjects.add(version("tool", "1"), tool, 17, one::add);
            two.begin(L, 1);
            StagedObjects.add(version("library", "1"), library, 4, two::add);
            StagedEpoch first = one.finish(1);
            StagedEpoch second = two.finish(1);
            assertThat(first.runs())
                    .extracting(RunDraft::kind)
                    .containsExactly(RunKind.INDEX, RunKind.CATALOGUE, RunKind.STRIPES);
            assertThat(memory.open().log().head()).isEmpty();

            publish(memory.publisher(), committable(0, first, second));

            WriteCounters counters = two.counters();
            assertThat(counters.plainBytes()).isGreaterThan(library.length);
            assertThat(counters.packs()).isGreaterThan(2).isEqualTo(counters.stripes());
            assertThat(counters.blocks()).isGreaterThan(counters.packs());
            assertThat(counters.shardBytes()).isGreaterThan(counters.packBytes());
            assertThat(counters.degradedStripes()).isZero();
        }
        StagedObjects.check(memory.open(), version("tool", "1"), tool);
        StagedObjects.check(memory.open(), version("library", "1"), library);
        try (Snapshot newest = memory.open().newest()) {
            CatalogueEntry entry =
                    newest.catalogue().find(new CatalogueKey("builds", "tool", "1")).orElseThrow();
            assertThat(entry.partition()).isEqualTo(3);
            assertThat(entry.lastOffset()).isEqualTo(17);
            assertThat(entry.commit()).isEqualTo(1);
        }
    }

    @Test
    void epochsComeOneAfterTheOtherAndAnEmptyOneWritesNothing(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        byte[] object = seed.text(30_000);
        try (EpochWriter writer = writer(memory, seed)) {
            writer.begin(L, 1);
            assertThat(writer.finish(1)).isEqualTo(new StagedEpoch(L, 1, List.of()));
            assertThat(shards(memory)).isEmpty();

            writer.begin(L, 2);
            StagedObjects.add(version("tool", "1"), object, 1, writer::add);
            publish(memory.publisher(), committable(0, writer.finish(2)));
            byte[] next = seed.text(30_000);
            writer.begin(L, 3);
            StagedObjects.add(version("tool", "2"), next, 2, writer::add);
            publish(memory.publisher(), committable(2, writer.finish(4)));
            StagedObjects.check(memory.open(), version("tool", "1"), object);
            StagedObjects.check(memory.open(), version("tool", "2"), next);
        }
    }

    @Test
    void repeatedPagesAndVersionsAreTolerated(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        byte[] object = seed.text(30_000);
        byte[] other = seed.text(20_000);
        try (EpochWriter writer = writer(memory, seed)) {
            writer.begin(L, 1);
            StagedObjects.add(version("tool", "1"), object, 1, writer::add);
            long once = writer.counters().plainBytes();
            StagedObjects.add(version("tool", "1"), object, 1, writer::add);
            assertThat(writer.counters().plainBytes()).isEqualTo(once);
            StagedObjects.add(version("tool", "1"), other, 2, writer::add);
            publish(memory.publisher(), committable(0, writer.finish(1)));
        }
        StagedObjects.check(memory.open(), version("tool", "1"), object);
    }

    @Test
    void badCallsAndBadRecipesAreRefused(Seed seed) throws Exception {
        MemoryRepository memory = MemoryRepository.create();
        try (EpochWriter writer = writer(memory, seed)) {
            assertThatThrownBy(() -> writer.finish(1)).isInstanceOf(IllegalStateException.class);
            writer.begin(L, 5);
            assertThatThrownBy(() -> writer.begin(L, 6)).hasMessageContaining("epoch 5");
            assertThatThrownBy(() -> writer.finish(4)).hasMessageContaining("found 4");
            byte[] bytes = seed.bytes(50);
            ChunkId id = ChunkId.read(bytes, 0);
            assertThatThrownBy(() -> writer.add(PackFormat.KIND_RECIPE, id, bytes, 0, 50))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("recipe " + id);
        }
    }

    @Test
    void aCrashAtAnyStepIsHarmless(Seed seed) throws Exception {
        byte[] tool = seed.text(40_000);
        byte[] library = seed.bytes(9_000);
        FailurePlan count = FailurePlan.none();
        attempt(MemoryRepository.create().failing(count), seed, tool, library);
        assertThat(count.operationCount()).isGreaterThan(40);
        for (long n = 0; n < count.operationCount(); n++) {
            for (Moment moment : Moment.values()) {
                MemoryRepository memory = MemoryRepository.create();
                FailurePlan plan = FailurePlan.crashAt(n, moment);
                Optional<Committable> staged =
                        attempt(memory.failing(plan), seed, tool, library).staged;
                assertThat(plan.isCrashed()).isTrue();
                if (staged.isPresent()) {
                    memory.publisher().publish(staged.get());
                    assertThat(memory.publisher().publish(staged.get()))
                            .isEqualTo(new Publication.DoneAlready(1));
                } else {
                    assertThat(memory.open().log().head()).isEmpty();
                    assertThat(attempt(memory, seed, tool, library).isPublished).isTrue();
                }
                assertThat(memory.open().log().headNumber()).isEqualTo(1);
                assertThat(memory.open().log().verifyChain()).isEqualTo(3);
                StagedObjects.check(memory.open(), version("tool", "1"), tool);
                StagedObjects.check(memory.open(), version("library", "1"), library);
            }
        }
    }

    private record Attempt(Optional<Committable> staged, boolean isPublished) {}

    /** Two writers stage an epoch and it is published; stops where the plan says. */
    private static Attempt attempt(MemoryRepository memory, Seed seed, byte[] tool, byte[] library)
            throws Exception {
        Optional<Committable> staged = Optional.empty();
        try (EpochWriter one = writer(memory, seed);
                EpochWriter two = writer(memory, seed)) {
            one.begin(L, 1);
            two.begin(L, 1);
            StagedObjects.add(version("tool", "1"), tool, 1, one::add);
            StagedObjects.add(version("library", "1"), library, 2, two::add);
            staged = Optional.of(committable(0, one.finish(1), two.finish(1)));
            publish(memory.publisher(), staged.get());
            return new Attempt(staged, true);
        } catch (StripeException | ObjectStoreException planned) {
            return new Attempt(staged, false);
        }
    }

    private static EpochWriter writer(MemoryRepository memory, Seed seed) throws Exception {
        return new EpochWriter(memory.packs(Runnable::run, seed.random()));
    }

    private static Committable committable(long previous, StagedEpoch... staged) {
        List<RunDraft> runs = new ArrayList<>();
        for (StagedEpoch one : staged) {
            runs.addAll(one.runs());
        }
        runs.sort(RunDraft.ORDER);
        return new Committable(
                new Origin(L, staged[0].checkpoint(), previous, RunDraft.digest(runs)),
                previous,
                LineageProgress.NONE,
                false,
                parent -> Optional.of(CommitChange.epoch(runs)));
    }

    private static void publish(CommitPublisher publisher, Committable committable)
            throws ObjectStoreException {
        assertThat(publisher.publish(committable)).isInstanceOf(Publication.Published.class);
    }

    private static List<ObjectName> shards(MemoryRepository memory) throws ObjectStoreException {
        List<ObjectName> names = new ArrayList<>();
        for (ObjectStore store : memory.stores.values()) {
            store.list("shards/", "").objects().forEach(object -> names.add(object.name()));
        }
        return names;
    }
}
