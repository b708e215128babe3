package io.reducto.operators.internal;

import io.reducto.operators.edge.Entry;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * Where the chunker of a subtask hands entries over to its assembler, in the order of their
 * sequence, without copying them: a queue, and a budget of bytes that bounds what waits for
 * verdicts, wherever it waits. Room is taken for each entry when it is handed over and given back
 * when the assembler has stored or dropped it.
 *
 * <p>Entries of a segment share its array. They leave in order, so that what the arrays hold beyond
 * the budget is less than a segment.
 *
 * <p>Both sides open it, both close it; the last one forgets it. Lives in a static map because the
 * two are tasks of their own inside one process. An entry larger than the budget takes all of it,
 * so that nothing waits for ever.
 *
 * <p>Safe for use by the two tasks' threads.
 */
public final class LocalEdge implements AutoCloseable {
    private static final Map<Key, LocalEdge> OPEN = new ConcurrentHashMap<>();
    private static final int PARTIES = 2;
    private static final long PATIENCE_SECONDS = 60;

    private final Key key;
    private final int budget;
    private final Semaphore free;
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private int parties;
    private boolean hasMet;

    private record Key(JobID job, int subtask, int attempt) {}

    private LocalEdge(Key key, int budget) {
        this.key = key;
        this.budget = budget;
        this.free = new Semaphore(budget);
    }

    /**
     * The edge of the subtask and attempt that {@code context} is of, with a budget of {@code
     * budget} bytes.
     */
    public static LocalEdge open(RuntimeContext context, int budget) {
        return open(
                context.getJobInfo().getJobId(),
                context.getTaskInfo().getIndexOfThisSubtask(),
                context.getTaskInfo().getAttemptNumber(),
                budget);
    }

    static LocalEdge open(JobID job, int subtask, int attempt, int budget) {
        Key key = new Key(job, subtask, attempt);
        return OPEN.compute(
                key,
                (k, open) -> {
                    LocalEdge joined = open == null ? new LocalEdge(k, budget) : open;
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

    /** Hands an entry over if there is room for it now. */
    public boolean offer(Entry entry) {
        return free.tryAcquire(room(entry)) && entries.add(entry);
    }

    /**
     * Hands an entry over; waits until there is room for it.
     *
     * @throws IllegalStateException if there is none and the other side does not open the edge:
     *     chunker and assembler are not in one process
     */
    public void put(Entry entry) throws InterruptedException {
        while (!free.tryAcquire(room(entry), PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            if (!hasMet()) {
                throw new IllegalStateException(
                        "subtask %d: expected chunker and assembler in one process, found no assembler after %d s; keep their parallelism equal and the co-location group"
                                .formatted(key.subtask(), PATIENCE_SECONDS));
            }
        }
        entries.add(entry);
    }

    private int room(Entry entry) {
        return Math.min(entry.length(), budget);
    }

    /**
     * Takes the oldest entry out of the queue; its room stays taken.
     *
     * @throws IllegalStateException if there is none: it was handed over in another process
     */
    public Entry take() {
        Entry entry = entries.poll();
        if (entry == null) {
            throw new IllegalStateException(
                    "subtask %d: expected the entry that its chunker has told of, found none in this process; keep their parallelism equal and the co-location group"
                            .formatted(key.subtask()));
        }
        return entry;
    }

    /** Gives back the room of an entry that has been stored or dropped. */
    public void release(Entry entry) {
        free.release(room(entry));
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
