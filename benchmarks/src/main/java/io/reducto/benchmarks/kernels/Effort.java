package io.reducto.benchmarks.kernels;

/**
 * How long is measured. A round is a process of its own for everything that is compared; in the
 * next round all of them have their turn again.
 *
 * @param rounds how often each has its turn
 * @param warmups seconds that a JVM compiles before it is measured, in each round
 * @param windows how often it is measured after that, in each round
 * @param windowMs milliseconds of one of these
 */
record Effort(int rounds, int warmups, int windows, int windowMs) {
    /*
     * Until the second compiler is done, which shares the one core, code with vectors is slower than
     * plain code: 1 s of warming up showed a quarter of what 4 s show.
     */

    /** Orders of magnitude, in six minutes for everything. */
    static final Effort QUICK = new Effort(1, 4, 4, 150);

    /** Half an hour for everything. */
    static final Effort FULL = new Effort(3, 4, 10, 200);

    private static final double MS_PER_SECOND = 1000;

    /** All windows of a round. */
    double measureSeconds() {
        return windows * windowMs / MS_PER_SECOND;
    }
}
