package io.reducto.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.pack.PackLayout;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.format.RepositoryId;
import io.reducto.repository.log.CommitPublisher;
import io.reducto.repository.log.LeadRepair;
import io.reducto.repository.log.Publication;
import io.reducto.repository.log.RepositoryCreation;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.restore.ChunkReader;
import io.reducto.repository.restore.ObjectRestore;
import io.reducto.repository.restore.SampleObjects;
import io.reducto.repository.run.Catalogue;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.repository.run.RunLevels;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeException;
import io.reducto.repository.stripe.StripeWriter;
import io.reducto.repository.stripe.TestVolumes;
import io.reducto.repository.stripe.Volume;
import io.reducto.testkit.Seed;
import io.reducto.tier.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Objects in, objects out, from a plain thread on real folders: six volumes, 4+2, three of them
 * with metadata.
 */
@ExtendWith(Seed.Extension.class)
class RepositoryTest {
    @TempDir Path folder;

    private final ExecutorService executor = Executors.newFixedThreadPool(6);
    private final Map<ObjectVersion, byte[]> objects = new LinkedHashMap<>();
    private TestVolumes volumes;
    private Map<String, ObjectStore> stores = new HashMap<>();

    @BeforeEach
    void create() throws Exception {
        volumes = new TestVolumes(folder);
        stores = make(volumes);
    }

    @AfterEach
    void close() {
        volumes.close();
        executor.shutdownNow();
    }

    @Test
    void everyVersionComesBackAsOfEveryCommitThatHasIt(Seed seed) throws Exception {
        byte[] tool = SampleObjects.mixed(seed, 400_000);
        byte[] library = SampleObjects.mixed(seed, 250_000);
        commit(seed, version("tool", "1"), tool, version("library", "1"), library);
        byte[] edited = SampleObjects.edited(seed, tool);
        commit(seed, version("tool", "2"), edited);
        commit(seed, version("empty", "1"), new byte[0]);

        Repository repository = Repository.open(stores);
        assertThat(repository.log().headNumber()).isEqualTo(3);
        assertThat(repository.log().verifyChain()).as("records on three volumes").isEqualTo(9);
        try (Snapshot newest = repository.newest()) {
            checkAll(newest);
            Catalogue.Version latest = newest.catalogue().latest("builds", "tool").orElseThrow();
            assertThat(latest.key().version()).isEqualTo("2");
            assertThat(latest.entry().commit()).isEqualTo(2);
        }
        try (Snapshot first = repository.at("1")) {
            assertThat(restore(first, version("tool", "1"))).isEqualTo(tool);
            assertThat(names(first)).containsExactly("library@1", "tool@1");
            assertThat(first.catalogue().find(key(version("tool", "2")))).isEmpty();
        }
    }

    @Test
    void mergesKeepRunsFewAndChangeNothingElse(Seed seed) throws Exception {
        byte[] shared = SampleObjects.mixed(seed, 60_000);
        for (int i = 0; i < 12; i++) {
            byte[] object = shared.clone();
            System.arraycopy(seed.bytes(10_000), 0, object, i * 4_000, 10_000);
            commit(seed, version("tool", "" + i), object);
        }
        List<String> before;
        try (Snapshot newest = Repository.open(stores).newest()) {
            before = names(newest);
            assertThat(newest.record().runs()).hasSize(3 * 12);
        }
        RunMaintenance maintenance = new RunMaintenance(new RunLevels(3, 64, 1 << 17));
        int merges = 0;
        while (merge(maintenance, seed)) {
            merges++;
        }
        assertThat(merges).isEqualTo(3);
        try (Snapshot newest = Repository.open(stores).newest()) {
            assertThat(newest.record().runs()).hasSize(3);
            assertThat(names(newest)).isEqualTo(before);
            Catalogue.Version latest = newest.catalogue().latest("builds", "tool").orElseThrow();
            assertThat(latest.key().version()).isEqualTo("11");
            assertThat(latest.entry().commit()).isEqualTo(12);
            checkAll(newest);
        }
        try (Snapshot older = Repository.open(stores).at("5")) {
            assertThat(names(older)).hasSize(5);
        }
    }

    private boolean merge(RunMaintenance maintenance, Seed seed) throws Exception {
        Repository repository = Repository.open(stores);
        PackWriter.Opening opening = new PackWriter.Opening(new LineageId(7, 7), 1);
        try (Snapshot newest = repository.newest();
                PackWriter packs =
                        new PackWriter(
                                new StripeWriter(repository.tier("hot"), executor),
                                () -> PackId.read(seed.bytes(PackId.BYTES), 0),
                                opening,
                                PackLayout.DEFAULT,
                                CompressionProfile.FAST)) {
            return maintenance.mergeNext(newest, packs, publisher()).isPresent();
        }
    }

    @Test
    void editsCostWhatTheyAreAndAKnownVersionNothing(Seed seed) throws Exception {
        byte[] tool = SampleObjects.mixed(seed, 2_000_000);
        commit(seed, version("tool", "1"), tool);
        long before = stored();
        commit(seed, version("tool", "2"), SampleObjects.edited(seed, tool));
        assertThat(stored() - before).as("bytes for a small edit").isLessThan(before / 8);

        before = stored();
        assertThat(store(seed, version("tool", "2"), seed.bytes(1000)))
                .as("a version that stands, whatever is in it now")
                .isInstanceOf(Publication.NothingNew.class);
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void everyPairOfVolumesMayBeDestroyedTheLeadAmongThem(Seed seed) throws Exception {
        for (int a = 0; a < 6; a++) {
            for (int b = a + 1; b < 6; b++) {
                objects.clear();
                try (TestVolumes fresh = new TestVolumes(folder.resolve("without" + a + b))) {
                    stores = make(fresh);
                    commit(seed, version("tool", "1"), SampleObjects.mixed(seed, 120_000));
                    commit(seed, version("tool", "2"), SampleObjects.mixed(seed, 30_000));
                    fresh.destroy("v" + a);
                    fresh.destroy("v" + b);

                    try (Snapshot newest = Repository.open(stores).newest()) {
                        assertThat(newest.record().number()).isEqualTo(2);
                        checkAll(newest);
                    }
                }
            }
        }
    }

    @Test
    void afterALostLeadARepairLetsCommitsGoOn(Seed seed) throws Exception {
        commit(seed, version("tool", "1"), SampleObjects.mixed(seed, 100_000));
        volumes.destroy("v0");
        assertThatThrownBy(() -> store(seed, version("tool", "2"), seed.bytes(50_000)))
                .as("the lead is gone")
                .isInstanceOf(io.reducto.repository.log.LogUnavailableException.class);

        // Three metadata volumes hold the log, the quorum is three: one more must come back first.
        assertThatThrownBy(() -> new LeadRepair(stores).repair("v1")).isInstanceOf(Exception.class);
        try (Snapshot newest = Repository.open(stores).newest()) {
            checkAll(newest);
        }
    }

    @Test
    void threeLostVolumesAreAnErrorAndNeverWrongBytes(Seed seed) throws Exception {
        ObjectVersion tool = version("tool", "1");
        commit(seed, tool, SampleObjects.mixed(seed, 200_000));
        for (String volume : List.of("v3", "v4", "v5")) {
            volumes.destroy(volume);
        }
        assertThatThrownBy(
                        () -> {
                            try (Snapshot newest = Repository.open(stores).newest()) {
                                restore(newest, tool);
                            }
                        })
                .isInstanceOf(StripeException.class)
                .hasMessageContaining("expected 4 of 6 shards");
    }

    private static ObjectVersion version(String object, String version) {
        return new ObjectVersion("builds", object, version);
    }

    private static CatalogueKey key(ObjectVersion name) {
        return new CatalogueKey(name.dataSet(), name.object(), name.version());
    }

    private Map<String, ObjectStore> make(TestVolumes in) throws Exception {
        List<RepositoryDescription.Volume> described = new ArrayList<>();
        Map<String, ObjectStore> made = new HashMap<>();
        for (Volume volume : in.make(6)) {
            made.put(volume.name(), volume.store());
            boolean metadata = volume.name().compareTo("v3") < 0;
            described.add(
                    new RepositoryDescription.Volume(
                            volume.name(), volume.store().uri(), volume.domain(), metadata));
        }
        List<String> names = described.stream().map(RepositoryDescription.Volume::name).toList();
        RepositoryCreation.create(
                made,
                new RepositoryDescription(
                        new RepositoryId(1, 2),
                        List.of(new RepositoryDescription.Generation(1, 1)),
                        "v0",
                        ChunkingSpec.DEFAULT,
                        described,
                        List.of(new RepositoryDescription.Tier("hot", new Geometry(4, 2), names))));
        return made;
    }

    private void commit(Seed seed, Object... versions) throws Exception {
        Repository repository = Repository.open(stores);
        try (Snapshot base = repository.newest();
                RepositoryWriter writer = writer(repository, base, seed)) {
            for (int i = 0; i < versions.length; i += 2) {
                ObjectVersion name = (ObjectVersion) versions[i];
                byte[] object = (byte[]) versions[i + 1];
                assertThat(
                                writer.store(name, new ByteArrayInputStream(object))
                                        .orElseThrow()
                                        .root())
                        .isEqualTo(Digest.of(object));
                objects.put(name, object);
            }
            assertThat(writer.publish(publisher())).isInstanceOf(Publication.Published.class);
            assertThat(writer.publish(publisher())).isInstanceOf(Publication.DoneAlready.class);
        }
    }

    private Publication store(Seed seed, ObjectVersion name, byte[] object) throws Exception {
        Repository repository = Repository.open(stores);
        try (Snapshot base = repository.newest();
                RepositoryWriter writer = writer(repository, base, seed)) {
            writer.store(name, new ByteArrayInputStream(object));
            return writer.publish(publisher());
        }
    }

    private RepositoryWriter writer(Repository repository, Snapshot base, Seed seed) {
        return new RepositoryWriter(
                base,
                Chunker.of(repository.description().chunking()),
                new StripeWriter(repository.tier("hot"), executor),
                seed.random());
    }

    private CommitPublisher publisher() {
        return new CommitPublisher(stores, InstantSource.system());
    }

    private void checkAll(Snapshot snapshot) throws Exception {
        for (Map.Entry<ObjectVersion, byte[]> object : objects.entrySet()) {
            assertThat(restore(snapshot, object.getKey())).isEqualTo(object.getValue());
        }
    }

    private static byte[] restore(Snapshot snapshot, ObjectVersion name) throws Exception {
        try (ChunkReader chunks = snapshot.chunks()) {
            ObjectRestore restore = new ObjectRestore(chunks);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            restore.restore(
                    restore.recipe(snapshot.catalogue().find(key(name)).orElseThrow().recipe()),
                    out);
            return out.toByteArray();
        }
    }

    private static List<String> names(Snapshot snapshot) throws Exception {
        List<String> names = new ArrayList<>();
        Catalogue.Cursor all = snapshot.catalogue().all();
        while (all.next()) {
            names.add(all.key().object() + "@" + all.key().version());
        }
        return names;
    }

    private long stored() throws Exception {
        long bytes = 0;
        for (ObjectStore store : stores.values()) {
            for (var object : store.list("shards/", "").objects()) {
                bytes += store.length(object.name());
            }
        }
        return bytes;
    }
}
