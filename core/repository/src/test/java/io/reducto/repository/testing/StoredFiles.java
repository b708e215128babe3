package io.reducto.repository.testing;

import io.reducto.codec.chunk.Chunker;
import io.reducto.repository.Repository;
import io.reducto.repository.RepositoryWriter;
import io.reducto.repository.Snapshot;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.stripe.StripeWriter;
import io.reducto.tier.ListedObject;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Objects that a one-shot writer stored in a {@link MemoryRepository}, and faults in its files. */
public record StoredFiles(MemoryRepository memory) {
    private static final int FILE_BYTES_MAX = 16 << 20;

    /** Stores a version in a commit of its own. */
    public void store(ObjectVersion name, byte[] object, RandomGenerator random) throws Exception {
        Repository repository = memory.open();
        try (Snapshot base = repository.newest();
                RepositoryWriter writer =
                        new RepositoryWriter(
                                base,
                                Chunker.of(repository.description().chunking()),
                                new StripeWriter(
                                        repository.tier("hot"),
                                        new MemoryRepository.CallingThread()),
                                random)) {
            writer.store(name, new ByteArrayInputStream(object));
            writer.publish(memory.publisher());
        }
    }

    public ObjectStore store(String volume) {
        return Objects.requireNonNull(memory.stores.get(volume), volume);
    }

    /** Names of the files of a volume that begin so. */
    public List<ObjectName> names(String volume, String prefix) throws ObjectStoreException {
        return store(volume).list(prefix, "").objects().stream().map(ListedObject::name).toList();
    }

    public byte[] read(String volume, ObjectName name) throws ObjectStoreException {
        return store(volume).readTail(name, FILE_BYTES_MAX).bytes();
    }

    /** Puts other content into the place of a file. */
    public void replace(String volume, ObjectName name, byte[] content)
            throws ObjectStoreException {
        store(volume).delete(name);
        store(volume).putIfAbsent(name, ByteBuffer.wrap(content));
    }

    /** Flips one bit of a file. */
    public void flip(String volume, ObjectName name, int at) throws ObjectStoreException {
        byte[] content = read(volume, name).clone();
        content[at] ^= 0x10;
        replace(volume, name, content);
    }
}
