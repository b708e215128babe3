package io.reducto.cli.quickstart;

import io.reducto.cli.publish.Published;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.Snapshot;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.restore.ChunkReader;
import io.reducto.repository.restore.ObjectRestore;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.schemas.segment.UploadId;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Restores versions to nowhere and compares each with what was published. */
public final class Restoration {
    private Restoration() {}

    /**
     * Restores all of {@code published}: every byte is read, and the BLAKE3 of what comes out is
     * computed and must be the one that was computed before it was sent.
     *
     * @param restored hears of each
     * @return how long it took
     * @throws IOException the first that is not what it was
     */
    public static Duration all(
            RepositoryVolumes volumes, List<Published> published, Consumer<Published> restored)
            throws IOException, ObjectStoreException, InterruptedException {
        long began = System.nanoTime();
        try (Snapshot snapshot = volumes.repository().newest();
                ChunkReader chunks = snapshot.chunks()) {
            ObjectRestore restore = new ObjectRestore(chunks);
            for (Published each : published) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("while restoring");
                }
                one(snapshot, restore, each);
                restored.accept(each);
            }
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static void one(Snapshot snapshot, ObjectRestore restore, Published published)
            throws IOException {
        UploadId upload = published.upload();
        CatalogueEntry entry =
                snapshot.catalogue()
                        .find(new CatalogueKey(upload.dataSet(), upload.object(), upload.version()))
                        .orElseThrow(() -> new IOException("%s is not there".formatted(upload)));
        Recipe recipe = restore.recipe(entry.recipe());
        // Fails unless what it writes has the recipe's root.
        restore.restore(recipe, OutputStream.nullOutputStream());
        if (!recipe.root().toString().equals(published.blake3())) {
            throw new IOException(
                    "%s: published with BLAKE3 %s, restored with %s"
                            .formatted(upload, published.blake3(), recipe.root()));
        }
    }
}
