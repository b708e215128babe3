package io.reducto.repository;

import io.reducto.codec.ChunkId;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.format.StripeBytes;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.recipe.TopicOrigin;
import io.reducto.repository.run.Catalogue;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.repository.run.ChunkLocation;
import io.reducto.repository.run.LocationIndex;
import io.reducto.repository.run.RunWriter;
import io.reducto.repository.run.StripeCatalogue;
import io.reducto.repository.stripe.PackWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one epoch adds, until it is written as runs of level 0. For one thread. */
final class EpochContent {
    private final Map<ChunkId, ChunkLocation> chunks = new TreeMap<>();
    private final Map<CatalogueKey, CatalogueEntry> versions = new TreeMap<>(Catalogue::order);

    boolean has(ChunkId id) {
        return chunks.containsKey(id);
    }

    boolean has(CatalogueKey key) {
        return versions.containsKey(key);
    }

    boolean isEmpty() {
        return chunks.isEmpty() && versions.isEmpty();
    }

    void add(ChunkId id, ChunkLocation location) {
        chunks.put(id, location);
    }

    /** Enters the version of a recipe, unless this epoch has one of that name: the first stands. */
    void add(ChunkId id, Recipe recipe) {
        ObjectVersion name = recipe.name();
        versions.putIfAbsent(
                new CatalogueKey(name.dataSet(), name.object(), name.version()),
                new CatalogueEntry(
                        id,
                        recipe.root().toBytes(),
                        recipe.length(),
                        0,
                        recipe.origin()
                                .map(TopicOrigin::partition)
                                .orElse(CatalogueEntry.NO_ORIGIN),
                        recipe.origin()
                                .map(TopicOrigin::lastOffset)
                                .orElse((long) CatalogueEntry.NO_ORIGIN)));
    }

    /**
     * Flushes {@code packs}, writes the runs behind what is there, and flushes it again; empty, and
     * nothing is written, when nothing is new. The drafts are in their order.
     */
    List<RunDraft> write(PackWriter packs) throws IOException, InterruptedException {
        packs.flush();
        List<Stripe> content = packs.written();
        List<PendingRun> pending = new ArrayList<>();
        if (!chunks.isEmpty()) {
            pending.add(index(packs));
        }
        if (!versions.isEmpty()) {
            pending.add(catalogue(packs));
        }
        if (!content.isEmpty()) {
            pending.add(stripes(packs, content));
        }
        packs.flush();
        List<RunDraft> drafts = new ArrayList<>();
        for (PendingRun run : pending) {
            drafts.add(run.draft(packs.written()));
        }
        drafts.sort(RunDraft.ORDER);
        return drafts;
    }

    private PendingRun index(PackWriter packs) throws IOException {
        PackedPages.Sink pages = new PackedPages.Sink(packs);
        RunWriter writer = new RunWriter(io.reducto.repository.run.RunKind.INDEX, pages);
        for (Map.Entry<ChunkId, ChunkLocation> chunk : chunks.entrySet()) {
            LocationIndex.add(writer, chunk.getKey(), chunk.getValue());
        }
        return new PendingRun(RunKind.INDEX, 0, writer.finish(), pages);
    }

    private PendingRun catalogue(PackWriter packs) throws IOException {
        PackedPages.Sink pages = new PackedPages.Sink(packs);
        RunWriter writer = new RunWriter(io.reducto.repository.run.RunKind.CATALOGUE, pages);
        for (Map.Entry<CatalogueKey, CatalogueEntry> version : versions.entrySet()) {
            Catalogue.add(writer, version.getKey(), version.getValue());
        }
        return new PendingRun(RunKind.CATALOGUE, 0, writer.finish(), pages);
    }

    private static PendingRun stripes(PackWriter packs, List<Stripe> content) throws IOException {
        List<Stripe> ascending = new ArrayList<>(content);
        ascending.sort(Comparator.comparing(Stripe::pack));
        PackedPages.Sink pages = new PackedPages.Sink(packs);
        RunWriter writer = new RunWriter(io.reducto.repository.run.RunKind.STRIPES, pages);
        for (Stripe stripe : ascending) {
            StripeCatalogue.add(
                    writer,
                    stripe.pack(),
                    new StripeCatalogue.Stripe(0, StripeBytes.write(stripe)));
        }
        return new PendingRun(RunKind.STRIPES, 0, writer.finish(), pages);
    }
}
