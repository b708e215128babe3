package io.reducto.connectors.sink;

import io.reducto.tier.retry.RetryPolicy;
import io.reducto.tier.retry.RetryTimer;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the committer waits between attempts: longer each time, and not for ever. */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration DELAY_MAX = Duration.ofSeconds(10);

    private final RetryPolicy policy;
    private final RetryTimer timer;
    private final RandomGenerator random;

    /**
     * @param timeout no attempt starts later than this after the first one
     */
    Patience(Duration timeout, RetryTimer timer, RandomGenerator random) {
        this.policy = new RetryPolicy(Integer.MAX_VALUE, FIRST_DELAY, DELAY_MAX, timeout);
        this.timer = timer;
        this.random = random;
    }

    /** The moment of the first attempt. */
    long begin() {
        return timer.nanoTime();
    }

    /**
     * Waits before the next attempt.
     *
     * @param what could not be done, as the error names it
     * @param failure of the last attempt
     * @param attempts so far
     * @param begun what {@link #begin} said
     * @throws IOException when the time is used up
     */
    void waitOrGiveUp(String what, Exception failure, int attempts, long begun)
            throws IOException, InterruptedException {
        long delay = random.nextLong(policy.delayNanosMax(attempts) + 1);
        if (timer.nanoTime() - begun > policy.totalMax().toNanos() - delay) {
            throw new IOException(
                    "%s within %s and %d attempts: %s; nothing is lost, the job tries again from its checkpoint"
                            .formatted(what, policy.totalMax(), attempts, failure.getMessage()),
                    failure);
        }
        LOG.warn(
                "{}: attempt {} failed, next in {} ms", what, attempts, delay / 1_000_000, failure);
        timer.sleep(delay);
    }

    /** An interrupt that was found where something else failed; tells it once. */
    static InterruptedException interrupted(Exception cause) {
        InterruptedException interrupted = new InterruptedException("interrupted in a commit");
        interrupted.initCause(cause);
        return interrupted;
    }
}
