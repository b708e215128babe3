package io.reducto.repository.stripe;

import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectPage;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectStores;
import io.reducto.tier.ObjectTail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Volumes v0, v1, … in folders, each in a failure domain of its own pair (0 and 1, 2 and 3, …), which count reads. */
final class TestVolumes implements AutoCloseable {
    private final Path folder;
    private final Map<String, Counting> stores = new LinkedHashMap<>();
    private final Map<String, Volume> volumes = new LinkedHashMap<>();

    TestVolumes(Path folder) {
        this.folder = folder;
    }

    /** Makes {@code count} volumes; with twelve or more there are two to a failure domain. */
    List<Volume> make(int count) {
        List<Volume> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "v" + i;
            String domain = "d" + (count < 12 ? i : i / 2);
            try {
                Path root = folder.resolve(name);
                Files.createDirectories(root.getParent());
                stores.put(name, new Counting(ObjectStores.create(root.toUri())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ObjectStoreException e) {
                throw new AssertionError(e);
            }
            volumes.put(name, new Volume(name, domain, stores.get(name)));
            made.add(volumes.get(name));
        }
        return made;
    }

    StripeReader reader() {
        return new StripeReader(volumes);
    }

    ObjectStore store(StripePlacement placement, int ordinal) {
        return stores.get(placement.volumes().get(ordinal));
    }

    int reads(String volume) {
        return stores.get(volume).reads.get();
    }

    void forgetRequests() {
        stores.values().forEach(store -> store.reads.set(0));
    }

    /** Takes the folder of a volume away, as if its disk were gone. */
    void destroy(String volume) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(volume))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        try {
            for (Counting store : stores.values()) {
                store.close();
            }
        } catch (ObjectStoreException e) {
            throw new AssertionError(e);
        }
    }

    /** Counts what is asked of it. */
    private record Counting(ObjectStore store, AtomicInteger reads) implements ObjectStore {
        Counting(ObjectStore store) {
            this(store, new AtomicInteger());
        }

        @Override
        public URI uri() {
            return store.uri();
        }

        @Override
        public long length(ObjectName name) throws ObjectStoreException {
            reads.incrementAndGet();
            return store.length(name);
        }

        @Override
        public void read(ObjectName name, long offset, byte[] target, int targetOffset, int length)
                throws ObjectStoreException {
            reads.incrementAndGet();
            store.read(name, offset, target, targetOffset, length);
        }

        @Override
        public ObjectTail readTail(ObjectName name, int bytesMax) throws ObjectStoreException {
            reads.incrementAndGet();
            return store.readTail(name, bytesMax);
        }

        @Override
        public ObjectPage list(String prefix, String startAfter) throws ObjectStoreException {
            return store.list(prefix, startAfter);
        }

        @Override
        public void putIfAbsent(ObjectName name, ByteBuffer... content)
                throws ObjectStoreException {
            store.putIfAbsent(name, content);
        }

        @Override
        public void delete(ObjectName name) throws ObjectStoreException {
            store.delete(name);
        }

        @Override
        public long sweep() throws ObjectStoreException {
            return store.sweep();
        }

        @Override
        public void close() throws ObjectStoreException {
            store.close();
        }
    }
}
