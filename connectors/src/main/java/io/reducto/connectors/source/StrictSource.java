package io.reducto.connectors.source;

import java.io.IOException;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A topic as a source: a {@link KafkaSource} that never skips.
 *
 * <p>Without state it begins at the earliest offset of each partition, with state at the offset
 * there; offsets that the group has committed are for onlookers and never read. An offset that
 * retention has passed ends the job with a {@link LostSegmentsException}, which names partition,
 * wanted and earliest offset. Partitions that are added are read from their beginning.
 *
 * @param <T> what messages become
 */
public final class StrictSource<T>
        implements Source<T, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<T> {
    private static final long serialVersionUID = 1L;

    private static final int PARTITION_FETCH_BYTES = 8 << 20;

    private final KafkaSource<T> source;
    private final Properties client;

    private StrictSource(KafkaSource<T> source, Properties client) {
        this.source = source;
        this.client = client;
    }

    /**
     * A source that goes on for ever.
     *
     * @param groupId under which offsets are shown; also what its clients are called
     */
    public static <T> StrictSource<T> unbounded(
            KafkaTopic topic, String groupId, KafkaRecordDeserializationSchema<T> messages) {
        return new StrictSource<>(
                builder(topic, groupId, messages).build(), topic.clientProperties());
    }

    /**
     * A source that ends at the offsets that are the latest when it starts. A job that was started
     * with an unbounded one does not end with this one: the end of a partition is in the state.
     *
     * @param groupId as for an unbounded one
     */
    public static <T> StrictSource<T> bounded(
            KafkaTopic topic, String groupId, KafkaRecordDeserializationSchema<T> messages) {
        return new StrictSource<>(
                builder(topic, groupId, messages).setBounded(OffsetsInitializer.latest()).build(),
                topic.clientProperties());
    }

    private static <T> KafkaSourceBuilder<T> builder(
            KafkaTopic topic, String groupId, KafkaRecordDeserializationSchema<T> messages) {
        Properties properties = topic.clientProperties();
        properties.put("default.api.timeout.ms", "60000");
        properties.put("max.partition.fetch.bytes", Integer.toString(PARTITION_FETCH_BYTES));
        properties.put("partition.discovery.interval.ms", "60000");
        properties.put("allow.auto.create.topics", "false");
        return KafkaSource.<T>builder()
                .setProperties(properties)
                .setTopics(topic.name())
                .setGroupId(groupId)
                .setClientIdPrefix(groupId)
                .setStartingOffsets(new FirstOffsets())
                .setDeserializer(messages);
    }

    @Override
    public SourceReader<T, KafkaPartitionSplit> createReader(SourceReaderContext context)
            throws Exception {
        return new StrictReader<>(
                source.createReader(context), partition -> OffsetRange.of(partition, client));
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return source.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws IOException {
        return source.restoreEnumerator(context, state);
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return source.getProducedType();
    }
}
