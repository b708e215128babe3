package io.reducto.repository.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.pack.PackFormat;
import io.reducto.codec.pack.PackLayout;
import io.reducto.repository.PackedPages;
import io.reducto.repository.Repository;
import io.reducto.repository.RepositoryWriter;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.LineageProgress;
import io.reducto.repository.format.Origin;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.format.RepositoryId;
import io.reducto.repository.format.Run;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.format.StripeBytes;
import io.reducto.repository.log.CommitChange;
import io.reducto.repository.log.CommitPublisher;
import io.reducto.repository.log.Committable;
import io.reducto.repository.log.LogUnavailableException;
import io.reducto.repository.log.Publication;
import io.reducto.repository.log.RepositoryCreation;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.restore.ChunkReader;
import io.reducto.repository.restore.ObjectRestore;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.repository.run.ChunkLocation;
import io.reducto.repository.run.KeyRange;
import io.reducto.repository.run.LocationIndex;
import io.reducto.repository.run.PageCache;
import io.reducto.repository.run.RunCursor;
import io.reducto.repository.run.RunReader;
import io.reducto.repository.run.RunRoot;
import io.reducto.repository.run.RunSet;
import io.reducto.repository.run.StampedRun;
import io.reducto.repository.run.StripeCatalogue;
import io.reducto.repository.run.ValueStamp;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeWriter;
import io.reducto.repository.stripe.TestVolumes;
import io.reducto.repository.stripe.Volume;
import io.reducto.testkit.Seed;
import io.reducto.tier.ListedObject;
import io.reducto.tier.ObjectListing;
import io.reducto.tier.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A repository on real folders, 4+2 unless another geometry is named, as many volumes with metadata
 * as it takes, that can lose its runs; and its content as plain maps.
 */
final class LostRepository implements AutoCloseable {
    private final ExecutorService executor = Executors.newFixedThreadPool(6);
    private final Seed seed;
    private final TestVolumes volumes;
    final Map<String, ObjectStore> stores = new LinkedHashMap<>();
    final Map<ObjectVersion, byte[]> objects = new LinkedHashMap<>();

    LostRepository(Path folder, int volumeCount, Seed seed) throws Exception {
        this(folder, volumeCount, new Geometry(4, 2), seed);
    }

    LostRepository(Path folder, int volumeCount, Geometry geometry, Seed seed) throws Exception {
        this.seed = seed;
        this.volumes = new TestVolumes(folder);
        List<RepositoryDescription.Volume> described = new ArrayList<>();
        for (Volume volume : volumes.make(volumeCount)) {
            stores.put(volume.name(), volume.store());
            boolean metadata = described.size() <= geometry.parityShards();
            described.add(
                    new RepositoryDescription.Volume(
                            volume.name(), volume.store().uri(), volume.domain(), metadata));
        }
        List<String> names = List.copyOf(stores.keySet());
        RepositoryCreation.create(
                stores,
                new RepositoryDescription(
                        new RepositoryId(1, 2),
                        List.of(new RepositoryDescription.Generation(1, 1)),
                        "v0",
                        ChunkingSpec.DEFAULT,
                        described,
                        List.of(new RepositoryDescription.Tier("hot", geometry, names))));
    }

    static ObjectVersion version(String object, String version) {
        return new ObjectVersion("builds", object, version);
    }

    Repository open() throws Exception {
        return Repository.open(stores);
    }

    StripeWriter stripes() throws Exception {
        return new StripeWriter(open().tier("hot"), executor);
    }

    CommitPublisher publisher() {
        return new CommitPublisher(stores, InstantSource.system());
    }

    /** A writer that sees what is committed now. */
    RepositoryWriter writer(Snapshot base) throws Exception {
        return new RepositoryWriter(
                base, Chunker.of(open().description().chunking()), stripes(), seed.random());
    }

    void commit(Object... versions) throws Exception {
        try (Snapshot base = open().newest();
                RepositoryWriter writer = writer(base)) {
            for (int i = 0; i < versions.length; i += 2) {
                ObjectVersion name = (ObjectVersion) versions[i];
                byte[] object = (byte[]) versions[i + 1];
                writer.store(name, new ByteArrayInputStream(object));
                objects.put(name, object);
            }
            assertThat(writer.publish(publisher())).isInstanceOf(Publication.Published.class);
        }
    }

    /** Stages packs, with everything durable, and dies before the commit. */
    void abort(ObjectVersion name, byte[] object) throws Exception {
        try (Snapshot base = open().newest();
                RepositoryWriter writer = writer(base)) {
            writer.store(name, new ByteArrayInputStream(object));
            Map<String, ObjectStore> noLead = new LinkedHashMap<>(stores);
            noLead.remove("v0");
            writer.publish(new CommitPublisher(noLead, InstantSource.system()));
        } catch (LogUnavailableException e) {
            return; // as was wanted
        }
        throw new AssertionError("expected no commit");
    }

    /** A pack with one chunk, and no commit. */
    PackId stage(PackWriter.Opening opening, byte[] chunk) throws Exception {
        try (PackWriter packs =
                new PackWriter(
                        stripes(),
                        () -> PackId.read(seed.bytes(PackId.BYTES), 0),
                        opening,
                        PackLayout.DEFAULT,
                        CompressionProfile.FAST)) {
            packs.add(
                    PackFormat.KIND_CHUNK,
                    ChunkHasher.plain().id(chunk, 0, chunk.length),
                    chunk,
                    0,
                    chunk.length);
            packs.flush();
            return packs.lastPack();
        }
    }

    /** A commit of an epoch of a job that goes on, whose index has one chunk of {@code pack}. */
    void commitEpoch(LineageId lineage, long checkpoint, long previous, PackId pack)
            throws Exception {
        try (RunStore store = new RunStore(stripes(), volumes.reader(), seed.random())) {
            ChunkId id = ChunkId.read(seed.bytes(ChunkId.BYTES), 0);
            RunDraft index =
                    store.write(
                            io.reducto.repository.run.RunKind.INDEX,
                            0,
                            run -> {
                                LocationIndex.add(run, id, new ChunkLocation(pack, 0));
                                return run.finish();
                            });
            Origin origin = new Origin(lineage, checkpoint, previous, index.root().packRoot());
            Committable committable =
                    new Committable(
                            origin,
                            previous,
                            LineageProgress.NONE,
                            false,
                            parent -> Optional.of(CommitChange.epoch(List.of(index))));
            assertThat(publisher().publish(committable)).isInstanceOf(Publication.Published.class);
        }
    }

    /** Walks a scan to its end; what it left out. */
    List<LeftOut> scanStripes() throws Exception {
        StripeScan scan = new StripeScan(open().description(), open().volumes());
        while (scan.next().isPresent()) {
            assertThat(scan.leftOut()).isNotNull();
        }
        return scan.leftOut();
    }

    void destroy(String volume) throws Exception {
        volumes.destroy(volume);
    }

    RebuildReport rebuild(int entriesMax) throws Exception {
        try (RunRebuild rebuild = new RunRebuild(open(), stripes(), seed.random(), entriesMax)) {
            RebuildReport report = rebuild.build();
            rebuild.publish(publisher())
                    .values()
                    .forEach(p -> assertThat(p).isInstanceOf(Publication.Published.class));
            rebuild.publish(publisher())
                    .values()
                    .forEach(p -> assertThat(p).isInstanceOf(Publication.NothingNew.class));
            return report;
        }
    }

    void checkAll() throws Exception {
        try (Snapshot snapshot = open().newest();
                ChunkReader chunks = snapshot.chunks()) {
            ObjectRestore restore = new ObjectRestore(chunks);
            for (Map.Entry<ObjectVersion, byte[]> object : objects.entrySet()) {
                ObjectVersion name = object.getKey();
                CatalogueKey key = new CatalogueKey(name.dataSet(), name.object(), name.version());
                CatalogueEntry entry = snapshot.catalogue().find(key).orElseThrow();
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                restore.restore(restore.recipe(entry.recipe()), out);
                assertThat(out.toByteArray()).as("%s", name).isEqualTo(object.getValue());
            }
        }
    }

    /** All entries of a kind as of the newest commit, values with their commit numbers. */
    Map<String, String> scan(RunKind kind) throws Exception {
        CommitRecord record = open().log().head().orElseThrow().record();
        List<Run> newestFirst = new ArrayList<>(record.runs());
        newestFirst.removeIf(run -> run.kind() != kind);
        newestFirst.sort(Comparator.comparingLong(Run::last).reversed());
        io.reducto.repository.run.RunKind runKind =
                io.reducto.repository.run.RunKind.valueOf(kind.name());
        Map<String, String> found = new TreeMap<>();
        try (PackedPages.Source pages = new PackedPages.Source(volumes.reader())) {
            List<StampedRun> opened = new ArrayList<>();
            for (Run run : newestFirst) {
                RunRoot root = new RunRoot(runKind, run.rootEntry(), StripeBytes.write(run.root()));
                opened.add(
                        new StampedRun(RunReader.open(root, pages, new PageCache(0)), stamp(run)));
            }
            RunCursor cursor = new RunSet(runKind, opened).scan(KeyRange.ALL);
            while (cursor.next()) {
                found.put(hex(cursor.key().toBytes()), hex(cursor.value().toBytes()));
            }
        }
        return found;
    }

    private static ValueStamp stamp(Run run) {
        if (run.level() > 0) {
            return ValueStamp.NONE;
        }
        return switch (run.kind()) {
            case CATALOGUE -> CatalogueEntry.stamp(run.last());
            case STRIPES -> StripeCatalogue.stamp(run.last());
            default -> ValueStamp.NONE;
        };
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** All three kinds of entries. */
    record Content(
            Map<String, String> index,
            Map<String, String> catalogue,
            Map<String, String> stripes) {}

    Content content() throws Exception {
        return new Content(scan(RunKind.INDEX), scan(RunKind.CATALOGUE), scan(RunKind.STRIPES));
    }

    /** Stripes that the newest commit lists. */
    Map<PackId, Stripe> listed() throws Exception {
        Map<PackId, Stripe> listed = new TreeMap<>();
        for (String value : scan(RunKind.STRIPES).values()) {
            byte[] bytes = HexFormat.of().parseHex(value.substring(16));
            Stripe stripe = StripeBytes.read(bytes);
            listed.put(stripe.pack(), stripe);
        }
        return listed;
    }

    /** Deletes all shards of all packs that no stripe catalogue lists, but for {@code kept}. */
    int loseRuns(Set<PackId> kept) throws Exception {
        Set<PackId> content = new HashSet<>(listed().keySet());
        content.addAll(kept);
        int deleted = 0;
        for (ShardFile file : shards()) {
            if (!content.contains(file.pack())) {
                file.volume().store().delete(file.name());
                deleted++;
            }
        }
        return deleted;
    }

    List<ShardFile> shards() throws Exception {
        List<ShardFile> shards = new ArrayList<>();
        for (Volume volume : open().volumes().values()) {
            ObjectListing listing = new ObjectListing(volume.store(), "shards/");
            for (Optional<ListedObject> next = listing.next();
                    next.isPresent();
                    next = listing.next()) {
                ShardFile.of(volume, next.get().name()).ifPresent(shards::add);
            }
        }
        return shards;
    }

    ShardFile shard(PackId pack, int ordinal) throws Exception {
        return shards().stream()
                .filter(file -> file.pack().equals(pack) && file.ordinal() == ordinal)
                .findFirst()
                .orElseThrow();
    }

    Set<PackId> packs() throws Exception {
        Set<PackId> packs = new HashSet<>();
        shards().forEach(file -> packs.add(file.pack()));
        return packs;
    }

    @Override
    public void close() {
        volumes.close();
        executor.shutdownNow();
    }
}
