package io.reducto.repository.run;

import io.reducto.codec.ChunkId;
import io.reducto.codec.PackId;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Runs with known content. The golden files were written by this class at format version 1. */
final class SampleRuns {
    private SampleRuns() {}

    /** 40 chunks, ordinals ascending with the ids. */
    static NavigableMap<ChunkId, ChunkLocation> index() {
        Seed seed = Seed.of(1);
        NavigableMap<ChunkId, ChunkLocation> index = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            PackId pack = new PackId(0x0011223344556677L, i % 3);
            index.put(ChunkId.read(seed.bytes(32), 0), new ChunkLocation(pack, 1000 * i));
        }
        return index;
    }

    /** Eight versions: one without an origin, names with a zero and beyond ASCII, one committed. */
    static NavigableMap<CatalogueKey, CatalogueEntry> catalogue() {
        Seed seed = Seed.of(2);
        NavigableMap<CatalogueKey, CatalogueEntry> versions = new TreeMap<>(Catalogue::order);
        String[] objects = {"org/acme/rocket.jar", "\0", "größe", "\ud83d\ude80"};
        for (int i = 0; i < 8; i++) {
            boolean hasOrigin = i != 3;
            CatalogueEntry entry =
                    new CatalogueEntry(
                            ChunkId.read(seed.bytes(32), 0),
                            seed.bytes(32),
                            1L << (5 * i),
                            i == 5 ? 17 : 0,
                            hasOrigin ? i : CatalogueEntry.NO_ORIGIN,
                            hasOrigin ? 1L << (40 + i) : CatalogueEntry.NO_ORIGIN);
            versions.put(new CatalogueKey("releases", objects[i / 2], "1." + i), entry);
        }
        return versions;
    }

    /** Twelve stripes with placements of 0 to 121 bytes. */
    static NavigableMap<PackId, StripeCatalogue.Stripe> stripes() {
        Seed seed = Seed.of(3);
        NavigableMap<PackId, StripeCatalogue.Stripe> stripes = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            PackId pack = PackId.read(seed.bytes(16), 0);
            stripes.put(pack, new StripeCatalogue.Stripe(i, seed.bytes(i * i)));
        }
        return stripes;
    }

    static RunSummary writeIndex(PageSink sink) throws IOException {
        RunWriter writer = new RunWriter(RunKind.INDEX, sink, new RunLayout(256));
        for (ChunkId chunk : index().keySet()) {
            LocationIndex.add(writer, chunk, index().get(chunk));
        }
        return writer.finish();
    }

    static RunSummary writeCatalogue(PageSink sink) throws IOException {
        RunWriter writer = new RunWriter(RunKind.CATALOGUE, sink, new RunLayout(512));
        for (var version : catalogue().entrySet()) {
            Catalogue.add(writer, version.getKey(), version.getValue());
        }
        return writer.finish();
    }

    static RunSummary writeStripes(PageSink sink) throws IOException {
        RunWriter writer = new RunWriter(RunKind.STRIPES, sink, new RunLayout(128));
        for (var stripe : stripes().entrySet()) {
            StripeCatalogue.add(writer, stripe.getKey(), stripe.getValue());
        }
        return writer.finish();
    }
}
