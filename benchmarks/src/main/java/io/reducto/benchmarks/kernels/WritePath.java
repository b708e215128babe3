package io.reducto.benchmarks.kernels;

import io.reducto.codec.ChunkId;
import io.reducto.codec.chunk.ChunkScan;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.PackFormat;
import io.reducto.repository.format.Digest;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.recipe.RecipeBuilder;
import io.reducto.repository.run.ChunkLocation;
import io.reducto.repository.stripe.PackWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * What happens to an object between the stream and the volumes, in one thread: cut, chunk ids,
 * object digest, look-up, packs of compressed blocks, stripes. No Kafka, no Flink, no disk.
 */
final class WritePath implements AutoCloseable {
    private static final int CUTS_AT_ONCE = 64;

    private final ChunkHasher hasher = ChunkHasher.plain();
    private final Chunker chunker = Chunker.of(ChunkingSpec.DEFAULT);
    private final ChunkScan scan = new ChunkScan();
    private final int[] cuts = new int[CUTS_AT_ONCE];
    private final byte[] ids = new byte[ChunkId.BYTES * CUTS_AT_ONCE];
    private final PackWriter packs;

    WritePath(PackWriter packs) {
        this.packs = packs;
    }

    /** Stores an object; {@code index} learns what it did not know. */
    Recipe store(byte[] object, Map<ChunkId, ChunkLocation> index)
            throws IOException, InterruptedException {
        packs.begin(MemoryTier.OPENING);
        RecipeBuilder recipe = new RecipeBuilder(hasher, this::putEntry);
        Blake3 digest = Blake3.hasher();
        scan.reset();
        int from = 0;
        while (from < object.length) {
            int count = cut(object, from);
            hasher.hashEach(object, from, cuts, count, ids);
            digest.update(object, from, cuts[count - 1] - from);
            for (int i = 0; i < count; i++) {
                ChunkId id = ChunkId.read(ids, ChunkId.BYTES * i);
                int length = cuts[i] - from;
                recipe.add(id, length);
                if (!index.containsKey(id)) {
                    PackWriter.Place place =
                            packs.add(PackFormat.KIND_CHUNK, id, object, from, length);
                    index.put(id, new ChunkLocation(place.pack(), place.entry()));
                }
                from = cuts[i];
            }
        }
        RecipeBuilder.Finished finished = recipe.finish(description(digest));
        packs.flush();
        return finished.recipe();
    }

    /** Some ends from there on, at least one; the end of the object is one of them. */
    private int cut(byte[] object, int from) {
        int count = chunker.nextAll(scan, object, from, object.length, cuts);
        int last = count == 0 ? from : cuts[count - 1];
        if (count < CUTS_AT_ONCE && last < object.length) {
            cuts[count] = object.length;
            return count + 1;
        }
        return count;
    }

    private void putEntry(int kind, ChunkId id, byte[] bytes) throws IOException {
        try {
            packs.add(kind, id, bytes, 0, bytes.length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a recipe was being written");
        }
    }

    private static RecipeBuilder.Description description(Blake3 digest) {
        byte[] root = new byte[Digest.BYTES];
        digest.finish(root, 0, root.length);
        return new RecipeBuilder.Description(
                new ObjectVersion("benchmarks", "classes", "1"),
                "upload-1",
                Optional.empty(),
                ChunkingSpec.DEFAULT.toString(),
                Digest.read(root, 0),
                Optional.empty());
    }

    @Override
    public void close() {
        packs.close();
    }
}
