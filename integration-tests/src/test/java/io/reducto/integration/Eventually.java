package io.reducto.integration;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Waits for what must come true, and asks often: a sleep proves nothing. */
public final class Eventually {
    private static final long POLL_MS = 100;

    private Eventually() {}

    /** Returns when {@code condition} holds; fails with {@code what} when it does not in time. */
    public static void eventually(Duration patience, String what, Callable<Boolean> condition)
            throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<Exception> last;
        do {
            last = Optional.empty();
            try {
                if (condition.call()) {
                    return;
                }
            } catch (java.io.IOException e) {
                last = Optional.of(e);
            }
            Thread.sleep(POLL_MS);
        } while (System.nanoTime() - deadline < 0);
        throw new AssertionError(
                "not within %s: %s%s"
                        .formatted(patience, what, last.map(e -> " (" + e + ")").orElse("")));
    }
}
