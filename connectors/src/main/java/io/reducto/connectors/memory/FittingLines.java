package io.reducto.connectors.memory;

import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Takes lines off the topic that are too long for it, and tells of them: a job that cannot send a
 * message would try for ever. The Git remotes have them.
 */
public final class FittingLines
        extends ProcessFunction<Tuple2<String, byte[]>, Tuple2<String, byte[]>> {
    private static final int ROOM_FOR_HEADERS = 4 << 10;
    private static final long serialVersionUID = 1;

    private final int messageBytesMax;

    /** Lines for a topic that takes messages of {@code messageBytesMax}. */
    public FittingLines(int messageBytesMax) {
        this.messageBytesMax = messageBytesMax;
    }

    @Override
    public void processElement(
            Tuple2<String, byte[]> line, Context context, Collector<Tuple2<String, byte[]>> lines) {
        int length = line.f1.length;
        if (length <= messageBytesMax - ROOM_FOR_HEADERS) {
            lines.collect(line);
            return;
        }
        lines.collect(Tuple2.of(line.f0, new byte[0]));
        context.output(
                SortOutFunction.REJECTED,
                Rejection.withoutBytes(
                        "content " + line.f0,
                        "its line of %d bytes is too long for the topic, which takes %d"
                                .formatted(length, messageBytesMax)));
    }
}
