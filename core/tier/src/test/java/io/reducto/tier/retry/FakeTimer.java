package io.reducto.tier.retry;

import java.util.ArrayList;
import java.util.List;

/** A clock that moves only when somebody sleeps. */
final class FakeTimer implements RetryTimer {
    final List<Long> sleeps = new ArrayList<>();
    private long now;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        sleeps.add(nanos);
        now += nanos;
    }
}
