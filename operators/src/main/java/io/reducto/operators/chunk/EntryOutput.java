package io.reducto.operators.chunk;

import io.reducto.codec.ChunkId;
import io.reducto.operators.edge.Entry;
import io.reducto.operators.edge.Question;
import io.reducto.operators.internal.WaitingBytes;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Numbers entries, waits for room, asks the index and emits. One for each attempt of a subtask, for
 * the task's thread.
 */
final class EntryOutput {
    private final int subtask;
    private final WaitingBytes budget;
    private final OutputTag<Question> questions;
    private long sequence;

    EntryOutput(int subtask, WaitingBytes budget, OutputTag<Question> questions) {
        this.subtask = subtask;
        this.budget = budget;
        this.questions = questions;
    }

    /** The two outputs of one call of the function. */
    record Out(KeyedProcessFunction<?, ?, Entry>.Context context, Collector<Entry> entries) {}

    /** The entry that comes next; it is to be emitted before another one is made. */
    Entry next(int kind, ChunkId id, byte[] bytes, int offset, int length) {
        return new Entry(subtask, sequence++, kind, id, bytes, offset, length);
    }

    /** Emits an entry that is stored only if the index does not know it. */
    void ask(Out out, Entry entry) throws InterruptedException {
        budget.acquire(entry.length());
        out.context().output(questions, new Question(entry.id(), subtask, entry.sequence()));
        out.entries().collect(entry);
    }

    /** Emits an entry that is stored in any case. */
    void put(Out out, Entry entry) throws InterruptedException {
        budget.acquire(entry.length());
        out.entries().collect(entry);
    }
}
