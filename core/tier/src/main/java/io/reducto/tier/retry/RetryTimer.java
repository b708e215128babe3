package io.reducto.tier.retry;

import java.util.concurrent.TimeUnit;

/** Time as the retry decorator knows it. Safe for use by several threads. */
public interface RetryTimer {
    /** Nanoseconds of a clock that never goes back; only differences mean something. */
    long nanoTime();

    /** Waits. */
    void sleep(long nanos) throws InterruptedException;

    /** The time of this machine. */
    static RetryTimer system() {
        return new RetryTimer() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void sleep(long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        };
    }
}
