package io.reducto.operators.index;

import org.apache.flink.util.clock.Clock;

/** Mean time of a call, from every 64th one: a clock read costs as much as a lookup may. */
final class SampledLatency {
    private static final int EVERY = 64;
    private static final double WEIGHT = 1 / 16.0;
    private static final double NANOS_PER_MICRO = 1_000;

    private final Clock clock;
    private long calls;
    private volatile double nanos;

    SampledLatency(Clock clock) {
        this.clock = clock;
    }

    /** When this call began, or 0 where it is not a sample. */
    long begin() {
        return calls++ % EVERY == 0 ? clock.relativeTimeNanos() : 0;
    }

    void end(long begun) {
        if (begun != 0) {
            double took = clock.relativeTimeNanos() - begun;
            nanos = nanos == 0 ? took : nanos + WEIGHT * (took - nanos);
        }
    }

    /** Moving mean in microseconds. */
    double micros() {
        return nanos / NANOS_PER_MICRO;
    }
}
