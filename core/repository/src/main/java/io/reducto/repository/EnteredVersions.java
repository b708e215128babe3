package io.reducto.repository;

import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.Run;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.run.Catalogue;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.repository.run.PageCache;
import io.reducto.repository.stripe.ReadThreads;
import io.reducto.repository.stripe.StripeReader;
import java.io.IOException;
import java.util.List;

/**
 * The versions that one commit has entered in the catalogue, in the order of their names.
 *
 * <pre>{@code
 * try (EnteredVersions entered = EnteredVersions.open(volumes, record)) {
 *     while (entered.next()) { … entered.key() … entered.entry() … }
 * }
 * }</pre>
 *
 * <p>They are the entries of the catalogue runs that the record lists for its own number: what a
 * merge writes later covers more commits, but that record goes on naming these. Reads pages as it
 * comes to them and holds one per level of each run, however many versions there are. Use by one
 * thread.
 */
public final class EnteredVersions implements AutoCloseable {
    private final ReadThreads threads = new ReadThreads();
    private final PackedPages.Source pages;
    private final Catalogue.Cursor cursor;

    private EnteredVersions(RepositoryVolumes volumes, List<Run> runs) throws IOException {
        this.pages = new PackedPages.Source(new StripeReader(volumes.readable(), threads));
        try {
            this.cursor = new Catalogue(Snapshot.open(runs, pages, new PageCache(0))).all();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens the catalogue runs of a commit.
     *
     * @throws IOException if too few volumes answer to read them
     * @throws io.reducto.codec.DataException if one of them breaks a rule
     */
    public static EnteredVersions open(RepositoryVolumes volumes, CommitRecord record)
            throws IOException {
        List<Run> own =
                Snapshot.runs(record, RunKind.CATALOGUE).stream()
                        .filter(run -> run.first() == record.number())
                        .toList();
        return new EnteredVersions(volumes, own);
    }

    /** Moves to the first or next version; whether there is one. */
    public boolean next() throws IOException {
        return cursor.next();
    }

    /** The name of the version. */
    public CatalogueKey key() {
        return cursor.key();
    }

    /** What the catalogue says of it, the number of the commit included. */
    public CatalogueEntry entry() {
        return cursor.entry();
    }

    @Override
    public void close() {
        pages.close();
        threads.close();
    }
}
