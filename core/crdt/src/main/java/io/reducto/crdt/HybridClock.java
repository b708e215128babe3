package io.reducto.crdt;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The hybrid logical clock of one replica: follows its wall clock and never runs against causality.
 *
 * <p>After Kulkarni, Demirbas, Madappa, Avva and Leone, "Logical Physical Clocks" (2014), with
 * their bound on drift: a time too far ahead is reported and not taken over, so that one wrong
 * clock does not become everyone's. For one thread.
 */
public final class HybridClock {
    /** How far a time may be ahead of the wall clock unless another bound is given. */
    public static final Duration DRIFT_MAX = Duration.ofMinutes(5);

    private final LongSupplier wallMillis;
    private final long driftMaxMillis;
    private HybridTime last = HybridTime.ZERO;

    /** A clock with the bound {@link #DRIFT_MAX}. */
    public HybridClock(LongSupplier wallMillis) {
        this(wallMillis, DRIFT_MAX);
    }

    /**
     * A clock that knows of no time yet.
     *
     * @param wallMillis answers milliseconds since 1970-01-01T00:00Z
     * @param driftMax how far ahead of it an observed time may be
     */
    public HybridClock(LongSupplier wallMillis, Duration driftMax) {
        if (driftMax.isNegative()) {
            throw new IllegalArgumentException(
                    "drift: expected a bound of 0 or more, found " + driftMax);
        }
        this.wallMillis = wallMillis;
        this.driftMaxMillis = driftMax.toMillis();
    }

    /** A time after every one that this clock has given or taken over. */
    public HybridTime next() {
        HybridTime wall = new HybridTime(wallMillis.getAsLong(), 0);
        last = wall.compareTo(last) > 0 ? wall : last.successor();
        return last;
    }

    /**
     * Takes {@code time} over, so that {@link #next} comes after it; answers the drift, and takes
     * nothing over, where it is too far ahead of the wall clock.
     */
    public Optional<Drift> observe(HybridTime time) {
        long wall = wallMillis.getAsLong();
        if (time.millis() - wall > driftMaxMillis) {
            return Optional.of(new Drift(time, wall));
        }
        if (time.compareTo(last) > 0) {
            last = time;
        }
        return Optional.empty();
    }
}
