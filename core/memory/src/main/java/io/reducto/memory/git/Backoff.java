package io.reducto.memory.git;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Waits between attempts: a random part, up to all, of a bound that doubles. The full jitter keeps
 * those apart that failed at the same moment. Not safe for use by several threads.
 */
public final class Backoff {
    /** Where the remote does not answer: first and longest bound. */
    public static final Bounds UNREACHABLE =
            new Bounds(Duration.ofMillis(500), Duration.ofSeconds(30));

    /** Where somebody was faster: first and longest bound. */
    public static final Bounds BEHIND = new Bounds(Duration.ofMillis(50), Duration.ofSeconds(5));

    private final Bounds bounds;
    private final RandomGenerator random;
    private final Sleeper sleeper;
    private final LongSupplier nanos;
    private final long deadlineNanos;
    private long nextNanos;

    /** The first and the longest bound of a wait. */
    public record Bounds(Duration first, Duration longest) {
        /** Refuses a first bound that is not above 0 and at most the longest. */
        public Bounds {
            if (first.isZero() || first.isNegative() || first.compareTo(longest) > 0) {
                throw new IllegalArgumentException(
                        "back-off: expected 0 < first <= longest, found %s and %s"
                                .formatted(first, longest));
            }
        }
    }

    /** Lets time pass. */
    @FunctionalInterface
    public interface Sleeper {
        /** Returns after {@code nanos}. */
        void sleep(long nanos) throws InterruptedException;
    }

    /** Where randomness and time come from. */
    public record Source(RandomGenerator random, Sleeper sleeper, LongSupplier nanos) {}

    /** Waits of {@code bounds}, for {@code patience} from now on. */
    public Backoff(Bounds bounds, Duration patience, Source source) {
        this.bounds = bounds;
        this.random = source.random;
        this.sleeper = source.sleeper;
        this.nanos = source.nanos;
        this.nextNanos = bounds.first.toNanos();
        this.deadlineNanos = nanos.getAsLong() + patience.toNanos();
    }

    /**
     * Waits before another attempt.
     *
     * @return false, at once, where the wait would end after the patience does: give up
     */
    public boolean await() throws InterruptedException {
        long wait = random.nextLong(nextNanos + 1);
        nextNanos = Math.min(2 * nextNanos, bounds.longest.toNanos());
        if (nanos.getAsLong() - deadlineNanos + wait > 0) {
            return false;
        }
        sleeper.sleep(wait);
        return true;
    }
}
