package io.reducto.connectors.sink;

import io.reducto.repository.format.EpochCommittable;
import io.reducto.repository.log.CommitChange;
import io.reducto.repository.log.Committable;
import io.reducto.repository.log.LineageException;
import io.reducto.repository.log.Publication;
import io.reducto.repository.log.StoredCommit;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Committer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes epochs in the order of their checkpoints, exactly once; {@code protocol} 3.2.
 *
 * <p>When a commit is visible, whoever wants to know is told which versions it has entered; only
 * then is the epoch done. It may die anywhere: what was published before it died is recognised when
 * it is asked again, and told again.
 *
 * <p>The first failure stops it, and is thrown: the job then starts again from its checkpoint,
 * which holds what is left to commit. It never asks the engine to drop a committable, nor to try
 * later, which would be at once.
 */
final class EpochCommitter implements Committer<EpochCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(EpochCommitter.class);
    private static final Comparator<CommitRequest<EpochCommittable>> BY_CHECKPOINT =
            Comparator.comparingLong(r -> r.getCommittable().origin().checkpoint());

    private final PatientPublisher publisher;
    private final CommitAnnouncer announcer;
    private final CommitMerges merges;
    private final long restored;
    private final CommitMetrics metrics;

    /**
     * A committer.
     *
     * @param restored checkpoint id from which this attempt was restored, 0 if it was not
     */
    EpochCommitter(
            PatientPublisher publisher,
            CommitAnnouncer announcer,
            CommitMerges merges,
            long restored,
            CommitMetrics metrics) {
        this.publisher = publisher;
        this.announcer = announcer;
        this.merges = merges;
        this.restored = restored;
        this.metrics = metrics;
    }

    @Override
    public void commit(Collection<CommitRequest<EpochCommittable>> requests)
            throws IOException, InterruptedException {
        List<CommitRequest<EpochCommittable>> inOrder = new ArrayList<>(requests);
        inOrder.sort(BY_CHECKPOINT);
        for (CommitRequest<EpochCommittable> request : inOrder) {
            commit(request);
        }
    }

    private void commit(CommitRequest<EpochCommittable> request)
            throws IOException, InterruptedException {
        EpochCommittable epoch = request.getCommittable();
        long start = System.nanoTime();
        Publication publication = publish(epoch);
        metrics.took(System.nanoTime() - start);
        if (publication instanceof Publication.Published published) {
            StoredCommit commit = published.commit();
            metrics.published(commit.number(), commit.record().runs().size());
            LOG.info("{}: commit {}", epoch.origin(), commit.number());
            metrics.told(announcer.announce(commit, epoch.origin()));
            merge(epoch, commit);
        } else if (publication instanceof Publication.DoneAlready done) {
            metrics.known(done.number());
            LOG.info("{}: commit {} holds it already", epoch.origin(), done.number());
            metrics.told(announcer.announceAgain(epoch.origin(), done.number()));
            request.signalAlreadyCommitted();
        } else {
            throw new IllegalStateException(
                    "%s: expected a commit of %d runs, found nothing to publish"
                            .formatted(epoch.origin(), epoch.runs().size()));
        }
    }

    private Publication publish(EpochCommittable epoch) throws IOException, InterruptedException {
        try {
            return publisher.publish(committable(epoch));
        } catch (LineageException e) {
            throw new ForkException(e);
        }
    }

    private Committable committable(EpochCommittable epoch) {
        return new Committable(
                epoch.origin(),
                restored,
                epoch.progress(),
                false,
                parent -> Optional.of(CommitChange.epoch(epoch.runs())));
    }

    /** The epoch is published whatever becomes of this; what failed is due again next time. */
    private void merge(EpochCommittable epoch, StoredCommit commit) throws InterruptedException {
        try {
            metrics.merged(
                    merges.merge(
                            commit.record(),
                            epoch.origin(),
                            () -> publisher.volumes().repository(),
                            publisher.last()));
        } catch (IOException | ObjectStoreException | RuntimeException e) {
            if (Thread.interrupted()) {
                InterruptedException interrupted =
                        new InterruptedException("interrupted while runs were merged");
                interrupted.initCause(e);
                throw interrupted;
            }
            metrics.mergeFailed();
            LOG.warn("{}: runs could not be merged", epoch.origin(), e);
        }
    }

    @Override
    public void close() throws IOException {
        announcer.close();
        try {
            publisher.close();
        } catch (ObjectStoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
