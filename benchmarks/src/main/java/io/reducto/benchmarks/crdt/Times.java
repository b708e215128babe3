package io.reducto.benchmarks.crdt;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * How long one thing took.
 *
 * @param medianMs half took longer
 * @param bestMs the shortest
 */
record Times(double medianMs, double bestMs) {
    private static final double NANOS_PER_MS = 1e6;

    /** Takes the time of what {@code fresh} answers, each time a new one; not of the making. */
    static Times of(Effort effort, Supplier<Runnable> fresh) {
        for (int i = 0; i < effort.warmups(); i++) {
            fresh.get().run();
        }
        double[] ms = new double[effort.rounds()];
        for (int i = 0; i < ms.length; i++) {
            Runnable work = fresh.get();
            long from = System.nanoTime();
            work.run();
            ms[i] = (System.nanoTime() - from) / NANOS_PER_MS;
        }
        Arrays.sort(ms);
        return new Times(ms[ms.length / 2], ms[0]);
    }
}
