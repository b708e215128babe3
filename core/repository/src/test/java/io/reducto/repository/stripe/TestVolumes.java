package io.reducto.repository.stripe;

import io.reducto.repository.format.Stripe;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectStores;
import io.reducto.tier.StoreOperation;
import io.reducto.tier.testing.TracingObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Volumes v0, v1, … in folders, each in a failure domain of its own pair (0 and 1, 2 and 3, …),
 * which count reads.
 */
public final class TestVolumes implements AutoCloseable {
    private final Path folder;
    private final Map<String, TracingObjectStore> stores = new LinkedHashMap<>();
    private final Map<String, Volume> volumes = new LinkedHashMap<>();

    public TestVolumes(Path folder) {
        this.folder = folder;
    }

    /** Makes {@code count} volumes; with twelve or more there are two to a failure domain. */
    public List<Volume> make(int count) {
        List<Volume> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "v" + i;
            String domain = "d" + (count < 12 ? i : i / 2);
            try {
                Path root = folder.resolve(name);
                Files.createDirectories(root.getParent());
                stores.put(name, new TracingObjectStore(ObjectStores.create(root.toUri())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ObjectStoreException e) {
                throw new AssertionError(e);
            }
            Volume volume = new Volume(name, domain, store(name));
            volumes.put(name, volume);
            made.add(volume);
        }
        return made;
    }

    public StripeReader reader() {
        return new StripeReader(volumes);
    }

    StripeReader reader(Executor executor) {
        return new StripeReader(volumes, executor);
    }

    /**
     * A reader that does not know the volumes of {@code mask}, as if they had been taken out of
     * service.
     */
    StripeReader readerWithout(int mask) {
        Map<String, Volume> rest = new LinkedHashMap<>(volumes);
        for (int v = 0; v < volumes.size(); v++) {
            if ((mask >> v & 1) == 1) {
                rest.remove("v" + v);
            }
        }
        return new StripeReader(rest);
    }

    ObjectStore store(Stripe stripe, int ordinal) {
        return store(StripeReader.volumeName(stripe, ordinal).orElseThrow());
    }

    private TracingObjectStore store(String volume) {
        return Objects.requireNonNull(stores.get(volume), volume);
    }

    long reads(String volume) {
        TracingObjectStore store = store(volume);
        return store.requests(StoreOperation.READ) + store.requests(StoreOperation.READ_TAIL);
    }

    /** Requests of one kind to all volumes. */
    long requests(StoreOperation operation) {
        return stores.values().stream().mapToLong(store -> store.requests(operation)).sum();
    }

    void forgetRequests() {
        stores.values().forEach(store -> store.clear());
    }

    /** Takes the folder of a volume away, as if its disk were gone. */
    public void destroy(String volume) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(volume))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        try {
            for (TracingObjectStore store : stores.values()) {
                store.close();
            }
        } catch (ObjectStoreException e) {
            throw new AssertionError(e);
        }
    }
}
