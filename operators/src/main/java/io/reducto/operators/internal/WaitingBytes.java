package io.reducto.operators.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * The byte budget that chunker and assembler of one subtask share: taken for each entry before it
 * is emitted, given back when the assembler has stored or dropped it. It bounds what waits for
 * verdicts, wherever it waits.
 *
 * <p>Both open it, both close it; the last one forgets it. Lives in a static map because the two
 * are tasks of their own inside one process. An entry larger than the budget takes all of it, so
 * that nothing waits for ever.
 *
 * <p>Safe for use by the two tasks' threads.
 */
public final class WaitingBytes implements AutoCloseable {
    private static final Map<Key, WaitingBytes> OPEN = new ConcurrentHashMap<>();
    private static final int PARTIES = 2;
    private static final long PATIENCE_SECONDS = 60;

    private final Key key;
    private final int budget;
    private final Semaphore free;
    private int parties;
    private boolean hasMet;

    private record Key(JobID job, int subtask, int attempt) {}

    private WaitingBytes(Key key, int budget) {
        this.key = key;
        this.budget = budget;
        this.free = new Semaphore(budget);
    }

    /**
     * The budget of the subtask and attempt that {@code context} is of, of {@code budget} bytes.
     */
    public static WaitingBytes open(RuntimeContext context, int budget) {
        return open(
                context.getJobInfo().getJobId(),
                context.getTaskInfo().getIndexOfThisSubtask(),
                context.getTaskInfo().getAttemptNumber(),
                budget);
    }

    static WaitingBytes open(JobID job, int subtask, int attempt, int budget) {
        Key key = new Key(job, subtask, attempt);
        return OPEN.compute(
                key,
                (k, open) -> {
                    WaitingBytes joined = open == null ? new WaitingBytes(k, budget) : open;
                    joined.join();
                    return joined;
                });
    }

    private synchronized void join() {
        parties++;
        hasMet |= parties == PARTIES;
    }

    private synchronized boolean leave() {
        parties--;
        return parties == 0;
    }

    private synchronized boolean hasMet() {
        return hasMet;
    }

    /**
     * Takes the room for an entry; waits until there is.
     *
     * @throws IllegalStateException if there is none and the other side does not open the budget:
     *     chunker and assembler are not in one process
     */
    public void acquire(int bytes) throws InterruptedException {
        int wanted = Math.min(bytes, budget);
        while (!free.tryAcquire(wanted, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            if (!hasMet()) {
                throw new IllegalStateException(
                        "subtask %d: expected chunker and assembler in one process, found no assembler after %d s; keep their parallelism equal and the co-location group"
                                .formatted(key.subtask(), PATIENCE_SECONDS));
            }
        }
    }

    /** Gives back what was taken for an entry of so many bytes. */
    public void release(int bytes) {
        free.release(Math.min(bytes, budget));
    }

    /** Bytes that wait now. */
    public int waiting() {
        return budget - free.availablePermits();
    }

    @Override
    public void close() {
        OPEN.computeIfPresent(key, (k, open) -> open == this && leave() ? null : open);
    }
}
