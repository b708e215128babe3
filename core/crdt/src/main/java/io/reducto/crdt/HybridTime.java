package io.reducto.crdt;

/**
 * A time stamp of a {@link HybridClock}.
 *
 * @param millis since 1970-01-01T00:00Z, below 2^47
 * @param counter tells apart what happened in one millisecond, below 2^16
 */
public record HybridTime(long millis, int counter) implements Comparable<HybridTime> {
    /** The earliest time. */
    public static final HybridTime ZERO = new HybridTime(0, 0);

    static final long MILLIS_MAX = (1L << 47) - 1;
    static final int COUNTER_MAX = (1 << 16) - 1;

    /** Refuses what is out of range. */
    public HybridTime {
        if (millis < 0 || millis > MILLIS_MAX) {
            throw new IllegalArgumentException(
                    "hybrid time: expected milliseconds from 0 to %d, found %d"
                            .formatted(MILLIS_MAX, millis));
        }
        if (counter < 0 || counter > COUNTER_MAX) {
            throw new IllegalArgumentException(
                    "hybrid time: expected a counter from 0 to %d, found %d"
                            .formatted(COUNTER_MAX, counter));
        }
    }

    /** The next time: the counter, which carries into the milliseconds. */
    HybridTime successor() {
        return counter < COUNTER_MAX
                ? new HybridTime(millis, counter + 1)
                : new HybridTime(millis + 1, 0);
    }

    @Override
    public int compareTo(HybridTime other) {
        int byMillis = Long.compare(millis, other.millis);
        return byMillis != 0 ? byMillis : Integer.compare(counter, other.counter);
    }

    @Override
    public String toString() {
        return millis + "+" + counter;
    }
}
