package io.reducto.connectors.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.LineageId;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.erasure.Geometry;
import io.reducto.repository.RepositoryAddress;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.format.IngestBytes;
import io.reducto.repository.format.LineageProgress;
import io.reducto.repository.format.Origin;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.format.RepositoryId;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.StagedEpoch;
import io.reducto.repository.log.CommitChange;
import io.reducto.repository.log.CommitPublisher;
import io.reducto.repository.log.Committable;
import io.reducto.repository.log.RepositoryCreation;
import io.reducto.repository.testing.StagedObjects;
import io.reducto.testkit.Seed;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A stager as a task opens it, on real folders: v1 to v4, 2+1, metadata on v1 and v2. */
@ExtendWith(Seed.Extension.class)
class EpochStagerTest {
    private static final LineageId L = new LineageId(7, 7);
    private static final Staging SMALL = new Staging(3, 64 << 10, 4 << 10, 1, 1);

    @TempDir Path folder;

    @BeforeEach
    void create() throws Exception {
        List<RepositoryDescription.Volume> volumes = new ArrayList<>();
        Map<String, ObjectStore> stores = new TreeMap<>();
        for (String name : List.of("v1", "v2", "v3", "v4")) {
            ObjectStore store = ObjectStores.create(folder.resolve(name).toUri());
            stores.put(name, store);
            boolean metadata = name.compareTo("v3") < 0;
            volumes.add(new RepositoryDescription.Volume(name, store.uri(), name, metadata));
        }
        Geometry geometry = new Geometry(2, 1);
        RepositoryCreation.create(
                stores,
                new RepositoryDescription(
                        new RepositoryId(1, 1),
                        List.of(new RepositoryDescription.Generation(1, 1)),
                        "v1",
                        ChunkingSpec.DEFAULT,
                        volumes,
                        List.of(
                                new RepositoryDescription.Tier(
                                        "cold", geometry, List.of("v1", "v2", "v3", "v4")),
                                new RepositoryDescription.Tier(
                                        "hot", geometry, List.of("v1", "v2", "v3", "v4")))));
        for (ObjectStore store : stores.values()) {
            store.close();
        }
    }

    @Test
    void whatIsStagedOnFoldersIsReadableAfterItsCommit(Seed seed) throws Exception {
        byte[] object = seed.text(900_000);
        StagedEpoch staged;
        try (EpochStager stager = InstantiationUtil.clone(factory(SMALL)).open()) {
            stager.begin(L, 1);
            assertThat(IngestBytes.readStagedEpoch(stager.finish(1)).runs()).isEmpty();
            stager.begin(L, 2);
            StagedObjects.add(StagedObjects.version("tool", "1"), object, 5, stager::add);
            staged = IngestBytes.readStagedEpoch(stager.finish(2));
            assertThat(stager.counters().plainBytes()).isGreaterThan(object.length);
            assertThat(stager.counters().packs()).isGreaterThan(3);
        }
        assertThat(staged.runs()).extracting(run -> run.root().tier()).containsOnly("hot");
        try (RepositoryVolumes volumes = address("v2").open(ObjectStores::open)) {
            Origin origin = new Origin(L, 2, 0, RunDraft.digest(staged.runs()));
            new CommitPublisher(volumes.stores(), InstantSource.system())
                    .publish(
                            new Committable(
                                    origin,
                                    0,
                                    LineageProgress.NONE,
                                    false,
                                    p -> Optional.of(CommitChange.epoch(staged.runs()))));
            StagedObjects.check(volumes.repository(), StagedObjects.version("tool", "1"), object);
            for (ObjectStore store : volumes.stores().values()) {
                assertThat(store.list("probe/", "").objects()).as("left by probes").isEmpty();
            }
        }
    }

    @Test
    void aVolumeThatIsGoneIsLeftOutAndTooFewAreRefused(Seed seed) throws Exception {
        destroy("v4");
        try (EpochStager stager = factory(SMALL).open()) {
            stager.begin(L, 1);
            StagedObjects.add(
                    StagedObjects.version("tool", "1"), seed.bytes(200_000), 5, stager::add);
            stager.finish(1);
            assertThat(stager.counters().degradedStripes()).isZero();
        }
        destroy("v3");
        assertThatThrownBy(() -> factory(SMALL).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tier hot: geometry 2+1 needs 3 volumes or more, found 2");
        destroy("v2");
        destroy("v1");
        assertThatThrownBy(() -> factory(SMALL).open())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("v1");
    }

    @Test
    void anotherTierAndAnUnknownOne() throws Exception {
        RepositoryTarget cold = new RepositoryTarget(address("v1"), "cold");
        new EpochStager.Factory(cold, SMALL).open().close();
        RepositoryTarget none = new RepositoryTarget(address("v1"), "glacial");
        assertThatThrownBy(() -> new EpochStager.Factory(none, SMALL).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tier glacial");
    }

    @Test
    void aProcessWithTooLittleMemoryIsRefusedAtStart() {
        Staging four = new Staging(3, 32 << 20, 512 << 10, 1, 4);
        four.requireMemory(100L << 20, 800L << 20);
        assertThatThrownBy(() -> four.requireMemory(101L << 20, 800L << 20))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("4 in a process need 101 MiB each")
                .hasMessageContaining("found a heap of 800 MiB")
                .hasMessageContaining("taskmanager.memory.task.heap.size");
        Staging huge = new Staging(3, 256 << 20, 512 << 10, 1, 10_000);
        assertThatThrownBy(() -> factory(huge).open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("10000 in a process");
        assertThatThrownBy(() -> new Staging(0, 1, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private EpochStager.Factory factory(Staging staging) {
        return new EpochStager.Factory(RepositoryTarget.of(address("v1", "v2")), staging);
    }

    private RepositoryAddress address(String... names) {
        return RepositoryAddress.parse(
                Stream.of(names).map(name -> folder.resolve(name).toString()).toList());
    }

    private void destroy(String volume) {
        try (Stream<Path> files = Files.walk(folder.resolve(volume))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
