package io.reducto.repository.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.erasure.Geometry;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.CommitWriter;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.LineageProgress;
import io.reducto.repository.format.Origin;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.format.RepositoryDescription.Generation;
import io.reducto.repository.format.RepositoryDescription.Tier;
import io.reducto.repository.format.RepositoryDescription.Volume;
import io.reducto.repository.format.RepositoryId;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.format.ShardPlacement;
import io.reducto.repository.format.Stripe;
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
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A repository in memory: metadata volumes v1 (the lead), v2, …; parities m, so m + 1 copies. */
final class TestLog {
    static final LineageId LINEAGE = new LineageId(7, 7);
    static final long START = 1_767_225_600_000L;

    private static final RepositoryId ID = new RepositoryId(1, 1);

    final Map<String, ObjectStore> stores;
    final RepositoryDescription description;
    final AtomicLong millis = new AtomicLong(START);
    final InstantSource clock = () -> java.time.Instant.ofEpochMilli(millis.getAndAdd(1000));

    private TestLog(Map<String, ObjectStore> stores, RepositoryDescription description) {
        this.stores = stores;
        this.description = description;
    }

    static TestLog create(int metadataVolumes, int parities) throws ObjectStoreException {
        Map<String, ObjectStore> stores = new TreeMap<>();
        for (int i = 1; i <= metadataVolumes; i++) {
            stores.put("v" + i, new InMemoryObjectStore("v" + i));
        }
        return create(stores, parities);
    }

    static TestLog create(Map<String, ObjectStore> stores, int parities)
            throws ObjectStoreException {
        TestLog log = new TestLog(stores, describe(stores, parities));
        RepositoryCreation.create(stores, log.description);
        return log;
    }

    private static RepositoryDescription describe(Map<String, ObjectStore> stores, int parities) {
        List<Volume> volumes = new ArrayList<>();
        stores.forEach((name, store) -> volumes.add(new Volume(name, store.uri(), name, true)));
        Geometry geometry = new Geometry(1, parities);
        return new RepositoryDescription(
                ID,
                List.of(new Generation(1, 1)),
                "v1",
                ChunkingSpec.DEFAULT,
                volumes,
                List.of(new Tier("hot", geometry, List.copyOf(stores.keySet()))));
    }

    CommitPublisher publisher() {
        return publisher(stores);
    }

    CommitPublisher publisher(Map<String, ObjectStore> volumes) {
        return new CommitPublisher(volumes, clock);
    }

    CommitLog open() throws ObjectStoreException {
        return CommitLog.open(stores);
    }

    /** The volumes but those. */
    Map<String, ObjectStore> without(String... names) {
        Map<String, ObjectStore> left = new TreeMap<>(stores);
        left.keySet().removeAll(List.of(names));
        return left;
    }

    /** All volumes, failing together as one process does. */
    Map<String, ObjectStore> failing(FailurePlan plan) {
        return each(stores, store -> new FailingObjectStore(store, plan));
    }

    static Map<String, ObjectStore> each(
            Map<String, ObjectStore> stores, UnaryOperator<ObjectStore> wrap) {
        Map<String, ObjectStore> wrapped = new TreeMap<>();
        stores.forEach((name, store) -> wrapped.put(name, wrap.apply(store)));
        return wrapped;
    }

    /** A copy that shares nothing with this one. */
    TestLog copy() throws ObjectStoreException {
        Map<String, ObjectStore> copies = new TreeMap<>();
        for (Map.Entry<String, ObjectStore> entry : stores.entrySet()) {
            ObjectStore copy = new InMemoryObjectStore(entry.getKey());
            for (Map.Entry<String, ByteBuffer> object : content(entry.getKey()).entrySet()) {
                copy.putIfAbsent(io.reducto.tier.ObjectName.of(object.getKey()), object.getValue());
            }
            copies.put(entry.getKey(), copy);
        }
        return new TestLog(copies, description);
    }

    /** All objects of a volume. */
    Map<String, ByteBuffer> content(String volume) throws ObjectStoreException {
        ObjectStore store = Objects.requireNonNull(stores.get(volume));
        Map<String, ByteBuffer> content = new TreeMap<>();
        for (ListedObject object : store.list("", "").objects()) {
            byte[] bytes = store.readTail(object.name(), 1 << 20).bytes();
            content.put(object.name().value(), ByteBuffer.wrap(bytes));
        }
        return content;
    }

    /** The epoch of a checkpoint whose predecessor is the checkpoint before it. */
    static Committable epoch(LineageId lineage, long checkpoint) {
        return epoch(lineage, checkpoint, checkpoint - 1, 0);
    }

    static Committable epoch(LineageId lineage, long checkpoint, long previous, long restored) {
        return epoch(origin(lineage, checkpoint, previous), restored, false);
    }

    static Committable epoch(Origin origin, long restored, boolean isLast) {
        CommitChange change =
                CommitChange.epoch(
                        List.of(
                                draft(
                                        RunKind.STRIPES,
                                        0,
                                        new PackId(origin.lineage().low(), origin.checkpoint()))));
        return new Committable(
                origin, restored, LineageProgress.NONE, isLast, parent -> Optional.of(change));
    }

    static Committable empty(Origin origin, LineageProgress progress, boolean isLast) {
        return new Committable(origin, 0, progress, isLast, parent -> Optional.empty());
    }

    static Origin origin(LineageId lineage, long checkpoint, long previous) {
        byte[] content = {(byte) lineage.low(), (byte) checkpoint, (byte) (checkpoint >> 8)};
        return new Origin(lineage, checkpoint, previous, Digest.of(content));
    }

    static RunDraft draft(RunKind kind, int level, PackId pack) {
        Stripe stripe =
                new Stripe(
                        pack,
                        "hot",
                        1,
                        new Geometry(1, 0),
                        1000,
                        100,
                        Digest.ZERO,
                        List.of(new ShardPlacement(0, "v1")));
        return new RunDraft(kind, level, 1, 1, stripe, 0);
    }

    static StoredCommit published(Publication publication) {
        return ((Publication.Published) publication).commit();
    }

    StoredCommit head() {
        try {
            return open().head().orElseThrow();
        } catch (ObjectStoreException e) {
            throw new AssertionError(e);
        }
    }

    long headNumber() {
        try {
            return open().headNumber();
        } catch (ObjectStoreException e) {
            throw new AssertionError(e);
        }
    }

    /** Puts a record that no publisher makes on every volume. */
    void append(CommitRecord record) throws ObjectStoreException {
        byte[] file = CommitWriter.write(description.id(), record);
        for (ObjectStore store : stores.values()) {
            store.putIfAbsent(description.commitName(record.number()), ByteBuffer.wrap(file));
        }
    }

    void assertAllEqual() throws ObjectStoreException {
        Map<String, ByteBuffer> lead = content("v1");
        for (String name : stores.keySet()) {
            assertThat(content(name)).as("volume %s", name).isEqualTo(lead);
        }
    }
}
