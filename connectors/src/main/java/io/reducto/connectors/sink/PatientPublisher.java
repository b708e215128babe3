package io.reducto.connectors.sink;

import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.log.CommitPublisher;
import io.reducto.repository.log.Committable;
import io.reducto.repository.log.Publication;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.retry.RetryPolicy;
import io.reducto.tier.retry.RetryTimer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes committables, and while volumes do not answer waits and tries again, opening those that
 * have come back. Everything else is thrown at once. For one thread.
 */
final class PatientPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PatientPublisher.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration DELAY_MAX = Duration.ofSeconds(10);

    private final Source source;
    private final RetryPolicy policy;
    private final RetryTimer timer;
    private final InstantSource clock;
    private final RandomGenerator random;
    private Optional<Opened> opened = Optional.empty();

    /** Opens the volumes of the repository. */
    interface Source {
        RepositoryVolumes open() throws ObjectStoreException;
    }

    private record Opened(RepositoryVolumes volumes, CommitPublisher publisher) {}

    PatientPublisher(Source source, Duration timeout, InstantSource clock, RandomGenerator random) {
        this(source, timeout, clock, random, RetryTimer.system());
    }

    PatientPublisher(
            Source source,
            Duration timeout,
            InstantSource clock,
            RandomGenerator random,
            RetryTimer timer) {
        this.source = source;
        this.policy = new RetryPolicy(Integer.MAX_VALUE, FIRST_DELAY, DELAY_MAX, timeout);
        this.timer = timer;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Publishes.
     *
     * @throws io.reducto.repository.log.LineageException if the lineage must not publish it
     * @throws IOException if volumes did not answer for too long; the call may be made again
     */
    Publication publish(Committable committable) throws IOException, InterruptedException {
        long start = timer.nanoTime();
        for (int attempts = 1; ; attempts++) {
            try {
                return publisher(attempts > 1).publish(committable);
            } catch (ObjectStoreException e) {
                if (Thread.interrupted()) {
                    throw interrupted(e);
                }
                waitOrGiveUp(committable, e, attempts, start);
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

    private void waitOrGiveUp(
            Committable committable, ObjectStoreException failure, int attempts, long start)
            throws IOException, InterruptedException {
        long delay = random.nextLong(policy.delayNanosMax(attempts) + 1);
        if (timer.nanoTime() - start > policy.totalMax().toNanos() - delay) {
            throw new IOException(
                    "%s: could not be committed within %s and %d attempts: %s; nothing is lost, the job tries again from its checkpoint"
                            .formatted(
                                    committable.origin(),
                                    policy.totalMax(),
                                    attempts,
                                    failure.getMessage()),
                    failure);
        }
        LOG.warn(
                "{}: attempt {} failed, next in {} ms",
                committable.origin(),
                attempts,
                delay / 1_000_000,
                failure);
        timer.sleep(delay);
    }

    private static InterruptedException interrupted(ObjectStoreException cause) {
        InterruptedException interrupted = new InterruptedException("interrupted in a commit");
        interrupted.initCause(cause);
        return interrupted;
    }

    /** The volumes that were open at the last publication; a bad call before the first. */
    RepositoryVolumes volumes() {
        return opened.orElseThrow().volumes;
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
