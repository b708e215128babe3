package io.reducto.cli;

import io.reducto.codec.ChunkId;
import io.reducto.codec.PackId;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.pack.PackFormat;
import io.reducto.codec.pack.PackLayout;
import io.reducto.repository.Repository;
import io.reducto.repository.RepositoryWriter;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.format.RepositoryId;
import io.reducto.repository.log.CommitPublisher;
import io.reducto.repository.log.RepositoryCreation;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeWriter;
import io.reducto.testkit.Seed;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStores;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A repository in folders v1 … v6, geometry 4+2, metadata on v1 … v5, the lead v1. */
final class StoredObjects {
    private final Map<String, ObjectStore> stores = new TreeMap<>();
    private final Seed seed;

    StoredObjects(Path folder, Seed seed) throws Exception {
        this.seed = seed;
        List<RepositoryDescription.Volume> volumes = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            String name = "v" + i;
            ObjectStore store = ObjectStores.create(folder.resolve(name).toUri());
            stores.put(name, store);
            volumes.add(new RepositoryDescription.Volume(name, store.uri(), "disk" + i, i <= 5));
        }
        RepositoryCreation.create(
                stores,
                new RepositoryDescription(
                        new RepositoryId(1, 2),
                        List.of(new RepositoryDescription.Generation(1, 1)),
                        "v1",
                        ChunkingSpec.DEFAULT,
                        volumes,
                        List.of(
                                new RepositoryDescription.Tier(
                                        "hot", new Geometry(4, 2), List.copyOf(stores.keySet())))));
    }

    /** Stores a version in a commit of its own. */
    void store(ObjectVersion name, byte[] object) throws Exception {
        store(List.of(name), object);
    }

    /** Stores versions with the same content in one commit. */
    void store(List<ObjectVersion> names, byte[] object) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(6);
        Repository repository = Repository.open(stores);
        try (Snapshot base = repository.newest();
                RepositoryWriter writer =
                        new RepositoryWriter(
                                base,
                                Chunker.of(repository.description().chunking()),
                                new StripeWriter(repository.tier("hot"), executor),
                                seed.random())) {
            for (ObjectVersion name : names) {
                writer.store(name, new ByteArrayInputStream(object));
            }
            writer.publish(new CommitPublisher(stores, InstantSource.system()));
        } finally {
            executor.shutdownNow();
        }
    }

    /** A pack with one chunk, and no commit. */
    void stage(PackWriter.Opening opening, byte[] chunk) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(6);
        try (PackWriter packs =
                new PackWriter(
                        new StripeWriter(Repository.open(stores).tier("hot"), executor),
                        () -> PackId.read(seed.bytes(PackId.BYTES), 0),
                        opening,
                        PackLayout.DEFAULT,
                        CompressionProfile.FAST)) {
            ChunkId id = ChunkHasher.plain().id(chunk, 0, chunk.length);
            packs.add(PackFormat.KIND_CHUNK, id, chunk, 0, chunk.length);
            packs.flush();
        } finally {
            executor.shutdownNow();
        }
    }
}
