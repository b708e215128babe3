package io.reducto.repository;

import io.reducto.codec.ChunkId;
import io.reducto.codec.PackId;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.Run;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.format.StripeBytes;
import io.reducto.repository.restore.ChunkReader;
import io.reducto.repository.restore.Locator;
import io.reducto.repository.run.Catalogue;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.run.ChunkLocation;
import io.reducto.repository.run.LocationIndex;
import io.reducto.repository.run.PageCache;
import io.reducto.repository.run.RunReader;
import io.reducto.repository.run.RunRoot;
import io.reducto.repository.run.StampedRun;
import io.reducto.repository.run.StripeCatalogue;
import io.reducto.repository.run.ValueStamp;
import io.reducto.repository.stripe.ReadThreads;
import io.reducto.repository.stripe.StripeReader;
import io.reducto.repository.stripe.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The repository as of one commit. Reads the roots of the current runs when it is opened, whose
 * number is logarithmic, and pages when something is looked up, of which it keeps up to 64 MiB.
 *
 * <p>Safe for use by several threads, each with {@link #chunks} of its own. {@link #close} it,
 * which ends the threads that read from volumes for it.
 */
public final class Snapshot implements Locator, AutoCloseable {
    private static final long CACHE_BYTES = 64L << 20;

    private final CommitRecord record;
    private final ReadThreads threads = new ReadThreads();
    private final StripeReader stripes;
    private final PackedPages.Source pages;
    private final LocationIndex index;
    private final Catalogue catalogue;
    private final StripeCatalogue stripeCatalogue;

    Snapshot(CommitRecord record, Map<String, Volume> volumes) throws IOException {
        this.record = record;
        this.stripes = new StripeReader(volumes, threads);
        this.pages = new PackedPages.Source(stripes);
        PageCache cache = new PageCache(CACHE_BYTES);
        this.index = new LocationIndex(open(runs(RunKind.INDEX), cache));
        this.catalogue = new Catalogue(open(runs(RunKind.CATALOGUE), cache));
        this.stripeCatalogue = new StripeCatalogue(open(runs(RunKind.STRIPES), cache));
    }

    /** The commit. */
    public CommitRecord record() {
        return record;
    }

    /** All versions of all objects as of the commit. */
    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public Optional<ChunkLocation> find(ChunkId id) throws IOException {
        return index.find(id);
    }

    @Override
    public Optional<Stripe> find(PackId pack) throws IOException {
        return stripeCatalogue.find(pack).map(found -> StripeBytes.read(found.placement()));
    }

    /** The stripes of all packs with content as of the commit. */
    public StripeCatalogue stripes() {
        return stripeCatalogue;
    }

    /** Where many chunks are: ids in ascending order, each page of the index read once at most. */
    public void find(List<ChunkId> ascending, LocationIndex.FoundChunk found) throws IOException {
        index.find(ascending, found);
    }

    /** Reads ranges of packs; valid until this is closed. */
    public StripeReader stripeReader() {
        return stripes;
    }

    /** A reader of entries as of this commit; the caller closes it before this. */
    public ChunkReader chunks() {
        return new ChunkReader(this, stripes, ChunkHasher.plain());
    }

    private List<Run> runs(RunKind kind) {
        return runs(record, kind);
    }

    /** The runs of a kind that a record lists, the newest first. */
    static List<Run> runs(CommitRecord record, RunKind kind) {
        List<Run> newestFirst = new ArrayList<>(record.runs());
        newestFirst.removeIf(run -> run.kind() != kind);
        newestFirst.sort(Comparator.comparingLong(Run::last).reversed());
        return newestFirst;
    }

    /** Opens runs; {@code cache} keeps their pages. */
    List<StampedRun> open(List<Run> runs, PageCache cache) throws IOException {
        return open(runs, pages, cache);
    }

    /** Opens runs whose pages {@code pages} can read. */
    static List<StampedRun> open(List<Run> runs, PackedPages.Source pages, PageCache cache)
            throws IOException {
        List<StampedRun> opened = new ArrayList<>();
        for (Run run : runs) {
            RunRoot root =
                    new RunRoot(
                            io.reducto.repository.run.RunKind.valueOf(run.kind().name()),
                            run.rootEntry(),
                            StripeBytes.write(run.root()));
            opened.add(new StampedRun(RunReader.open(root, pages, cache), stamp(run)));
        }
        return opened;
    }

    /** Values of a run that an epoch wrote do not know the number that its commit was given. */
    private static ValueStamp stamp(Run run) {
        if (run.level() > 0) {
            return ValueStamp.NONE;
        }
        return switch (run.kind()) {
            case CATALOGUE -> CatalogueEntry.stamp(run.last());
            case STRIPES -> StripeCatalogue.stamp(run.last());
            default -> ValueStamp.NONE;
        };
    }

    @Override
    public void close() {
        pages.close();
        threads.close();
    }
}
