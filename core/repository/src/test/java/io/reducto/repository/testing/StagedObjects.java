package io.reducto.repository.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.ChunkId;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.PackFormat;
import io.reducto.repository.Repository;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.Digest;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.recipe.RecipeBuilder;
import io.reducto.repository.recipe.TopicOrigin;
import io.reducto.repository.restore.ChunkReader;
import io.reducto.repository.restore.ObjectRestore;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.run.CatalogueKey;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An object as an assembler gets it: chunks of 1,000 bytes, pages, and a recipe, in order. */
public final class StagedObjects {
    private static final int CHUNK_BYTES = 1000;

    private StagedObjects() {}

    /** What a stager's {@code add} takes. */
    public record Entry(int kind, ChunkId id, byte[] bytes) {}

    /** Takes entries. */
    public interface Adder {
        void add(int kind, ChunkId id, byte[] bytes, int offset, int length) throws Exception;
    }

    public static ObjectVersion version(String object, String version) {
        return new ObjectVersion("builds", object, version);
    }

    public static List<Entry> entries(ObjectVersion name, byte[] object, long lastOffset)
            throws Exception {
        ChunkHasher hasher = ChunkHasher.plain();
        List<Entry> entries = new ArrayList<>();
        RecipeBuilder recipe =
                new RecipeBuilder(
                        hasher, (kind, id, bytes) -> entries.add(new Entry(kind, id, bytes)));
        for (int at = 0; at < object.length; at += CHUNK_BYTES) {
            int length = Math.min(CHUNK_BYTES, object.length - at);
            byte[] chunk = new byte[length];
            System.arraycopy(object, at, chunk, 0, length);
            ChunkId id = hasher.id(chunk, 0, length);
            entries.add(new Entry(PackFormat.KIND_CHUNK, id, chunk));
            recipe.add(id, length);
        }
        recipe.finish(
                new RecipeBuilder.Description(
                        name,
                        "upload-1",
                        Optional.of(new TopicOrigin("segments", 3, 0, lastOffset)),
                        "fastcdc2020-v1:8k/16k/32k:n2",
                        Digest.of(object),
                        Optional.empty()));
        return entries;
    }

    public static void add(ObjectVersion name, byte[] object, long lastOffset, Adder adder)
            throws Exception {
        for (Entry entry : entries(name, object, lastOffset)) {
            byte[] shifted = new byte[entry.bytes().length + 7];
            System.arraycopy(entry.bytes(), 0, shifted, 3, entry.bytes().length);
            adder.add(entry.kind(), entry.id(), shifted, 3, entry.bytes().length);
        }
    }

    public static void check(Repository repository, ObjectVersion name, byte[] object)
            throws Exception {
        check(repository, Map.of(name, object));
    }

    /** Restores all of them from one snapshot. */
    public static void check(Repository repository, Map<ObjectVersion, byte[]> objects)
            throws Exception {
        try (Snapshot snapshot = repository.newest();
                ChunkReader chunks = snapshot.chunks()) {
            ObjectRestore restore = new ObjectRestore(chunks);
            for (Map.Entry<ObjectVersion, byte[]> object : objects.entrySet()) {
                ObjectVersion name = object.getKey();
                CatalogueKey key = new CatalogueKey(name.dataSet(), name.object(), name.version());
                CatalogueEntry entry =
                        snapshot.catalogue()
                                .find(key)
                                .orElseThrow(() -> new AssertionError(name + " is not there"));
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                restore.restore(restore.recipe(entry.recipe()), out);
                assertThat(out.toByteArray()).as("%s", name).isEqualTo(object.getValue());
            }
        }
    }
}
