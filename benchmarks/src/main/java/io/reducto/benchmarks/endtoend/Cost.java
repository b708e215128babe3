package io.reducto.benchmarks.endtoend;

import java.time.Duration;

/**
 * What something took.
 *
 * @param wall from begin to end
 * @param cpu of all processes that worked on it, user and system
 * @param peakBytes of resident memory: the greatest sum of the peaks of its processes
 */
record Cost(Duration wall, Duration cpu, long peakBytes) {
    static final Cost NONE = new Cost(Duration.ZERO, Duration.ZERO, 0);

    private static final double SECOND_NS = 1e9;
    private static final double GIGABYTE = 1e9;
    private static final double MEGABYTE = 1e6;

    /** One after the other. */
    Cost then(Cost next) {
        return new Cost(
                wall.plus(next.wall), cpu.plus(next.cpu), Math.max(peakBytes, next.peakBytes));
    }

    double wallSeconds() {
        return wall.toNanos() / SECOND_NS;
    }

    double megabytesPerSecond(long bytes) {
        return wall.isZero() ? 0 : bytes / MEGABYTE / wallSeconds();
    }

    double cpuSecondsPerGigabyte(long bytes) {
        return cpu.toNanos() / SECOND_NS / (bytes / GIGABYTE);
    }
}
