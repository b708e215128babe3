package io.reducto.connectors.source;

import io.reducto.schemas.segment.Received;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
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
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The topic {@code segments} as a source: a {@link KafkaSource} that never skips.
 *
 * <p>Without state it begins at the earliest offset of each partition, with state at the offset
 * there; offsets that the group has committed are for onlookers and never read. An offset that
 * retention has passed ends the job with a {@link LostSegmentsException}, which names partition,
 * wanted and earliest offset. Partitions that are added are read from their beginning.
 *
 * <p>Timestamps are those of the broker ({@link TopicCheck} sees to that), watermarks per
 * partition; a partition without messages for a minute does not hold them back.
 */
public final class SegmentSource
        implements Source<Arrival, KafkaPartitionSplit, KafkaSourceEnumState>,
                ResultTypeQueryable<Arrival> {
    /** Name and uid of the source. */
    public static final String NAME = "segments";

    /** Name and uid of the gate behind it. */
    public static final String ADMIT_NAME = "admit";

    /** A partition without messages for so long does not hold back the watermark. */
    public static final Duration IDLENESS = Duration.ofMinutes(1);

    private static final long serialVersionUID = 1L;

    private static final int PARTITION_FETCH_BYTES = 8 << 20;

    private final KafkaSource<Arrival> source;
    private final Properties client;

    private SegmentSource(KafkaSource<Arrival> source, Properties client) {
        this.source = source;
        this.client = client;
    }

    /**
     * A source that goes on for ever.
     *
     * @param groupId under which offsets are shown; also what its clients are called
     */
    public static SegmentSource unbounded(KafkaTopic topic, String groupId) {
        return new SegmentSource(builder(topic, groupId).build(), topic.clientProperties());
    }

    /**
     * A source that ends at the offsets that are the latest when it starts. A job that was started
     * with an unbounded one does not end with this one: the end of a partition is in the state.
     *
     * @param groupId as for an unbounded one
     */
    public static SegmentSource bounded(KafkaTopic topic, String groupId) {
        return new SegmentSource(
                builder(topic, groupId).setBounded(OffsetsInitializer.latest()).build(),
                topic.clientProperties());
    }

    /**
     * Source and gate with their names and uids, chained.
     *
     * @return segments; rejections are its side output {@link AdmitFunction#REJECTED}
     */
    public static SingleOutputStreamOperator<Received> admitted(
            StreamExecutionEnvironment environment, Source<Arrival, ?, ?> source) {
        return environment
                .fromSource(source, watermarks(), NAME, SegmentTypes.ARRIVAL)
                .uid(NAME)
                .process(new AdmitFunction(), SegmentTypes.RECEIVED)
                .name(ADMIT_NAME)
                .uid(ADMIT_NAME);
    }

    /** The broker's time, which does not run backwards within a partition. */
    public static WatermarkStrategy<Arrival> watermarks() {
        return WatermarkStrategy.<Arrival>forMonotonousTimestamps().withIdleness(IDLENESS);
    }

    private static KafkaSourceBuilder<Arrival> builder(KafkaTopic topic, String groupId) {
        Properties properties = topic.clientProperties();
        properties.put("default.api.timeout.ms", "60000");
        properties.put("max.partition.fetch.bytes", Integer.toString(PARTITION_FETCH_BYTES));
        properties.put("partition.discovery.interval.ms", "60000");
        properties.put("allow.auto.create.topics", "false");
        return KafkaSource.<Arrival>builder()
                .setProperties(properties)
                .setTopics(topic.name())
                .setGroupId(groupId)
                .setClientIdPrefix(groupId)
                .setStartingOffsets(new FirstOffsets())
                .setDeserializer(new SegmentDeserializer());
    }

    @Override
    public SourceReader<Arrival, KafkaPartitionSplit> createReader(SourceReaderContext context)
            throws Exception {
        return new StrictReader(
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
    public TypeInformation<Arrival> getProducedType() {
        return SegmentTypes.ARRIVAL;
    }
}
