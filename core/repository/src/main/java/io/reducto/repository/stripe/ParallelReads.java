package io.reducto.repository.stripe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;

/**
 * Runs a few reads side by side: all but the last one by an executor, the last by the caller. A
 * read must not ask for further ones, so that a bounded executor never waits for itself.
 *
 * <p>Safe for use by several threads.
 */
final class ParallelReads {
    private final Executor executor;

    /** {@code executor} bounds how many requests are under way. */
    ParallelReads(Executor executor) {
        this.executor = executor;
    }

    /**
     * Runs {@code read} for 0 to {@code count} − 1 and returns when all have ended: they write into
     * arrays of the caller. An interrupt is kept for later, for a read lasts as long as its store
     * says.
     */
    void forEach(int count, IntConsumer read) {
        List<FutureTask<?>> others = new ArrayList<>();
        for (int i = 0; i < count - 1; i++) {
            int ordinal = i;
            FutureTask<?> task = new FutureTask<>(() -> read.accept(ordinal), Boolean.TRUE);
            others.add(task);
            executor.execute(task);
        }
        try {
            if (count > 0) {
                read.accept(count - 1);
            }
        } finally {
            others.forEach(ParallelReads::await);
        }
    }

    private static void await(FutureTask<?> task) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    isInterrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a read failed as it must not", e.getCause());
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
