package io.reducto.repository.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.erasure.Geometry;
import io.reducto.repository.RepositoryWriter;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.CommitKind;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.log.Publication;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.restore.SampleObjects;
import io.reducto.repository.run.Catalogue;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.testkit.Seed;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs are lost and made anew, on real folders. */
@ExtendWith(Seed.Extension.class)
class RebuildTest {
    @TempDir Path folder;

    private LostRepository repository;

    @BeforeEach
    void create(Seed seed) throws Exception {
        repository = new LostRepository(folder.resolve("six"), 6, seed);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void everythingComesBackWhenAllRunsAreGone(Seed seed) throws Exception {
        sample(seed);
        Set<PackId> before = repository.packs();
        repository.abort(LostRepository.version("staged", "1"), seed.bytes(100_000));
        Set<PackId> staged = repository.packs();
        staged.removeAll(before);
        LostRepository.Content content = repository.content();
        CommitRecord head = head();
        assertThat(repository.loseRuns(staged)).isEqualTo(3 * 6);
        assertThatThrownBy(() -> repository.open().newest()).isInstanceOf(Exception.class);

        RebuildReport report = repository.rebuild(RunRebuild.ENTRIES_MAX);

        assertThat(repository.content()).isEqualTo(content);
        repository.checkAll();
        assertThat(report.packs()).isEqualTo(content.stripes().size());
        assertThat(report.entries()).isEqualTo(content.index().size());
        assertThat(report.versions()).isEqualTo(4);
        assertThat(report.repeatedVersions()).isZero();
        assertThat(report.isLossy()).isFalse();
        assertThat(report.leftOutCounts()).isEqualTo(Map.of(Omission.PACK_UNKNOWN, 1L));
        assertThat(report.runPacks()).as("the runs that the aborted writer staged").isOne();
        CommitRecord after = head();
        assertThat(after.number()).isEqualTo(head.number() + 3);
        assertThat(after.kind()).isEqualTo(CommitKind.MERGE);
        assertThat(after.runs()).hasSize(3);
        assertThat(repository.open().log().verifyChain()).isEqualTo(3 * after.number());
        try (Snapshot newest = repository.open().newest()) {
            assertThat(newest.catalogue().find(key(LostRepository.version("staged", "1"))))
                    .isEmpty();
        }
    }

    @Test
    void aRebuildOfWhatIsWholeChangesNothingAndMayBeRepeated(Seed seed) throws Exception {
        sample(seed);
        LostRepository.Content content = repository.content();
        RebuildReport first = repository.rebuild(RunRebuild.ENTRIES_MAX);
        assertThat(first.runPacks()).as("of three commits").isEqualTo(3);
        RebuildReport second = repository.rebuild(RunRebuild.ENTRIES_MAX);
        assertThat(second.runPacks()).as("three of the first rebuild too").isEqualTo(6);
        assertThat(second.leftOut()).isEmpty();
        assertThat(repository.content()).isEqualTo(content);

        repository.commit(LostRepository.version("after", "1"), seed.bytes(70_000));
        repository.checkAll();
        try (Snapshot newest = repository.open().newest()) {
            CatalogueKey after = key(LostRepository.version("after", "1"));
            assertThat(newest.catalogue().find(after).orElseThrow().commit())
                    .isEqualTo(newest.record().number());
        }
    }

    @Test
    void moreEntriesThanMemoryHoldsMakeTheSameRuns(Seed seed) throws Exception {
        sample(seed);
        LostRepository.Content content = repository.content();
        repository.loseRuns(Set.of());
        assertThat(content.index().size()).as("merged in two steps").isGreaterThan(65);
        repository.rebuild(1);
        assertThat(repository.content()).isEqualTo(content);
        repository.checkAll();
    }

    @Test
    void oneOfSixVolumesMayBeGone(Seed seed) throws Exception {
        sample(seed);
        withoutVolumes(List.of("v4"));
    }

    @Test
    void twoOfEightVolumesMayBeGone(Seed seed) throws Exception {
        repository.close();
        repository = new LostRepository(folder.resolve("eight"), 8, seed);
        sample(seed);
        withoutVolumes(List.of("v4", "v6"));
    }

    @Test
    void localGroupsAreFoundInShardsWithoutAnyRun(Seed seed) throws Exception {
        repository.close();
        Geometry groups = Geometry.parse("4+2+1");
        repository = new LostRepository(folder.resolve("eight"), 8, groups, seed);
        sample(seed);
        withoutVolumes(List.of("v4"));
        assertThat(repository.listed().values())
                .isNotEmpty()
                .allMatch(stripe -> stripe.geometry().equals(groups));
    }

    /** Two of six leave four, on which a run cannot be made durable: no commit, nothing worse. */
    @Test
    void withTooFewVolumesToWriteNothingIsPublished(Seed seed) throws Exception {
        sample(seed);
        repository.loseRuns(Set.of());
        repository.destroy("v3");
        repository.destroy("v5");
        long number = head().number();
        assertThatThrownBy(() -> repository.rebuild(RunRebuild.ENTRIES_MAX))
                .hasMessageContaining("expected 5 shards or more");
        assertThat(head().number()).isEqualTo(number);
    }

    private void withoutVolumes(List<String> gone) throws Exception {
        LostRepository.Content content = repository.content();
        Map<PackId, Stripe> stripes = repository.listed();
        repository.loseRuns(Set.of());
        for (String volume : gone) {
            repository.destroy(volume);
        }

        RebuildReport report = repository.rebuild(RunRebuild.ENTRIES_MAX);

        assertThat(report.leftOutCounts())
                .isEqualTo(Map.of(Omission.VOLUME_SILENT, (long) gone.size()));
        assertThat(repository.scan(RunKind.INDEX)).isEqualTo(content.index());
        assertThat(repository.scan(RunKind.CATALOGUE)).isEqualTo(content.catalogue());
        Map<PackId, Stripe> listed = repository.listed();
        assertThat(listed.keySet()).isEqualTo(stripes.keySet());
        for (Stripe stripe : listed.values()) {
            Stripe whole = Objects.requireNonNull(stripes.get(stripe.pack()));
            assertThat(stripe.shards())
                    .isEqualTo(
                            whole.shards().stream()
                                    .filter(shard -> !gone.contains(shard.volume()))
                                    .toList());
            assertThat(stripe.trailerLength()).isEqualTo(whole.trailerLength());
            assertThat(stripe.tier()).isEqualTo(whole.tier());
        }
        repository.checkAll();
    }

    @Test
    void damagedAndStrangeShardsAreReportedAndNotBelieved(Seed seed) throws Exception {
        sample(seed);
        PackId pack = repository.listed().keySet().iterator().next();
        repository.loseRuns(Set.of());
        ShardFile damaged = repository.shard(pack, 1);
        byte[] flipped = bytes(damaged);
        flipped[flipped.length - 100] ^= 1;
        replace(damaged, flipped);
        ShardFile strange = repository.shard(pack, 4);
        byte[] other = bytes(repository.shard(pack, 0));
        replace(strange, other);
        ObjectName noShard = ObjectName.of("shards/00/readme");
        strange.volume().store().putIfAbsent(noShard, ByteBuffer.wrap(other));

        RebuildReport report = repository.rebuild(RunRebuild.ENTRIES_MAX);

        assertThat(report.leftOut(Omission.SHARD_DAMAGED)).isOne();
        assertThat(report.leftOut(Omission.SHARD_STRANGER)).isEqualTo(2);
        assertThat(report.leftOut())
                .extracting(LeftOut::what)
                .containsExactlyInAnyOrder(
                        damaged.toString(),
                        strange.toString(),
                        "volume %s: %s".formatted(strange.volume().name(), noShard));
        assertThat(report.isLossy()).isFalse();
        assertThat(Objects.requireNonNull(repository.listed().get(pack)).shards())
                .extracting(shard -> shard.ordinal())
                .containsExactly(0, 2, 3, 5);
        repository.checkAll();
    }

    @Test
    void aLostPackIsPublishedOnlyWhenTheLossIsAccepted(Seed seed) throws Exception {
        sample(seed);
        PackId pack = repository.listed().keySet().iterator().next();
        int packs = repository.listed().size();
        for (int ordinal : List.of(0, 2, 5)) {
            ShardFile file = repository.shard(pack, ordinal);
            file.volume().store().delete(file.name());
        }
        try (RunRebuild rebuild =
                new RunRebuild(repository.open(), repository.stripes(), seed.random())) {
            RebuildReport report = rebuild.build();
            assertThat(report.leftOutCounts()).isEqualTo(Map.of(Omission.STRIPE_LOST, 1L));
            assertThatThrownBy(() -> rebuild.publish(repository.publisher()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("STRIPE_LOST");
            assertThat(rebuild.publishDespiteLoss(repository.publisher()).values())
                    .hasSize(3)
                    .allMatch(Publication.Published.class::isInstance);
        }
        assertThat(repository.listed()).hasSize(packs - 1).doesNotContainKey(pack);
    }

    @Test
    void ofTwoPlacesTheLaterCommitsAndOfTwoVersionsTheEarlierStands(Seed seed) throws Exception {
        ObjectVersion tool = LostRepository.version("tool", "1");
        byte[] first = SampleObjects.mixed(seed, 90_000);
        try (Snapshot base = repository.open().newest();
                RepositoryWriter a = repository.writer(base);
                RepositoryWriter b = repository.writer(base)) {
            a.store(tool, new ByteArrayInputStream(first));
            b.store(LostRepository.version("copy", "1"), new ByteArrayInputStream(first));
            b.store(tool, new ByteArrayInputStream(seed.bytes(50_000)));
            a.publish(repository.publisher());
            b.publish(repository.publisher());
        }
        repository.objects.put(tool, first);
        repository.objects.put(LostRepository.version("copy", "1"), first);
        Map<String, String> index = repository.scan(RunKind.INDEX);
        repository.loseRuns(Set.of());
        RebuildReport report = repository.rebuild(3);
        assertThat(report.repeatedVersions()).isOne();
        assertThat(repository.scan(RunKind.INDEX)).isEqualTo(index);
        repository.checkAll();
    }

    @Test
    void whatIsCommittedMeanwhileStays(Seed seed) throws Exception {
        sample(seed);
        try (RunRebuild rebuild =
                new RunRebuild(repository.open(), repository.stripes(), seed.random())) {
            rebuild.build();
            repository.commit(LostRepository.version("late", "1"), seed.bytes(40_000));
            rebuild.publish(repository.publisher());
        }
        repository.checkAll();
        try (Snapshot newest = repository.open().newest()) {
            Catalogue.Cursor all = newest.catalogue().all();
            int versions = 0;
            while (all.next()) {
                versions++;
            }
            assertThat(versions).isEqualTo(repository.objects.size());
        }
    }

    @Test
    void whatALineageStagedAfterItsLastCheckpointIsLeftOut(Seed seed) throws Exception {
        sample(seed);
        LineageId lineage =
                repository.open().log().read(1).record().origin().orElseThrow().lineage();
        LostRepository.Content content = repository.content();
        PackId staged = repository.stage(new PackWriter.Opening(lineage, 2), seed.bytes(5000));
        RebuildReport report = repository.rebuild(RunRebuild.ENTRIES_MAX);
        assertThat(report.leftOut()).hasSize(1);
        assertThat(report.leftOut().get(0).omission()).isEqualTo(Omission.PACK_STAGED);
        assertThat(report.leftOut().get(0).what()).contains(staged.toString());
        assertThat(repository.content()).isEqualTo(content);
    }

    @Test
    void aPackIsOfTheFirstCheckpointFromItsEpochOn(Seed seed) throws Exception {
        LineageId lineage = new LineageId(7, 8);
        PackId ofAborted = repository.stage(new PackWriter.Opening(lineage, 1), seed.bytes(5000));
        repository.commitEpoch(lineage, 2, 0, ofAborted);
        PackId second = repository.stage(new PackWriter.Opening(lineage, 3), seed.bytes(5000));
        repository.commitEpoch(lineage, 3, 2, second);
        repository.commit(LostRepository.version("other", "1"), seed.bytes(30_000));
        PackId third = repository.stage(new PackWriter.Opening(lineage, 4), seed.bytes(5000));
        PackId staged = repository.stage(new PackWriter.Opening(lineage, 5), seed.bytes(5000));
        repository.commitEpoch(lineage, 4, 3, third);

        RebuildReport report = repository.rebuild(RunRebuild.ENTRIES_MAX);

        assertThat(report.leftOutCounts()).isEqualTo(Map.of(Omission.PACK_STAGED, 1L));
        Map<String, String> stripes = repository.scan(RunKind.STRIPES);
        assertThat(stripes).hasSize(4).doesNotContainKey(staged.toString());
        assertThat(stripes.get(ofAborted.toString())).startsWith("0100000000000000");
        assertThat(stripes.get(second.toString())).startsWith("0200000000000000");
        assertThat(stripes.get(third.toString())).startsWith("0400000000000000");
    }

    @Test
    void aTierThatDoesNotAnswerIsALossEvenIfNothingOfItIsSeen(Seed seed) throws Exception {
        sample(seed);
        for (String volume : List.of("v3", "v4", "v5")) {
            repository.destroy(volume);
        }
        List<LeftOut> leftOut = repository.scanStripes();
        assertThat(leftOut)
                .extracting(LeftOut::omission)
                .contains(Omission.TIER_INCOMPLETE)
                .filteredOn(omission -> omission == Omission.VOLUME_SILENT)
                .hasSize(3);
    }

    /** Three commits, the second of which shares chunks with the first. */
    private void sample(Seed seed) throws Exception {
        byte[] tool = SampleObjects.mixed(seed, 900_000);
        byte[] library = SampleObjects.mixed(seed, 500_000);
        repository.commit(
                LostRepository.version("tool", "1"),
                tool,
                LostRepository.version("library", "1"),
                library);
        repository.commit(LostRepository.version("tool", "2"), SampleObjects.edited(seed, tool));
        repository.commit(LostRepository.version("empty", "1"), new byte[0]);
    }

    private CommitRecord head() throws Exception {
        return repository.open().log().head().orElseThrow().record();
    }

    private static CatalogueKey key(ObjectVersion name) {
        return new CatalogueKey(name.dataSet(), name.object(), name.version());
    }

    private static byte[] bytes(ShardFile file) throws Exception {
        ObjectStore store = file.volume().store();
        byte[] bytes = new byte[(int) store.length(file.name())];
        store.read(file.name(), 0, bytes, 0, bytes.length);
        return bytes;
    }

    private static void replace(ShardFile file, byte[] bytes) throws Exception {
        file.volume().store().delete(file.name());
        file.volume().store().putIfAbsent(file.name(), ByteBuffer.wrap(bytes));
    }
}
