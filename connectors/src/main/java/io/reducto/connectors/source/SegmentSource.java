package io.reducto.connectors.source;

import io.reducto.schemas.segment.Received;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The topic {@code segments} as a {@link StrictSource}, and the gate behind it.
 *
 * <p>Timestamps are those of the broker ({@link TopicCheck} sees to that), watermarks per
 * partition; a partition without messages for a minute does not hold them back.
 */
public final class SegmentSource {
    /** Name and uid of the source. */
    public static final String NAME = "segments";

    /** Name and uid of the gate behind it. */
    public static final String ADMIT_NAME = "admit";

    /** A partition without messages for so long does not hold back the watermark. */
    public static final Duration IDLENESS = Duration.ofMinutes(1);

    private SegmentSource() {}

    /**
     * A source that goes on for ever.
     *
     * @param groupId under which offsets are shown; also what its clients are called
     */
    public static StrictSource<Arrival> unbounded(KafkaTopic topic, String groupId) {
        return StrictSource.unbounded(topic, groupId, new SegmentDeserializer());
    }

    /**
     * A source that ends at the offsets that are the latest when it starts.
     *
     * @param groupId as for an unbounded one
     */
    public static StrictSource<Arrival> bounded(KafkaTopic topic, String groupId) {
        return StrictSource.bounded(topic, groupId, new SegmentDeserializer());
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
}
