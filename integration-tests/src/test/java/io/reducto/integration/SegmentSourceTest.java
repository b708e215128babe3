package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reducto.connectors.source.AdmitFunction;
import io.reducto.connectors.source.KafkaTopic;
import io.reducto.connectors.source.RejectedSink;
import io.reducto.connectors.source.SegmentSource;
import io.reducto.connectors.source.TopicCheck;
import io.reducto.connectors.source.TopicException;
import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.Rejection;
import io.reducto.schemas.segment.RejectionCodec;
import io.reducto.schemas.segment.RejectionReason;
import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.SegmentCodec;
import io.reducto.schemas.segment.UploadId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of one process that read a broker's topics. */
class SegmentSourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What jobs of this class read; they run in this process. */
    private static final BlockingQueue<Received> READ = new ArrayBlockingQueue<>(1_000);

    @TempDir static Path home;
    @TempDir Path folder;

    private static @Nullable KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(home);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void segmentsArriveAndPoisonGoesToItsTopic() throws Exception {
        broker().createTopic("mixed", 2);
        broker().createTopic("rejected", 1);
        for (int i = 0; i < 10; i++) {
            send("mixed", i % 2, segment(i));
        }
        send("mixed", 0, new byte[] {'P', 'K'});
        send("mixed", 1, null);

        StreamExecutionEnvironment environment = environment(new Configuration());
        SingleOutputStreamOperator<Received> admitted =
                SegmentSource.admitted(environment, SegmentSource.bounded(topic("mixed"), "mixed"));
        admitted.getSideOutput(AdmitFunction.REJECTED)
                .sinkTo(RejectedSink.of(topic("rejected")))
                .name(RejectedSink.NAME)
                .uid(RejectedSink.NAME);
        // More than there are, so that it waits for the end of the job.
        List<Received> received = admitted.executeAndCollect(100);
        assertThat(received)
                .extracting(r -> r.segment().ordinal())
                .containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(received).allMatch(r -> r.position().timestamp() > 1_700_000_000_000L);
        assertThat(rejections("rejected"))
                .extracting(
                        Rejection::reason,
                        r -> r.position().partition(),
                        r -> r.position().offset())
                .containsExactlyInAnyOrder(
                        tuple(RejectionReason.UNKNOWN_SCHEMA, 0, 5L),
                        tuple(RejectionReason.MALFORMED, 1, 5L));
    }

    /** A partition of which nothing has been read yet: Flink's own source would begin behind it. */
    @Test
    void whatRetentionDeletedBeforeItWasReadEndsTheJob() throws Exception {
        broker().createTopic("lost", 2);
        send("lost", 0, segment(1));
        String savepoint = runUntilRead("lost", 1, new Configuration());
        for (int i = 0; i < 3; i++) {
            send("lost", 1, segment(i));
        }
        broker().deleteBefore("lost", 1, 2);

        Configuration restored = new Configuration();
        restored.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        // Would go on for ever if the failure were taken for one that passes.
        restored.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        restored.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        JobClient job = job("lost", restored);
        assertThatThrownBy(
                        () ->
                                job.getJobExecutionResult()
                                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .hasStackTraceContaining(
                        "topic lost, partition 1: wanted offset 0, earliest is 2, end is 3: retention has deleted messages that were not read");
    }

    @Test
    void aJobGoesOnWhereItStopped() throws Exception {
        broker().createTopic("resumed", 1);
        send("resumed", 0, segment(0));
        send("resumed", 0, segment(1));
        String savepoint = runUntilRead("resumed", 2, new Configuration());
        send("resumed", 0, segment(2));
        broker().deleteBefore("resumed", 0, 2);
        Configuration restored = new Configuration();
        restored.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        READ.clear();
        runUntilRead("resumed", 1, restored);
        assertThat(READ).isEmpty();
    }

    @Test
    void topicsAreCheckedBeforeTheyAreRead() throws Exception {
        broker().createTopic("good", 1);
        TopicCheck.segments(topic("good"));
        broker().createTopic("stamped", 1, Map.of());
        refused("stamped", "expected LogAppendTime, found CreateTime");
        refused("stamped", "--add-config message.timestamp.type=LogAppendTime");
        broker().createTopic(
                        "narrow",
                        1,
                        Map.of(
                                "max.message.bytes",
                                "1000000",
                                "message.timestamp.type",
                                "LogAppendTime"));
        refused("narrow", "max.message.bytes: expected at least 1007616, found 1000000");
        broker().createTopic(
                        "compacted",
                        1,
                        Map.of(
                                "cleanup.policy",
                                "compact",
                                "message.timestamp.type",
                                "LogAppendTime"));
        refused("compacted", "cleanup.policy: expected delete, found compact");
        refused("none", "topic none is not there");
        TopicCheck.exists(topic("good"));
        TopicCheck.catalog(topic("good"));
        assertThatThrownBy(() -> TopicCheck.catalog(topic("compacted")))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining("compaction keeps the last event of an object only")
                .hasMessageContaining("--add-config cleanup.policy=delete mends it");
        assertThatThrownBy(() -> TopicCheck.exists(new KafkaTopic("127.0.0.1:1", "segments")))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining("brokers 127.0.0.1:1");
        assertThatThrownBy(() -> TopicCheck.exists(new KafkaTopic("no port", "segments")))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining("brokers no port");
    }

    private static void refused(String topic, String why) {
        assertThatThrownBy(() -> TopicCheck.segments(topic(topic)))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining(why);
    }

    /** Runs a job until it has read so many; its savepoint. */
    private String runUntilRead(String topic, int count, Configuration configuration)
            throws Exception {
        JobClient job = job(topic, configuration);
        for (int i = 0; i < count; i++) {
            assertThat(READ.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        }
        return job.stopWithSavepoint(
                        false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private JobClient job(String topic, Configuration configuration) throws Exception {
        StreamExecutionEnvironment environment = environment(configuration);
        environment.enableCheckpointing(500);
        SegmentSource.admitted(environment, SegmentSource.unbounded(topic(topic), topic))
                .map(
                        received -> {
                            READ.add(received);
                            return received.segment().ordinal();
                        })
                .uid("read")
                .sinkTo(new DiscardingSink<>())
                .uid("end");
        return environment.executeAsync();
    }

    private StreamExecutionEnvironment environment(Configuration configuration) {
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(1);
        return environment;
    }

    private static byte[] segment(long ordinal) {
        return SegmentCodec.encode(
                new Segment(
                        new UploadId("d", "o", "1", "u"),
                        ordinal,
                        false,
                        Declaration.NONE,
                        new byte[100]));
    }

    private static void send(String topic, int partition, byte @Nullable [] value)
            throws Exception {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker().bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, partition, null, value))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static List<Rejection> rejections(String topic) throws Exception {
        List<Rejection> rejections = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : broker().read(topic)) {
            rejections.add(RejectionCodec.decode(message.value()));
        }
        return rejections;
    }

    private static KafkaTopic topic(String name) {
        return new KafkaTopic(broker().bootstrapServers(), name);
    }

    private static KafkaBroker broker() {
        return Objects.requireNonNull(broker);
    }
}
