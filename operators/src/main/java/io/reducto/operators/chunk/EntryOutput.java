package io.reducto.operators.chunk;

import io.reducto.codec.ChunkId;
import io.reducto.operators.edge.Entry;
import io.reducto.operators.edge.HandedOver;
import io.reducto.operators.edge.Question;
import io.reducto.operators.internal.LocalEdge;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Numbers entries, asks the index about them and hands them over to the assembler. One for each
 * attempt of a subtask, for the task's thread.
 */
final class EntryOutput {
    private final int subtask;
    private final LocalEdge edge;
    private final OutputTag<Question> questions;
    private long sequence;
    private long told;

    EntryOutput(int subtask, LocalEdge edge, OutputTag<Question> questions) {
        this.subtask = subtask;
        this.edge = edge;
        this.questions = questions;
    }

    /** The two outputs of one call of the function. */
    record Out(
            KeyedProcessFunction<?, ?, HandedOver>.Context context,
            Collector<HandedOver> notices) {}

    /**
     * The entry that comes next; it is to be handed over before another one is made, and its bytes
     * are not to be changed any more.
     */
    Entry next(int kind, ChunkId id, byte[] bytes, int offset, int length) {
        return new Entry(sequence, kind, id, bytes, offset, length);
    }

    /** Hands over an entry that is stored only if the index does not know it. */
    void ask(Out out, Entry entry) throws InterruptedException {
        put(out, entry);
        out.context().output(questions, new Question(entry.id(), subtask, entry.sequence()));
    }

    /** Hands over an entry that is stored in any case. */
    void put(Out out, Entry entry) throws InterruptedException {
        if (!edge.offer(entry)) {
            // The assembler gives room back only for what it has been told of.
            tell(out);
            edge.put(entry);
        }
        sequence++;
    }

    /** Tells the assembler of all that it has not been told of; at the end of every call. */
    void tell(Out out) {
        if (told < sequence) {
            told = sequence;
            out.notices().collect(new HandedOver(subtask, sequence));
        }
    }
}
