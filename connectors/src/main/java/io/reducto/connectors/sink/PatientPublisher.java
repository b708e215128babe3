package io.reducto.connectors.sink;

import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.log.CommitPublisher;
import io.reducto.repository.log.Committable;
import io.reducto.repository.log.Publication;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes committables, and while volumes do not answer waits and tries again, opening those that
 * have come back. Everything else is thrown at once. For one thread.
 */
final class PatientPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PatientPublisher.class);

    private final Source source;
    private final Patience patience;
    private final InstantSource clock;
    private Optional<Opened> opened = Optional.empty();

    /** Opens the volumes of the repository. */
    interface Source {
        RepositoryVolumes open() throws ObjectStoreException;
    }

    private record Opened(RepositoryVolumes volumes, CommitPublisher publisher) {}

    PatientPublisher(Source source, Patience patience, InstantSource clock) {
        this.source = source;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Publishes.
     *
     * @throws io.reducto.repository.log.LineageException if the lineage must not publish it
     * @throws IOException if volumes did not answer for too long; the call may be made again
     */
    Publication publish(Committable committable) throws IOException, InterruptedException {
        long begun = patience.begin();
        for (int attempts = 1; ; attempts++) {
            try {
                return publisher(attempts > 1).publish(committable);
            } catch (ObjectStoreException e) {
                if (Thread.interrupted()) {
                    throw Patience.interrupted(e);
                }
                patience.waitOrGiveUp(
                        committable.origin() + ": could not be committed", e, attempts, begun);
            }
        }
    }

    private CommitPublisher publisher(boolean isRepetition) throws ObjectStoreException {
        if (opened.isEmpty()) {
            opened = Optional.of(publisherOf(source.open()));
        } else if (isRepetition && opened.get().volumes.openMissing()) {
            opened = Optional.of(publisherOf(opened.get().volumes));
        }
        return opened.get().publisher;
    }

    private Opened publisherOf(RepositoryVolumes volumes) {
        volumes.silent().forEach((name, why) -> LOG.warn("no volume {}: {}", name, why));
        return new Opened(volumes, new CommitPublisher(volumes.stores(), clock));
    }

    /** The volumes that were open at the last publication; a bad call before the first. */
    RepositoryVolumes volumes() {
        return opened.orElseThrow().volumes;
    }

    /** The same, those among them that have come back meanwhile. */
    RepositoryVolumes reopenedVolumes() throws ObjectStoreException {
        publisher(true);
        return volumes();
    }

    /** The publisher of the last publication; a bad call before the first. */
    CommitPublisher last() {
        return opened.orElseThrow().publisher;
    }

    @Override
    public void close() throws ObjectStoreException {
        if (opened.isPresent()) {
            opened.get().volumes.close();
            opened = Optional.empty();
        }
    }
}
