package io.reducto.repository.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.repository.log.CommitChange;
import io.reducto.repository.rebuild.StagedPacks.Verdict;
import io.reducto.repository.restore.SampleObjects;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.testkit.Seed;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Seed.Extension.class)
class StagedPacksTest {
    private static final LineageId L = new LineageId(5, 5);

    @TempDir Path folder;

    @Test
    void packsThatAnyCommitNamesAreCommittedThoseOfReplacedRunsIncluded(Seed seed)
            throws Exception {
        try (LostRepository repository = new LostRepository(folder, 6, seed)) {
            assertThat(read(repository)).isEmpty();
            repository.commit(
                    LostRepository.version("tool", "1"), SampleObjects.mixed(seed, 9_000));
            repository.commit(
                    LostRepository.version("tool", "2"), SampleObjects.mixed(seed, 9_000));
            Set<PackId> before = repository.packs();
            repository.rebuild(1000);
            Map<PackId, StagedPacks.Pack> packs = read(repository);
            assertThat(packs.keySet()).isEqualTo(repository.packs()).containsAll(before);
            assertThat(packs.values())
                    .extracting(StagedPacks.Pack::verdict)
                    .containsOnly(Verdict.COMMITTED);
        }
    }

    @Test
    void aStagedPackIsDeadOnlyWhenItsLineageHasPublishedThatEpochWithoutIt(Seed seed)
            throws Exception {
        try (LostRepository repository = new LostRepository(folder, 6, seed)) {
            PackId fourth = stage(repository, L, 4, seed);
            PackId fifth = stage(repository, L, 5, seed);
            PackId other = stage(repository, new LineageId(6, 6), 1, seed);
            assertThat(verdicts(repository, fourth, fifth, other)).containsOnly(Verdict.LIVING);

            repository.commitEpoch(L, 4, 0, new PackId(1, 1));
            assertThat(verdicts(repository, fourth)).containsOnly(Verdict.DEAD);
            assertThat(verdicts(repository, fifth, other)).containsOnly(Verdict.LIVING);

            repository.commitEpoch(L, 7, 4, new PackId(1, 2));
            assertThat(verdicts(repository, fourth, fifth)).containsOnly(Verdict.DEAD);
            assertThat(verdicts(repository, other)).containsOnly(Verdict.LIVING);
        }
    }

    @Test
    void allOfARetiredLineageIsDeadButWhatCommitsName(Seed seed) throws Exception {
        try (LostRepository repository = new LostRepository(folder, 6, seed)) {
            repository.commitEpoch(L, 4, 0, new PackId(1, 1));
            Set<PackId> named = repository.packs();
            PackId next = stage(repository, L, 5, seed);
            assertThat(verdicts(repository, next)).containsOnly(Verdict.LIVING);

            repository.publisher().publishChange(p -> Optional.of(CommitChange.retire(L)));

            assertThat(verdicts(repository, next)).containsOnly(Verdict.DEAD);
            assertThat(verdicts(repository, named.toArray(new PackId[0])))
                    .containsOnly(Verdict.COMMITTED);
        }
    }

    @Test
    void aPackOfWhichOneShardWasWrittenIsTold(Seed seed) throws Exception {
        try (LostRepository repository = new LostRepository(folder, 6, seed)) {
            repository.commitEpoch(L, 4, 0, new PackId(1, 1));
            PackId pack = stage(repository, L, 3, seed);
            StagedPacks.Pack whole = pack(repository, pack);
            assertThat(whole.shards()).isEqualTo(6);
            assertThat(whole.epoch()).isEqualTo(3);
            assertThat(whole.lineage()).isEqualTo(L);
            for (int ordinal = 1; ordinal < 6; ordinal++) {
                ShardFile file = repository.shard(pack, ordinal);
                file.volume().store().delete(file.name());
            }
            StagedPacks.Pack torn = pack(repository, pack);
            assertThat(torn.verdict()).isEqualTo(Verdict.DEAD);
            assertThat(torn.shards()).isEqualTo(1);
            assertThat(torn.bytes()).isEqualTo(whole.bytes() / 6).isPositive();
        }
    }

    private static PackId stage(LostRepository repository, LineageId lineage, long epoch, Seed seed)
            throws Exception {
        return repository.stage(new PackWriter.Opening(lineage, epoch), seed.bytes(3_000));
    }

    private static StagedPacks.Pack pack(LostRepository repository, PackId id) throws Exception {
        return Objects.requireNonNull(read(repository).get(id));
    }

    private static Set<Verdict> verdicts(LostRepository repository, PackId... ids)
            throws Exception {
        Map<PackId, StagedPacks.Pack> packs = read(repository);
        Set<Verdict> verdicts = new HashSet<>();
        for (PackId id : ids) {
            verdicts.add(Objects.requireNonNull(packs.get(id)).verdict());
        }
        return verdicts;
    }

    private static Map<PackId, StagedPacks.Pack> read(LostRepository repository) throws Exception {
        Map<PackId, StagedPacks.Pack> found = new TreeMap<>();
        try (StagedPacks packs = StagedPacks.of(repository.open())) {
            for (Optional<StagedPacks.Pack> next = packs.next();
                    next.isPresent();
                    next = packs.next()) {
                found.put(next.get().id(), next.get());
            }
            assertThat(packs.leftOut()).isEmpty();
        }
        return found;
    }
}
