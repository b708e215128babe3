package io.reducto.repository;

import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.chunk.ChunkScan;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.PackFormat;
import io.reducto.codec.pack.PackLayout;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.LineageProgress;
import io.reducto.repository.format.Origin;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.log.CommitChange;
import io.reducto.repository.log.CommitPublisher;
import io.reducto.repository.log.Committable;
import io.reducto.repository.log.Publication;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.recipe.RecipeBuilder;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.repository.run.ChunkLocation;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeWriter;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Stores objects from a plain {@code main} and publishes them as one commit: the same rooms as the
 * ingest job, one after the other, in one thread. A lineage of its own that ends with its commit.
 *
 * <pre>{@code
 * try (RepositoryWriter writer = new RepositoryWriter(snapshot, chunker, stripes, random)) {
 *     writer.store(new ObjectVersion("builds", "tool", "1.2"), in);
 *     Publication done = writer.publish(publisher);
 * }
 * }</pre>
 *
 * <p>What was stored becomes visible with the commit or never. Memory: the open pack, its shards
 * while they are written, and some 200 bytes for each new chunk. Use by one thread, once, and
 * {@link #close} it.
 */
public final class RepositoryWriter implements AutoCloseable {
    private static final int READ_BYTES = 1 << 20;
    private static final long EPOCH = 1;

    private final Snapshot base;
    private final Chunker chunker;
    private final ChunkHasher hasher = ChunkHasher.plain();
    private final LineageId lineage;
    private final PackWriter packs;
    private final EpochContent content = new EpochContent();
    private Optional<Committable> committable = Optional.empty();

    /**
     * A writer that knows the chunks that {@code base} has.
     *
     * @param base the newest snapshot; the caller closes it after this
     * @param chunker cuts objects as the repository says
     * @param stripes where packs go
     * @param random gives ids; must not be predictable by other writers
     */
    public RepositoryWriter(
            Snapshot base, Chunker chunker, StripeWriter stripes, RandomGenerator random) {
        this.base = base;
        this.chunker = chunker;
        this.lineage = new LineageId(random.nextLong(), random.nextLong());
        this.packs =
                new PackWriter(
                        stripes,
                        () -> new PackId(random.nextLong(), random.nextLong()),
                        new PackWriter.Opening(lineage, EPOCH),
                        PackLayout.DEFAULT,
                        CompressionProfile.BALANCED);
    }

    /**
     * Stores an object of any length; reads {@code in} to its end. A version that {@code base} or
     * this writer has already is not stored again: the first one stands.
     *
     * @return the recipe of the version that was stored; empty where it was there before
     */
    public Optional<Recipe> store(ObjectVersion name, InputStream in)
            throws IOException, InterruptedException {
        checkOpen();
        CatalogueKey key = new CatalogueKey(name.dataSet(), name.object(), name.version());
        if (content.has(key) || base.catalogue().find(key).isPresent()) {
            return Optional.empty();
        }
        RecipeBuilder builder =
                new RecipeBuilder(
                        hasher, (kind, id, bytes) -> put(kind, id, bytes, 0, bytes.length));
        Digest root = cut(in, builder);
        RecipeBuilder.Finished finished =
                builder.finish(
                        new RecipeBuilder.Description(
                                name,
                                lineage.toString(),
                                Optional.empty(),
                                chunker.spec().toString(),
                                root,
                                Optional.empty()));
        content.add(finished.id(), finished.recipe());
        return Optional.of(finished.recipe());
    }

    /**
     * Makes everything durable and publishes it. After a failure the call may be made again and
     * publishes the same, once.
     */
    public Publication publish(CommitPublisher publisher)
            throws IOException, InterruptedException, ObjectStoreException {
        if (committable.isEmpty()) {
            committable = Optional.of(finish());
        }
        return publisher.publish(committable.get());
    }

    private Committable finish() throws IOException, InterruptedException {
        List<RunDraft> drafts = content.write(packs);
        Origin origin = new Origin(lineage, EPOCH, 0, RunDraft.digest(drafts));
        return new Committable(
                origin,
                0,
                LineageProgress.NONE,
                true,
                parent -> Optional.of(CommitChange.epoch(drafts)));
    }

    /** Cuts what {@code in} holds and stores its chunks; returns the digest of all of it. */
    private Digest cut(InputStream in, RecipeBuilder recipe)
            throws IOException, InterruptedException {
        byte[] buffer = new byte[chunker.spec().parameters().maxBytes() + READ_BYTES];
        Blake3 object = Blake3.hasher();
        ChunkScan scan = new ChunkScan();
        int start = 0;
        int end = 0;
        int read;
        while ((read = in.readNBytes(buffer, end, READ_BYTES)) > 0) {
            object.update(buffer, end, read);
            end += read;
            int cut = chunker.next(scan, buffer, start, end);
            while (cut != Chunker.NEED_MORE) {
                chunk(recipe, buffer, start, cut - start);
                start = cut;
                cut = chunker.next(scan, buffer, start, end);
            }
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end > 0) {
            chunk(recipe, buffer, 0, end);
        }
        byte[] root = new byte[Digest.BYTES];
        object.finish(root, 0, root.length);
        return Digest.read(root, 0);
    }

    private void chunk(RecipeBuilder recipe, byte[] buffer, int offset, int length)
            throws IOException {
        ChunkId id = hasher.id(buffer, offset, length);
        recipe.add(id, length);
        put(PackFormat.KIND_CHUNK, id, buffer, offset, length);
    }

    private void put(int kind, ChunkId id, byte[] bytes, int offset, int length)
            throws IOException {
        if (content.has(id) || base.find(id).isPresent()) {
            return;
        }
        try {
            PackWriter.Place place = packs.add(kind, id, bytes, offset, length);
            content.add(id, new ChunkLocation(place.pack(), place.entry()));
        } catch (InterruptedException e) {
            throw PackedPages.interrupted(e);
        }
    }

    private void checkOpen() {
        if (committable.isPresent()) {
            throw new IllegalStateException("this writer has published, or tried to");
        }
    }

    @Override
    public void close() {
        packs.close();
    }
}
