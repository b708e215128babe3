package io.reducto.cli.quickstart;

import io.reducto.codec.ChunkId;
import io.reducto.codec.PackId;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.PackTrailer;
import io.reducto.repository.Repository;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.recipe.PageReference;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.recipe.RecipePage;
import io.reducto.repository.recipe.RecipeReader;
import io.reducto.repository.restore.ChunkReader;
import io.reducto.repository.restore.ObjectRestore;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.run.ChunkLocation;
import io.reducto.repository.stripe.EntryReader;
import io.reducto.repository.stripe.StripeReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What each version added: its chunks that no version before it has, and what their blocks take in
 * the packs. Read from recipes and trailers, so that it is right whatever commit they came in.
 *
 * <p>Memory: some 100 bytes per distinct chunk, less than a hundredth of what they hold. For one
 * thread.
 */
public final class Increments {
    private final Set<ChunkId> seen = new HashSet<>();

    /**
     * Plain bytes of new chunks, and their share of stored blocks.
     *
     * @param plainBytes before compression
     * @param storedBytes after it, before parity
     */
    public record Increment(long plainBytes, long storedBytes) {}

    /** One look at the repository: reads trailers of packs, and keeps some. */
    public final class Look implements AutoCloseable {
        private final Snapshot snapshot;
        private final ChunkReader chunks;
        private final EntryReader trailers;
        private final Map<PackId, Stripe> stripes = new HashMap<>();

        private Look(Repository repository) throws IOException {
            this.snapshot = repository.newest();
            this.chunks = snapshot.chunks();
            this.trailers =
                    new EntryReader(
                            new StripeReader(repository.volumes()),
                            ChunkHasher.plain(),
                            EntryReader.Limits.DEFAULT);
        }

        /** What a version added to those that were asked for before it. */
        public Increment of(CatalogueEntry version) throws IOException {
            Recipe recipe = new ObjectRestore(chunks).recipe(version.recipe());
            Sum sum = new Sum();
            if (recipe.inline().isPresent()) {
                add(recipe.inline().get(), sum);
            }
            for (PageReference page : recipe.pages()) {
                byte[] bytes = chunks.read(page.id()).toBytes();
                add(RecipeReader.readPage("recipe page " + page.id(), bytes), sum);
            }
            return new Increment(sum.plain, Math.round(sum.stored));
        }

        private void add(RecipePage page, Sum sum) throws IOException {
            for (int ordinal = 0; ordinal < page.count(); ordinal++) {
                ChunkId id = page.id(ordinal);
                if (seen.add(id)) {
                    sum.plain += page.lengths()[ordinal];
                    sum.stored += stored(id, page.lengths()[ordinal]);
                }
            }
        }

        private double stored(ChunkId id, int length) throws IOException {
            ChunkLocation location =
                    snapshot.find(id)
                            .orElseThrow(
                                    () -> new IOException("chunk %s is nowhere".formatted(id)));
            PackTrailer trailer = trailers.trailer(stripe(location.pack()));
            PackTrailer.Block block = trailer.block(trailer.blockOfEntry(location.entry()));
            return (double) block.storedLength() * length / block.rawLength();
        }

        private Stripe stripe(PackId pack) throws IOException {
            Stripe known = stripes.get(pack);
            if (known == null) {
                known =
                        snapshot.find(pack)
                                .orElseThrow(
                                        () ->
                                                new IOException(
                                                        "pack %s is nowhere".formatted(pack)));
                stripes.put(pack, known);
            }
            return known;
        }

        @Override
        public void close() {
            trailers.close();
            chunks.close();
            snapshot.close();
        }
    }

    private static final class Sum {
        private long plain;
        private double stored;
    }

    /** A look at the newest commit. */
    public Look look(Repository repository) throws IOException {
        return new Look(repository);
    }
}
