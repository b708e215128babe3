package io.reducto.repository.testing;

import io.reducto.codec.PackId;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.pack.PackLayout;
import io.reducto.repository.Repository;
import io.reducto.repository.RepositoryAddress;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.format.RepositoryId;
import io.reducto.repository.log.CommitPublisher;
import io.reducto.repository.log.RepositoryCreation;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeWriter;
import io.reducto.tier.ListedObject;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.testing.FailingObjectStore;
import io.reducto.tier.testing.FailurePlan;
import io.reducto.tier.testing.InMemoryObjectStore;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** A repository in memory, with metadata on all volumes: v1 (the lead), v2 and so on. */
public final class MemoryRepository {
    /** Packs of 16 KiB in blocks of 2 KiB. */
    public static final PackLayout SMALL = new PackLayout(16 << 10, 2 << 10);

    public final Map<String, ObjectStore> stores;

    private MemoryRepository(Map<String, ObjectStore> stores) {
        this.stores = stores;
    }

    /** Volumes v1, v2, v3, geometry 2+1. */
    public static MemoryRepository create() throws ObjectStoreException {
        return create(new Geometry(2, 1));
    }

    /** As many volumes as a stripe has shards. */
    public static MemoryRepository create(Geometry geometry) throws ObjectStoreException {
        Map<String, ObjectStore> stores = new TreeMap<>();
        List<RepositoryDescription.Volume> volumes = new ArrayList<>();
        for (int number = 1; number <= geometry.totalShards(); number++) {
            String name = "v" + number;
            ObjectStore store = new UnclosedObjectStore(new InMemoryObjectStore(name));
            stores.put(name, store);
            volumes.add(new RepositoryDescription.Volume(name, store.uri(), name, true));
        }
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
                                        "hot", geometry, List.copyOf(stores.keySet())))));
        return new MemoryRepository(stores);
    }

    /** A copy that shares nothing with this one. */
    public MemoryRepository copy() throws ObjectStoreException {
        Map<String, ObjectStore> copies = new TreeMap<>();
        for (Map.Entry<String, ObjectStore> volume : stores.entrySet()) {
            ObjectStore copy = new UnclosedObjectStore(new InMemoryObjectStore(volume.getKey()));
            for (ListedObject object : volume.getValue().list("", "").objects()) {
                byte[] bytes = volume.getValue().readTail(object.name(), 1 << 20).bytes();
                copy.putIfAbsent(object.name(), ByteBuffer.wrap(bytes));
            }
            copies.put(volume.getKey(), copy);
        }
        return new MemoryRepository(copies);
    }

    /** The same volumes through a decorator each. */
    public MemoryRepository through(UnaryOperator<ObjectStore> decorator) {
        Map<String, ObjectStore> decorated = new TreeMap<>();
        stores.forEach((name, store) -> decorated.put(name, decorator.apply(store)));
        return new MemoryRepository(decorated);
    }

    /** The same volumes, failing together as one process does. */
    public MemoryRepository failing(FailurePlan plan) {
        return through(store -> new FailingObjectStore(store, plan));
    }

    /** Names all volumes; {@link #opener} knows them. */
    public RepositoryAddress address() {
        return new RepositoryAddress(stores.values().stream().map(ObjectStore::uri).toList());
    }

    /** Opens these volumes by their URIs; closing them is without effect. */
    public RepositoryAddress.Opener opener() {
        return uri ->
                stores.values().stream()
                        .filter(store -> store.uri().equals(uri))
                        .findFirst()
                        .orElseThrow();
    }

    public Repository open() throws ObjectStoreException {
        return Repository.open(stores);
    }

    public CommitPublisher publisher() {
        return new CommitPublisher(stores, InstantSource.system());
    }

    /** A writer of small packs, each written by {@code uploads}, shards in that same thread. */
    public PackWriter packs(Executor uploads, RandomGenerator random) throws ObjectStoreException {
        return PackWriter.beside(
                uploads,
                new StripeWriter(open().tier("hot"), new CallingThread()),
                () -> new PackId(random.nextLong(), random.nextLong()),
                SMALL,
                CompressionProfile.FAST);
    }

    /** Runs tasks at once, so that operations come in one order. */
    public static final class CallingThread extends AbstractExecutorService
            implements ExecutorService {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
