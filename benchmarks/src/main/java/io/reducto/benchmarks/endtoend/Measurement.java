package io.reducto.benchmarks.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Takes one store through everything, and compares every byte that comes back. */
final class Measurement {
    private final List<Version> versions;
    private final List<Version> toRestore;
    private final Path restored;
    private final Consumer<String> note;

    /**
     * A measurement.
     *
     * @param versions that are taken in
     * @param toRestore those of them that are restored
     * @param restored a name for a file, which is not there
     * @param note hears a line for people now and then
     */
    Measurement(
            List<Version> versions, List<Version> toRestore, Path restored, Consumer<String> note) {
        this.versions = versions;
        this.toRestore = toRestore;
        this.restored = restored;
        this.note = note;
    }

    /** Measures {@code store}, which is new. */
    Row of(Store store) throws IOException, InterruptedException {
        long bytes = versions.stream().mapToLong(Version::bytes).sum();
        note.accept(store.name() + ": making it ready");
        store.create();
        readAll();
        int[] done = {0};
        Store.Ingested ingested =
                store.ingest(versions, version -> tell(store, "took in", ++done[0], version));
        Store.Size size = store.size();
        Cost restore = Cost.NONE;
        for (Version version : toRestore) {
            restore = restore.then(restore(store, version));
            tell(store, "restored", toRestore.indexOf(version) + 1, version);
        }
        return new Row(store.name(), bytes, size, ingested, restore);
    }

    private void tell(Store store, String did, int number, Version version) {
        note.accept(
                "%s: %s %d of %d, %s"
                        .formatted(store.name(), did, number, versions.size(), version.archive()));
    }

    private Cost restore(Store store, Version version) throws IOException, InterruptedException {
        try {
            Cost cost = store.restore(version, restored);
            long differs = Files.mismatch(restored, version.file());
            if (differs >= 0) {
                throw new IOException(
                        "%s: %s differs at offset %d from what it took in"
                                .formatted(store.name(), version.archive(), differs));
            }
            return cost;
        } finally {
            Files.deleteIfExists(restored);
        }
    }

    /** So that every store finds them in memory. */
    private void readAll() throws IOException {
        for (Version version : versions) {
            try (InputStream in = Files.newInputStream(version.file())) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }
}
