package io.reducto.connectors.memory;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Lines on their way to the compacted topic. */
class UnifiedLinesTest {
    private static final int MESSAGE_BYTES_MAX = 10_000;

    @Test
    void aContentWithoutALineIsTakenOffTheTopic() {
        UnifiedSink.LineRecords records = new UnifiedSink.LineRecords("unified");
        var message = records.record(Tuple2.of("c0", "line".getBytes(UTF_8)));
        assertThat(message.topic()).isEqualTo("unified");
        assertThat(message.key()).isEqualTo("c0".getBytes(US_ASCII));
        assertThat(message.value()).isEqualTo("line".getBytes(UTF_8));
        var gone = records.record(Tuple2.of("c0", new byte[0]));
        assertThat(gone.key()).isEqualTo("c0".getBytes(US_ASCII));
        assertThat(gone.value()).as("what compaction removes").isNull();
    }

    /** Also where a shorter line of the content was told before. */
    @Test
    @SuppressWarnings("try") // the harness's close() says that it may be interrupted
    void aLineThatIsTooLongIsTakenOffTheTopicAndTold() throws Exception {
        byte[] fits = new byte[MESSAGE_BYTES_MAX / 2];
        byte[] isTooLong = new byte[MESSAGE_BYTES_MAX + 1];
        try (OneInputStreamOperatorTestHarness<Tuple2<String, byte[]>, Tuple2<String, byte[]>>
                harness =
                        new OneInputStreamOperatorTestHarness<>(
                                new ProcessOperator<>(new FittingLines(MESSAGE_BYTES_MAX)))) {
            harness.open();
            harness.processElement(new StreamRecord<>(Tuple2.of("c0", fits)));
            harness.processElement(new StreamRecord<>(Tuple2.of("c0", isTooLong)));
            assertThat(harness.extractOutputValues())
                    .extracting(line -> line.f0 + " " + line.f1.length)
                    .containsExactly("c0 " + fits.length, "c0 0");
            assertThat(Objects.requireNonNull(harness.getSideOutput(SortOutFunction.REJECTED)))
                    .singleElement()
                    .extracting(notice -> new String(notice.getValue(), UTF_8))
                    .asString()
                    .contains("content c0")
                    .contains("10001 bytes")
                    .doesNotContain("\"bytes\"");
        }
    }
}
