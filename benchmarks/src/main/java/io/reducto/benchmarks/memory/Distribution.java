package io.reducto.benchmarks.memory;

import java.util.stream.DoubleStream;

/**
 * What many measurements of the same came to.
 *
 * @param p50 half were not above it
 * @param p99 99 of 100 were not above it
 * @param max the greatest
 */
record Distribution(double p50, double p99, double max) {
    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.99;

    /** By nearest rank, so that each figure is one that was measured. */
    static Distribution of(DoubleStream measured) {
        double[] sorted = measured.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("measurements: expected at least 1, found 0");
        }
        return new Distribution(
                ranked(sorted, HALF), ranked(sorted, NEARLY_ALL), sorted[sorted.length - 1]);
    }

    private static double ranked(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
