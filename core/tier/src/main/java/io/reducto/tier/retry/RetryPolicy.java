package io.reducto.tier.retry;

import java.time.Duration;

/**
 * How often and how long to try: exponential back-off with full jitter. Before repetition n (1, 2,
 * …) the wait is drawn evenly from 0 to {@code min(delayMax, firstDelay · 2^(n-1))}.
 *
 * @param attemptsMax calls in all, 1 or more
 * @param firstDelay longest wait before the first repetition
 * @param delayMax longest wait at all
 * @param totalMax no repetition starts later than this after the first call started
 */
public record RetryPolicy(
        int attemptsMax, Duration firstDelay, Duration delayMax, Duration totalMax) {
    /** 8 calls, waits of up to 100 ms doubling to 10 s, 2 min in all. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(
                    8, Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMinutes(2));

    /** Checks the limits. */
    public RetryPolicy {
        if (attemptsMax < 1) {
            throw new IllegalArgumentException("attemptsMax must be 1 or more: " + attemptsMax);
        }
        if (firstDelay.isNegative()
                || firstDelay.compareTo(delayMax) > 0
                || totalMax.isNegative()) {
            throw new IllegalArgumentException(
                    "expected 0 <= firstDelay <= delayMax and 0 <= totalMax, found %s, %s, %s"
                            .formatted(firstDelay, delayMax, totalMax));
        }
    }

    /** Longest wait in nanoseconds after {@code attempts} calls, 1 or more. */
    public long delayNanosMax(int attempts) {
        long delay = firstDelay.toNanos();
        long limit = delayMax.toNanos();
        for (int repetition = 1; repetition < attempts && delay < limit; repetition++) {
            delay = delay > limit / 2 ? limit : delay * 2;
        }
        return Math.min(delay, limit);
    }
}
