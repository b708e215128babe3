package io.reducto.repository.recipe;

import io.reducto.codec.ChunkId;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.PackFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Builds the recipe of one object while its chunks are cut: full pages leave as it grows, the root
 * leaves last. Holds one page and 44 bytes for each page that has left.
 *
 * <p>Use by one thread.
 */
public final class RecipeBuilder {
    private final ChunkHasher hasher;
    private final EntrySink sink;
    private final List<PageReference> pages = new ArrayList<>();
    private final byte[] ids = new byte[ChunkId.BYTES * RecipePage.CHUNKS_MAX];
    private final int[] lengths = new int[RecipePage.CHUNKS_MAX];
    private int count;
    private long length;

    /**
     * A builder without chunks.
     *
     * @param hasher computes the ids of entries
     * @param sink takes pages, and the recipe
     */
    public RecipeBuilder(ChunkHasher hasher, EntrySink sink) {
        this.hasher = hasher;
        this.sink = sink;
    }

    /** Adds the next chunk of the object. */
    public void add(ChunkId id, int chunkLength) throws IOException {
        if (count == RecipePage.CHUNKS_MAX) {
            closePage();
        }
        id.write(ids, ChunkId.BYTES * count);
        lengths[count] = chunkLength;
        count++;
        length += chunkLength;
    }

    /** Bytes of the object so far. */
    public long length() {
        return length;
    }

    /**
     * Hands over what is open, the recipe last.
     *
     * @return the recipe, and the id of its entry
     */
    public Finished finish(Description object) throws IOException {
        Optional<RecipePage> inline = Optional.empty();
        if (pages.isEmpty()) {
            inline = Optional.of(page());
        } else {
            closePage();
        }
        Recipe recipe =
                new Recipe(
                        object.name(),
                        object.uploadId(),
                        object.origin(),
                        object.chunking(),
                        length,
                        object.root(),
                        object.sha256(),
                        pages,
                        inline);
        byte[] bytes = RecipeWriter.write(recipe);
        ChunkId id = hasher.id(bytes, 0, bytes.length);
        sink.add(PackFormat.KIND_RECIPE, id, bytes);
        return new Finished(recipe, id);
    }

    /** A recipe that has left, and its id. */
    public record Finished(Recipe recipe, ChunkId id) {}

    /**
     * What a recipe says beside its chunks.
     *
     * @param name of the version
     * @param uploadId the upload that completed it
     * @param origin the messages that it came in, if any
     * @param chunking text of the chunking spec
     * @param root BLAKE3-256 of the object
     * @param sha256 what the publisher declared, if anything
     */
    public record Description(
            ObjectVersion name,
            String uploadId,
            Optional<TopicOrigin> origin,
            String chunking,
            io.reducto.repository.format.Digest root,
            Optional<io.reducto.repository.format.Digest> sha256) {}

    private RecipePage page() {
        return new RecipePage(
                Arrays.copyOf(ids, ChunkId.BYTES * count), Arrays.copyOf(lengths, count));
    }

    private void closePage() throws IOException {
        RecipePage page = page();
        byte[] bytes = RecipeWriter.write(page);
        ChunkId id = hasher.id(bytes, 0, bytes.length);
        sink.add(PackFormat.KIND_RECIPE_PAGE, id, bytes);
        pages.add(new PageReference(id, page.count(), page.length()));
        count = 0;
    }
}
