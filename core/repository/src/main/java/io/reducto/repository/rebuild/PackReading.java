package io.reducto.repository.rebuild;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.PackId;
import io.reducto.codec.pack.PackFormat;
import io.reducto.codec.pack.PackTrailer;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.format.StripeBytes;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.recipe.RecipeReader;
import io.reducto.repository.recipe.TopicOrigin;
import io.reducto.repository.run.Catalogue;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.repository.run.ChunkLocation;
import io.reducto.repository.run.LocationIndex;
import io.reducto.repository.run.StripeCatalogue;
import io.reducto.repository.stripe.EntryReader;
import io.reducto.repository.stripe.StripeException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes what the trailers of packs say, and their recipes, to index, catalogue and stripe
 * catalogue. Packs come in their order. For one thread.
 */
final class PackReading {
    private final EntryReader entries;
    private final LeftOuts leftOuts;
    private final Sorters sorters;
    private long packs;
    private long bytes;
    private long runPacks;
    private long recipes;

    /**
     * Where it goes.
     *
     * @param index the last place of a chunk stands: as among runs, the newest
     * @param catalogue the first version of a name stands
     * @param stripes each pack once
     */
    record Sorters(
            RunSorter<ChunkId, ChunkLocation> index,
            RunSorter<CatalogueKey, CatalogueEntry> catalogue,
            RunSorter<PackId, StripeCatalogue.Stripe> stripes) {
        static Sorters of(RunStore store, int entriesMax) {
            return new Sorters(
                    new RunSorter<>(
                            new RunSorter.Form<>(
                                    io.reducto.repository.run.RunKind.INDEX,
                                    Comparator.<ChunkId>naturalOrder(),
                                    LocationIndex::add,
                                    true),
                            store,
                            entriesMax),
                    new RunSorter<>(
                            new RunSorter.Form<>(
                                    io.reducto.repository.run.RunKind.CATALOGUE,
                                    Catalogue::order,
                                    Catalogue::add,
                                    false),
                            store,
                            entriesMax),
                    new RunSorter<>(
                            new RunSorter.Form<>(
                                    io.reducto.repository.run.RunKind.STRIPES,
                                    Comparator.<PackId>naturalOrder(),
                                    StripeCatalogue::add,
                                    false),
                            store,
                            entriesMax));
        }
    }

    PackReading(EntryReader entries, LeftOuts leftOuts, Sorters sorters) {
        this.entries = entries;
        this.leftOuts = leftOuts;
        this.sorters = sorters;
    }

    Sorters sorters() {
        return sorters;
    }

    /** Takes a pack, or reports why it cannot be. */
    void read(PackCensus.Counted pack) throws IOException, InterruptedException {
        Optional<PackTrailer> trailer = trailer(pack);
        if (trailer.isEmpty()) {
            return;
        }
        if (PackCensus.holdsOnlyRunPages(trailer.get())) {
            runPacks++;
            return;
        }
        packs++;
        bytes += pack.stripe().packLength();
        sorters.stripes.add(
                pack.stripe().pack(),
                new StripeCatalogue.Stripe(pack.commit(), StripeBytes.write(pack.stripe())));
        for (int entry = 0; entry < trailer.get().entryCount(); entry++) {
            read(pack, trailer.get(), entry);
        }
    }

    RebuildReport report(long otherRunPacks, Map<RunKind, RunDraft> runs) {
        long versions = count(runs, RunKind.CATALOGUE);
        return new RebuildReport(
                packs,
                bytes,
                runPacks + otherRunPacks,
                count(runs, RunKind.INDEX),
                versions,
                recipes - versions,
                runs,
                leftOuts.counts(),
                leftOuts.kept());
    }

    private static long count(Map<RunKind, RunDraft> runs, RunKind kind) {
        RunDraft run = runs.get(kind);
        return run == null ? 0 : run.entries();
    }

    private Optional<PackTrailer> trailer(PackCensus.Counted pack) {
        try {
            PackTrailer trailer = entries.trailer(pack.stripe());
            if (trailer.lineage().equals(pack.opening().lineage())
                    && trailer.epoch() == pack.opening().epoch()) {
                return Optional.of(trailer);
            }
            leftOuts.add(
                    Omission.PACK_UNREADABLE,
                    pack.toString(),
                    "its trailer says lineage %s, epoch %d"
                            .formatted(trailer.lineage(), trailer.epoch()));
        } catch (StripeException | DataException e) {
            leftOuts.add(Omission.PACK_UNREADABLE, pack.toString(), e);
        }
        return Optional.empty();
    }

    private void read(PackCensus.Counted pack, PackTrailer trailer, int entry)
            throws IOException, InterruptedException {
        int kind = trailer.entryKind(entry);
        if (kind == PackFormat.KIND_RUN_PAGE) {
            return;
        }
        if (kind >= PackFormat.KIND_RECODED) {
            leftOuts.add(
                    Omission.ENTRY_RECODED,
                    name(pack, entry),
                    "its kind, %d, is not known".formatted(kind));
            return;
        }
        ChunkId id = trailer.entryId(entry);
        sorters.index.add(id, new ChunkLocation(pack.stripe().pack(), entry));
        if (kind == PackFormat.KIND_RECIPE) {
            readRecipe(pack, entry, id);
        }
    }

    private void readRecipe(PackCensus.Counted pack, int entry, ChunkId id)
            throws IOException, InterruptedException {
        CatalogueKey key;
        CatalogueEntry version;
        try {
            Recipe recipe = recipe(pack, entry, id);
            key =
                    new CatalogueKey(
                            recipe.name().dataSet(),
                            recipe.name().object(),
                            recipe.name().version());
            requireKey(key);
            version = version(recipe, id, pack.commit());
        } catch (StripeException | DataException e) {
            leftOuts.add(Omission.RECIPE_UNREADABLE, name(pack, entry), e);
            return;
        }
        recipes++;
        sorters.catalogue.add(key, version);
    }

    private Recipe recipe(PackCensus.Counted pack, int entry, ChunkId id) throws StripeException {
        try {
            byte[] bytes =
                    entries.read(pack.stripe(), entry, id, PackReading::refusePrefix).toBytes();
            return RecipeReader.readRecipe("recipe " + id, bytes);
        } catch (StripeException e) {
            throw e;
        } catch (IOException e) {
            throw new StripeException(String.valueOf(e.getMessage()), List.of(e));
        }
    }

    /** The index that would find the chunks of a prefix is what is being made. */
    private static byte[] refusePrefix(PackTrailer.PrefixChunk chunk, int depthMax) {
        throw new DataException.FormatTooNew(
                "recipe", "blocks without prefix", "a prefix with chunk " + chunk.id());
    }

    /** A name that no run can hold is a fault of the recipe. */
    private static void requireKey(CatalogueKey key) {
        try {
            Catalogue.order(key, key);
        } catch (IllegalArgumentException e) {
            throw new DataException.Malformed("recipe", 0, String.valueOf(e.getMessage()));
        }
    }

    private static CatalogueEntry version(Recipe recipe, ChunkId id, long commit) {
        return new CatalogueEntry(
                id,
                recipe.root().toBytes(),
                recipe.length(),
                commit,
                recipe.origin().map(TopicOrigin::partition).orElse(CatalogueEntry.NO_ORIGIN),
                recipe.origin()
                        .map(TopicOrigin::lastOffset)
                        .orElse((long) CatalogueEntry.NO_ORIGIN));
    }

    private static String name(PackCensus.Counted pack, int entry) {
        return "%s: entry %d".formatted(pack, entry);
    }
}
