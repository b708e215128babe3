package io.reducto.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StrictReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("segments", 7);

    @Test
    void aPartitionThatWasAddedIsReadFromItsBeginning() {
        List<KafkaPartitionSplit> handed = new ArrayList<>();
        StrictReader<Arrival> reader =
                reader(handed, new RuntimeException(), p -> new OffsetRange(0, 0));
        reader.addSplits(
                List.of(
                        new KafkaPartitionSplit(PARTITION, KafkaPartitionSplit.EARLIEST_OFFSET),
                        new KafkaPartitionSplit(PARTITION, 42, 50)));
        assertThat(handed)
                .containsExactly(
                        new KafkaPartitionSplit(PARTITION, 0),
                        new KafkaPartitionSplit(PARTITION, 42, 50));
    }

    @Test
    void anOffsetThatIsNotThereEndsTheJobAndSaysWhich() {
        assertThatThrownBy(() -> lost(7, partition -> new OffsetRange(8, 20)))
                .isInstanceOf(LostSegmentsException.class)
                .hasMessageContaining(
                        "segments, partition 7: wanted offset 7, earliest is 8, end is 20: retention");
        assertThatThrownBy(() -> lost(21, partition -> new OffsetRange(0, 20)))
                .isInstanceOf(LostSegmentsException.class)
                .hasMessageContaining("truncated, or made anew");
    }

    /** It is there after all, or nobody can tell: the job may try again. */
    @Test
    void aFailureThatMayPassIsPassedOn() {
        assertThatThrownBy(() -> lost(8, partition -> new OffsetRange(8, 20)))
                .hasMessage("fetcher")
                .isNotInstanceOf(LostSegmentsException.class);
        assertThatThrownBy(
                        () ->
                                lost(
                                        8,
                                        partition -> {
                                            throw new TimeoutException("no answer");
                                        }))
                .hasMessage("fetcher")
                .cause()
                .hasSuppressedException(new TimeoutException("no answer"));
    }

    private static void lost(long wanted, OffsetRange.Lookup brokers) throws Exception {
        RuntimeException failure =
                new RuntimeException(
                        "fetcher", new OffsetOutOfRangeException(Map.of(PARTITION, wanted)));
        reader(new ArrayList<>(), failure, brokers).pollNext(output());
    }

    @SuppressWarnings("unchecked")
    private static StrictReader<Arrival> reader(
            List<KafkaPartitionSplit> handed,
            RuntimeException failure,
            OffsetRange.Lookup brokers) {
        Object inner =
                Proxy.newProxyInstance(
                        StrictReaderTest.class.getClassLoader(),
                        new Class<?>[] {SourceReader.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("pollNext")) {
                                throw failure;
                            }
                            handed.addAll((List<KafkaPartitionSplit>) arguments[0]);
                            return null;
                        });
        return new StrictReader<>((SourceReader<Arrival, KafkaPartitionSplit>) inner, brokers);
    }

    @SuppressWarnings("unchecked")
    private static ReaderOutput<Arrival> output() {
        return (ReaderOutput<Arrival>)
                Proxy.newProxyInstance(
                        StrictReaderTest.class.getClassLoader(),
                        new Class<?>[] {ReaderOutput.class},
                        (proxy, method, arguments) -> null);
    }
}
