package io.reducto.benchmarks.kernels;

import java.util.OptionalDouble;

/**
 * A line of the table.
 *
 * @param gigabytesPerSecond that of the fastest window; empty when it could not be measured
 * @param toScalar how many times as fast as the scalar twin; empty where there is none
 * @param toNative how many times as fast as the native anchor; empty where there is none
 * @param note why it could not be measured, or empty
 */
record Row(
        String kernel,
        String input,
        String implementation,
        OptionalDouble gigabytesPerSecond,
        OptionalDouble toScalar,
        OptionalDouble toNative,
        String note) {}
