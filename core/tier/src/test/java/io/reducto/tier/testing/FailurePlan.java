package io.reducto.tier.testing;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Decides which operations fail. One plan may serve several stores: a process that dies takes all
 * its volumes with it, so operations are numbered across them, from 0, in the order of the calls.
 *
 * <pre>{@code
 * long steps = count(FailurePlan.none());          // run once, ask operationCount()
 * for (long n = 0; n < steps; n++) {
 *     for (Moment moment : Moment.values()) {
 *         run(FailurePlan.crashAt(n, moment));     // then look at what is there
 *     }
 * }
 * }</pre>
 *
 * <p>There is no torn put: the contract says that an object is whole or not there, so a failed put
 * had its effect or had none. Safe for use by several threads; with several threads the numbers
 * depend on their interleaving.
 */
public final class FailurePlan {
    /** On which side of its effect an operation fails. */
    public enum Moment {
        /** The effect did not happen. */
        BEFORE,
        /** The effect happened, and the caller cannot know. */
        AFTER
    }

    /** How an operation fails. */
    record Failure(Moment moment, boolean isCrash) {}

    private final long failAt;
    private final Failure planned;
    private final SplittableRandom random;
    private final double probability;
    private int failuresLeft;
    private long operations;
    private boolean isCrashed;

    private FailurePlan(long failAt, Failure planned, RandomFailures randomFailures) {
        this.failAt = failAt;
        this.planned = planned;
        this.random = new SplittableRandom(randomFailures.seed);
        this.probability = randomFailures.probability;
        this.failuresLeft = randomFailures.failuresMax;
    }

    /** Nothing fails; for counting. */
    public static FailurePlan none() {
        return random(0, 0, 0);
    }

    /** Operation {@code n} fails once in a retryable way; all others work. */
    public static FailurePlan failAt(long n, Moment moment) {
        return new FailurePlan(n, new Failure(moment, false), RandomFailures.NONE);
    }

    /**
     * The process dies at operation {@code n}: that one and every later one fail in a way that is
     * not retryable. A store below is as the dead process left it.
     */
    public static FailurePlan crashAt(long n, Moment moment) {
        return new FailurePlan(n, new Failure(moment, true), RandomFailures.NONE);
    }

    /**
     * Operations fail in a retryable way with that probability, before or after their effect, at
     * most {@code failuresMax} times.
     */
    public static FailurePlan random(long seed, double probability, int failuresMax) {
        return new FailurePlan(
                -1,
                new Failure(Moment.BEFORE, false),
                new RandomFailures(seed, probability, failuresMax));
    }

    /** Number of operations begun until now, failed ones included. */
    public synchronized long operationCount() {
        return operations;
    }

    /** Whether the planned crash has happened. */
    public synchronized boolean isCrashed() {
        return isCrashed;
    }

    /** Numbers an operation and says how it fails, if it does. */
    synchronized Optional<Failure> next() {
        long n = operations++;
        if (isCrashed) {
            return Optional.of(new Failure(Moment.BEFORE, true));
        }
        if (n == failAt) {
            isCrashed = planned.isCrash();
            return Optional.of(planned);
        }
        if (failuresLeft > 0 && random.nextDouble() < probability) {
            failuresLeft--;
            Moment moment = random.nextBoolean() ? Moment.BEFORE : Moment.AFTER;
            return Optional.of(new Failure(moment, false));
        }
        return Optional.empty();
    }

    private record RandomFailures(long seed, double probability, int failuresMax) {
        static final RandomFailures NONE = new RandomFailures(0, 0, 0);
    }
}
