package io.reducto.repository.restore;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.repository.format.Digest;
import io.reducto.repository.recipe.PageReference;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.recipe.RecipePage;
import io.reducto.repository.recipe.RecipeReader;
import io.reducto.repository.stripe.EntryReader;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes an object, or a range of it, to a stream: only bytes of chunks that have their digest, in
 * order. A whole object is also checked against its root; since that is known at the end only,
 * whoever must not see a wrong object in part waits for {@link #restore} to return.
 *
 * <p>Memory: one page of the recipe, the caches of the reader, and 128 blocks at most whose bytes
 * are still to be hashed. Use by one thread at a time; a second one hashes the object meanwhile.
 */
public final class ObjectRestore {
    private final ChunkReader chunks;

    /** Restores through {@code chunks}, which the caller closes. */
    public ObjectRestore(ChunkReader chunks) {
        this.chunks = chunks;
    }

    /** The recipe with that id. */
    public Recipe recipe(ChunkId id) throws IOException {
        return RecipeReader.readRecipe("recipe " + id, chunks.read(id).toBytes());
    }

    /**
     * Writes the whole object.
     *
     * @throws DataException.Corrupt when it does not have its root, although every chunk has its
     *     id: the recipe is wrong
     */
    public void restore(Recipe recipe, OutputStream out) throws IOException {
        Digest root;
        try (BackgroundDigest digest = new BackgroundDigest()) {
            write(
                    recipe,
                    0,
                    recipe.length(),
                    (bytes, offset, length) -> {
                        digest.update(bytes, offset, length);
                        out.write(bytes, offset, length);
                    });
            root = digest.finish();
        }
        if (!root.equals(recipe.root())) {
            throw new DataException.Corrupt(
                    "object " + recipe.name(), "root " + recipe.root(), root.toString());
        }
    }

    /**
     * Writes {@code length} bytes from {@code offset} on; reads no chunk outside of the range.
     *
     * @throws IllegalArgumentException when the range is not inside the object
     */
    public void restoreRange(Recipe recipe, long offset, long length, OutputStream out)
            throws IOException {
        if (offset < 0 || length < 0 || offset > recipe.length() - length) {
            throw new IllegalArgumentException(
                    "object %s: expected a range within %d bytes, found %d bytes from %d"
                            .formatted(recipe.name(), recipe.length(), length, offset));
        }
        write(recipe, offset, length, out::write);
    }

    private interface Output {
        void write(byte[] bytes, int offset, int length) throws IOException;
    }

    private void write(Recipe recipe, long offset, long length, Output out) throws IOException {
        Range range = new Range(offset, offset + length);
        if (recipe.inline().isPresent()) {
            write(recipe.inline().get(), 0, range, out);
            return;
        }
        long at = 0;
        for (PageReference reference : recipe.pages()) {
            if (range.meets(at, reference.length())) {
                write(page(reference), at, range, out);
            }
            at += reference.length();
        }
    }

    private record Range(long from, long to) {
        boolean meets(long at, long length) {
            return at < to && at + length > from;
        }
    }

    private RecipePage page(PageReference reference) throws IOException {
        String what = "recipe page " + reference.id();
        RecipePage page = RecipeReader.readPage(what, chunks.read(reference.id()).toBytes());
        if (page.count() != reference.chunks() || page.length() != reference.length()) {
            throw new DataException.Malformed(
                    what,
                    0,
                    "expected %d chunks of %d bytes, found %d of %d"
                            .formatted(
                                    reference.chunks(),
                                    reference.length(),
                                    page.count(),
                                    page.length()));
        }
        return page;
    }

    private void write(RecipePage page, long start, Range range, Output out) throws IOException {
        long at = start;
        for (int i = 0; i < page.count() && at < range.to; i++) {
            int length = page.lengths()[i];
            if (range.meets(at, length)) {
                write(page.id(i), at, length, range, out);
            }
            at += length;
        }
    }

    private void write(ChunkId id, long at, int length, Range range, Output out)
            throws IOException {
        EntryReader.Entry chunk = chunks.read(id);
        if (chunk.length() != length) {
            throw new DataException.Malformed(
                    "chunk " + id,
                    0,
                    "expected %d bytes as in the recipe, found %d"
                            .formatted(length, chunk.length()));
        }
        int skip = (int) Math.max(0, range.from - at);
        int end = (int) Math.min(length, range.to - at);
        out.write(chunk.raw(), chunk.offset() + skip, end - skip);
    }
}
