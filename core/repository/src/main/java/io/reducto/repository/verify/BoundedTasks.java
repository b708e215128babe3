package io.reducto.repository.verify;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A few threads, and as many tasks waiting for them: who has more to do waits. */
final class BoundedTasks implements AutoCloseable {
    private final int open;
    private final Semaphore slots;
    private final ExecutorService threads;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    BoundedTasks(int threadCount) {
        this.open = 2 * threadCount;
        this.slots = new Semaphore(open);
        this.threads =
                Executors.newFixedThreadPool(
                        threadCount,
                        task -> {
                            Thread thread = new Thread(task, "reducto-verify");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    void submit(Runnable task) throws InterruptedException {
        slots.acquire();
        threads.execute(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        slots.release();
                    }
                });
    }

    /** Waits until all have ended; what one of them did not expect is thrown here. */
    void await() throws InterruptedException {
        slots.acquire(open);
        slots.release(open);
        Throwable first = failure.get();
        if (first != null) {
            throw new IllegalStateException("a check failed as it must not", first);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
