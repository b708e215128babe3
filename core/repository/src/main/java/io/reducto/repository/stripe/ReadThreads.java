package io.reducto.repository.stripe;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Up to {@value #THREADS_MAX} threads that read from volumes side by side. None is started before
 * it is needed, idle ones end, and all are daemons: a read that never returns does not keep the
 * process.
 */
public final class ReadThreads implements Executor, AutoCloseable {
    private static final int THREADS_MAX = 8;
    private static final long IDLE_SECONDS = 5;

    private final ThreadPoolExecutor threads;

    /** No thread yet. */
    public ReadThreads() {
        this.threads =
                new ThreadPoolExecutor(
                        THREADS_MAX,
                        THREADS_MAX,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread thread = new Thread(task, "reducto-read");
                            thread.setDaemon(true);
                            return thread;
                        });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable read) {
        threads.execute(read);
    }

    /** Lets the threads end when what they were given is done. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
