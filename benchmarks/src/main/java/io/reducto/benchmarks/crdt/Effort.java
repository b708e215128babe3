package io.reducto.benchmarks.crdt;

/**
 * How often something is done.
 *
 * @param warmups without a look at the clock
 * @param rounds with one
 */
record Effort(int warmups, int rounds) {
    /** Until compilers have done their work. */
    static final Effort FULL = new Effort(15, 21);

    /** Shows that it runs. */
    static final Effort QUICK = new Effort(1, 3);
}
