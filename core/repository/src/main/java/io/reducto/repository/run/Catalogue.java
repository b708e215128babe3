package io.reducto.repository.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The catalogue: which objects there are. Runs of kind {@link RunKind#CATALOGUE}; {@link
 * CatalogueKey} and {@link CatalogueEntry} say how keys and values are written.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class Catalogue {
    private final RunSet runs;

    /** The catalogue that these runs are, newest first. */
    public Catalogue(List<StampedRun> newestFirst) {
        this.runs = new RunSet(RunKind.CATALOGUE, newestFirst);
    }

    /** Adds a version to a run; versions come in ascending order of {@link #order}. */
    public static void add(RunWriter writer, CatalogueKey key, CatalogueEntry entry)
            throws IOException {
        writer.add(key.encode(), entry.encode());
    }

    /** The order in which a run holds two names. */
    public static int order(CatalogueKey a, CatalogueKey b) {
        return a.encode().compareTo(b.encode());
    }

    /** What is known of one version. */
    public Optional<CatalogueEntry> find(CatalogueKey key) throws IOException {
        return runs.find(key.encode()).map(CatalogueEntry::decode);
    }

    /** The version of an object with the greatest commit, partition and last offset. */
    public Optional<Version> latest(String dataSet, String object) throws IOException {
        Cursor versions = versions(dataSet, object);
        Optional<Version> latest = Optional.empty();
        while (versions.next()) {
            Version version = new Version(versions.key(), versions.entry());
            if (latest.isEmpty()
                    || CatalogueEntry.AGE.compare(latest.get().entry(), version.entry()) < 0) {
                latest = Optional.of(version);
            }
        }
        return latest;
    }

    /** A name and what is known of it. */
    public record Version(CatalogueKey key, CatalogueEntry entry) {}

    /** All versions of all objects of all data sets. */
    public Cursor all() {
        return new Cursor(runs.scan(KeyRange.ALL));
    }

    /** All versions of all objects of a data set. */
    public Cursor objects(String dataSet) {
        return new Cursor(runs.scan(KeyRange.prefix(CatalogueKey.prefix(dataSet))));
    }

    /** All versions of an object, in the order of their names. */
    public Cursor versions(String dataSet, String object) {
        return new Cursor(runs.scan(KeyRange.prefix(CatalogueKey.prefix(dataSet, object))));
    }

    /** Walks versions in the order of their names; rules as for {@link RunCursor}. */
    public static final class Cursor {
        private final RunCursor entries;

        private Cursor(RunCursor entries) {
            this.entries = entries;
        }

        /** Moves to the first or next version; whether there is one. */
        public boolean next() throws IOException {
            return entries.next();
        }

        /** The name of the version. */
        public CatalogueKey key() {
            return CatalogueKey.decode(entries.key());
        }

        /** What is known of it. */
        public CatalogueEntry entry() {
            return CatalogueEntry.decode(entries.value());
        }
    }
}
