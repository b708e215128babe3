package io.reducto.benchmarks.memory;

import java.io.IOException;

/** Looks for the least heap in which something succeeds. */
final class LeastHeap {
    /** What the serial collector rounds a heap up to. */
    static final int STEP_MEGABYTES = 2;

    private static final int FIRST_STEPS = 4;
    private static final int STEPS_MAX = 1 << 10;

    /** Whether it succeeds in a heap. */
    interface Trial {
        boolean succeeds(int megabytes) throws IOException, InterruptedException;
    }

    private LeastHeap() {}

    /** In binary megabytes; fails where even 2 GiB are too small. */
    static int megabytes(Trial trial) throws IOException, InterruptedException {
        int tooSmall = 0;
        int enough = FIRST_STEPS;
        while (!trial.succeeds(enough * STEP_MEGABYTES)) {
            tooSmall = enough;
            enough *= 2;
            if (enough > STEPS_MAX) {
                throw new IOException("a merge does not succeed in %d MiB".formatted(tooSmall * 2));
            }
        }
        while (enough - tooSmall > 1) {
            int middle = (tooSmall + enough) / 2;
            if (trial.succeeds(middle * STEP_MEGABYTES)) {
                enough = middle;
            } else {
                tooSmall = middle;
            }
        }
        return enough * STEP_MEGABYTES;
    }
}
