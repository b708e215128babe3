package io.reducto.repository.restore;

import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.chunk.ChunkScan;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.PackFormat;
import io.reducto.codec.pack.PackLayout;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.recipe.RecipeBuilder;
import io.reducto.repository.run.ChunkLocation;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeWriter;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Objects in packs on real volumes; index and stripe catalogue are maps. */
final class SampleRepository implements Locator, AutoCloseable {
    private final Chunker chunker;
    private final ChunkHasher hasher = ChunkHasher.plain();
    private final PackWriter packs;
    private final Map<ChunkId, ChunkLocation> index = new HashMap<>();
    private int lookups;

    SampleRepository(StripeWriter stripes, Seed seed, ChunkingSpec spec) {
        this.chunker = Chunker.of(spec);
        this.packs =
                new PackWriter(
                        stripes,
                        () -> PackId.read(seed.bytes(PackId.BYTES), 0),
                        new PackWriter.Opening(new LineageId(1, 2), 1),
                        new PackLayout(1 << 20, 64 << 10),
                        CompressionProfile.FAST);
    }

    /** Stores an object; chunks that are there already are not stored again. */
    RecipeBuilder.Finished store(String version, byte[] object)
            throws IOException, InterruptedException {
        RecipeBuilder recipe = new RecipeBuilder(hasher, this::put);
        ChunkScan scan = new ChunkScan();
        int from = 0;
        while (from < object.length) {
            int cut = chunker.next(scan, object, from, object.length);
            int end = cut == Chunker.NEED_MORE ? object.length : cut;
            ChunkId id = hasher.id(object, from, end - from);
            put(PackFormat.KIND_CHUNK, id, object, from, end - from);
            recipe.add(id, end - from);
            from = end;
        }
        RecipeBuilder.Finished finished =
                recipe.finish(
                        new RecipeBuilder.Description(
                                new ObjectVersion("builds", "tool", version),
                                "upload-1",
                                Optional.empty(),
                                chunker.spec().toString(),
                                Digest.of(object),
                                Optional.empty()));
        packs.flush();
        return finished;
    }

    int packCount() {
        return packs.written().size();
    }

    int lookups() {
        return lookups;
    }

    private void put(int kind, ChunkId id, byte[] bytes) {
        try {
            put(kind, id, bytes, 0, bytes.length);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void put(int kind, ChunkId id, byte[] bytes, int offset, int length)
            throws IOException, InterruptedException {
        if (!index.containsKey(id)) {
            PackWriter.Place place = packs.add(kind, id, bytes, offset, length);
            index.put(id, new ChunkLocation(place.pack(), place.entry()));
        }
    }

    @Override
    public Optional<ChunkLocation> find(ChunkId id) {
        lookups++;
        return Optional.ofNullable(index.get(id));
    }

    @Override
    public Optional<Stripe> find(PackId pack) {
        return packs.written().stream().filter(stripe -> stripe.pack().equals(pack)).findFirst();
    }

    void forget(ChunkId id) {
        index.remove(id);
    }

    @Override
    public void close() {
        packs.close();
    }
}
