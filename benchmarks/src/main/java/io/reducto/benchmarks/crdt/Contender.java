package io.reducto.benchmarks.crdt;

import java.io.IOException;

/** A library with a map that merges. */
interface Contender {
    /** Its name, with the version of a foreign one. */
    String name();

    /** Whether what it needs is here. */
    boolean isPresent();

    /** Measures; fails where the result of a merge is wrong. */
    Row measure(MergeInput input, Effort effort) throws IOException, InterruptedException;

    /** Refuses a merge that did not do its work. */
    static void check(String name, Object found, Object expected) {
        if (!found.equals(expected)) {
            throw new IllegalStateException(
                    "%s: expected %s, found %s".formatted(name, expected, found));
        }
    }
}
