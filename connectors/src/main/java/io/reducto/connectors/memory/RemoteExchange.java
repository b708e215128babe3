package io.reducto.connectors.memory;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import io.reducto.memory.sync.MemoryException;
import io.reducto.memory.sync.Outcome;
import io.reducto.memory.sync.Outcome.Delivery;
import io.reducto.memory.sync.RemoteAddress;
import io.reducto.memory.sync.RemoteMemory;
import io.reducto.memory.sync.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One remote and what it is not known to have. News come from the task's thread, exchanges are made
 * by another; {@link #pending} holds what either has.
 */
final class RemoteExchange {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteExchange.class);
    private static final ReplicaId SERVICE = new ReplicaId("merge-job");

    private final RemoteAddress remote;
    private final RemoteMemory memory;
    private final Counter pushed;
    private final Counter failed;
    private final Runnable inStep;

    /** Whose turn it is to exchange. */
    private final ReentrantLock turn = new ReentrantLock();

    private ObservedRemoveMap waiting = new ObservedRemoveMap();
    private ObservedRemoveMap underWay = new ObservedRemoveMap();

    RemoteExchange(RemoteAddress remote, Path folder, Duration patience, ExchangeMetrics metrics)
            throws IOException {
        this.remote = remote;
        this.pushed = metrics.counter(remote.toString(), "commitsPushed");
        this.failed = metrics.counter(remote.toString(), "exchangesFailed");
        this.inStep = metrics.secondsSince(remote.toString(), "secondsSinceExchange");
        this.memory =
                new RemoteMemory(
                        folder, remote, SERVICE, Surroundings.system(new SecureRandom(), patience));
    }

    String name() {
        return remote.toString();
    }

    synchronized void add(ObservedRemoveMap news) {
        waiting.joinIn(news);
    }

    /** What the remote is not known to have. */
    synchronized ObservedRemoveMap pending() {
        return waiting.join(underWay);
    }

    private synchronized ObservedRemoveMap begin() {
        underWay = waiting;
        waiting = new ObservedRemoveMap();
        return underWay;
    }

    private synchronized void end(boolean isDelivered) {
        if (!isDelivered) {
            waiting.joinIn(underWay);
        }
        underWay = new ObservedRemoveMap();
    }

    /**
     * Exchanges once.
     *
     * @return why the remote does not have everything; empty where it does
     * @throws IOException where trying again is of no use
     */
    Optional<String> run() throws IOException, InterruptedException {
        turn.lockInterruptibly();
        try {
            return exchange();
        } finally {
            turn.unlock();
        }
    }

    private Optional<String> exchange() throws IOException, InterruptedException {
        ObservedRemoveMap news = begin();
        Optional<String> failure = Optional.of("given up");
        try {
            failure = failure(memory.exchange(news));
        } catch (MemoryException e) {
            if (e.kind() == MemoryException.Kind.TOO_NEW
                    || e.kind() == MemoryException.Kind.NOT_SET_UP) {
                throw new IOException(remote + ": " + e.getMessage(), e);
            }
            failure = Optional.of(String.valueOf(e.getMessage()));
        } finally {
            end(failure.isEmpty());
        }
        failure.ifPresent(
                reason -> {
                    failed.inc();
                    LOG.warn("{}: {}; what it lacks is kept and brought later", remote, reason);
                });
        return failure;
    }

    private Optional<String> failure(Outcome outcome) {
        if (outcome.delivery() == Delivery.PUSHED) {
            pushed.inc();
        }
        boolean isDelivered =
                outcome.delivery() == Delivery.PUSHED || outcome.delivery() == Delivery.IN_STEP;
        if (isDelivered) {
            inStep.run();
        }
        return isDelivered
                ? Optional.empty()
                : Optional.of(outcome.delivery() + " " + outcome.notes());
    }
}
