package io.reducto.connectors.sink;

import io.reducto.connectors.catalog.CatalogEvents;
import io.reducto.repository.EnteredVersions;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.Origin;
import io.reducto.repository.log.StoredCommit;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.schemas.segment.CatalogEvent;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.util.Optional;

/**
 * Tells which versions a visible commit has entered, all of them in one go, and while brokers or
 * volumes do not answer waits and tells all of them again. Everything else is thrown at once. For
 * one thread.
 *
 * <p>It reads them from the catalogue runs that the commit itself names: these are there whoever
 * made the commit and whenever, and need not fit into memory.
 */
final class CommitAnnouncer implements AutoCloseable {
    private final PatientPublisher publisher;
    private final CatalogEvents.Factory factory;
    private final Patience patience;
    private Optional<CatalogEvents> opened = Optional.empty();

    /**
     * An announcer.
     *
     * @param publisher of the commits
     */
    CommitAnnouncer(PatientPublisher publisher, CatalogEvents.Factory factory, Patience patience) {
        this.publisher = publisher;
        this.factory = factory;
        this.patience = patience;
    }

    /** The commit that is to be told of. */
    private interface Search {
        CommitRecord find(RepositoryVolumes volumes) throws ObjectStoreException;
    }

    /**
     * Tells of a commit.
     *
     * @return number of events, which are durable
     * @throws IOException if they could not be told for too long; the call may be made again
     */
    long announce(StoredCommit commit, Origin origin) throws IOException, InterruptedException {
        return announce(origin, volumes -> commit.record());
    }

    /**
     * Tells again of a commit that was made before.
     *
     * @param number of the commit that publishes the committable, or of a later one
     * @return as {@link #announce}
     */
    long announceAgain(Origin origin, long number) throws IOException, InterruptedException {
        return announce(
                origin,
                volumes ->
                        volumes.repository()
                                .log()
                                .of(origin, number)
                                .orElseThrow(
                                        () ->
                                                new IllegalStateException(
                                                        "%s: expected its commit among those up to %d, found none"
                                                                .formatted(origin, number)))
                                .record());
    }

    private long announce(Origin origin, Search search) throws IOException, InterruptedException {
        long begun = patience.begin();
        for (int attempts = 1; ; attempts++) {
            try {
                RepositoryVolumes volumes =
                        attempts > 1 ? publisher.reopenedVolumes() : publisher.volumes();
                return send(volumes, search.find(volumes), origin);
            } catch (ObjectStoreException | IOException e) {
                close(); // what it took and did not flush is of unknown fate
                if (Thread.interrupted()) {
                    throw Patience.interrupted(e);
                }
                patience.waitOrGiveUp(
                        origin + ": events of its commit could not be told", e, attempts, begun);
            }
        }
    }

    private long send(RepositoryVolumes volumes, CommitRecord record, Origin origin)
            throws IOException, InterruptedException {
        CatalogEvent.Commit commit =
                new CatalogEvent.Commit(
                        volumes.description().id().toString(),
                        record.number(),
                        record.time(),
                        origin.lineage().toString(),
                        origin.checkpoint());
        long count = 0;
        try (EnteredVersions entered = EnteredVersions.open(volumes, record)) {
            while (entered.next()) {
                events().send(event(commit, entered.key(), entered.entry()));
                count++;
            }
        }
        if (count > 0) {
            events().flush();
        }
        return count;
    }

    private static CatalogEvent event(
            CatalogEvent.Commit commit, CatalogueKey key, CatalogueEntry entry) {
        Optional<CatalogEvent.LastMessage> origin =
                entry.partition() == CatalogueEntry.NO_ORIGIN
                        ? Optional.empty()
                        : Optional.of(
                                new CatalogEvent.LastMessage(
                                        entry.partition(), entry.lastOffset()));
        return new CatalogEvent(
                commit,
                key.dataSet(),
                key.object(),
                key.version(),
                entry.length(),
                Digest.read(entry.root(), 0).toString(),
                entry.recipe().toString(),
                origin);
    }

    private CatalogEvents events() throws IOException {
        if (opened.isEmpty()) {
            opened = Optional.of(factory.open());
        }
        return opened.get();
    }

    @Override
    public void close() {
        opened.ifPresent(CatalogEvents::close);
        opened = Optional.empty();
    }
}
