package io.reducto.connectors.sink;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * One thread that encodes stripes, and some that put their shards: two pools, because the one waits
 * for the others. Daemons, so that a put that never returns does not keep the process.
 */
final class UploadThreads implements AutoCloseable {
    private static final long CLOSE_SECONDS = 30;

    private final ExecutorService uploads = Executors.newSingleThreadExecutor(named("upload"));
    private final ExecutorService puts;

    UploadThreads(int putThreads) {
        puts = Executors.newFixedThreadPool(putThreads, named("put"));
    }

    private static ThreadFactory named(String what) {
        return task -> {
            Thread thread = new Thread(task, "reducto-" + what);
            thread.setDaemon(true);
            return thread;
        };
    }

    ExecutorService uploads() {
        return uploads;
    }

    ExecutorService puts() {
        return puts;
    }

    /** Interrupts the threads and waits for them, half a minute at most. */
    @Override
    public void close() {
        uploads.shutdownNow();
        puts.shutdownNow();
        try {
            boolean isDone = uploads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            if (isDone) {
                puts.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
