package io.reducto.benchmarks.kernels;

/**
 * One implementation of a kernel on one input.
 *
 * @param input what it works on; contenders of one input are compared
 * @param implementation who wrote it, and how
 * @param role what it is compared as
 */
record Contender(String input, String implementation, Role role, Meter meter) {
    /** Input of a stage that every input of the kernel has in common. */
    static final String ANY_INPUT = "any";

    /** Whether it is measured on that input, or on what all inputs have in common. */
    boolean isOf(String input) {
        return this.input.equals(input) || this.input.equals(ANY_INPUT);
    }

    /** What it is compared as. */
    enum Role {
        /** What Reducto uses. */
        REDUCTO,
        /** The same of ours without vectors. */
        SCALAR,
        /** What others wrote for the JVM. */
        OTHER,
        /** What others wrote, or we for comparison, in C or Rust. */
        NATIVE,
        /** A part of the whole that is measured. */
        STAGE
    }
}
