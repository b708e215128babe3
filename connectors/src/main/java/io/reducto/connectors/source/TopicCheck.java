package io.reducto.connectors.source;

import io.reducto.schemas.segment.Segment;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks at a topic before a job that reads or writes it is submitted. Takes at most 40 seconds,
 * whatever the brokers do.
 */
public final class TopicCheck {
    /** Smallest {@code max.message.bytes}: a segment of our publisher, its key and headers. */
    public static final int MESSAGE_BYTES = Segment.CONTENT_BYTES + (24 << 10);

    private static final int REQUEST_TIMEOUT_MS = 5_000;
    private static final int CALL_TIMEOUT_MS = 15_000;
    private static final int ANSWER_TIMEOUT_MS = 20_000;

    private TopicCheck() {}

    /**
     * Checks that a topic can be read as {@code segments}: it is there, the broker stamps its
     * messages, it takes segments of our publisher, and compaction does not delete any.
     *
     * @throws TopicException says what is wrong and the command that mends it
     */
    public static void segments(KafkaTopic topic) throws TopicException, InterruptedException {
        Config config = config(topic);
        String timestamps = value(config, "message.timestamp.type");
        if (!timestamps.equals("LogAppendTime")) {
            throw new TopicException(
                    "topic %s: message.timestamp.type: expected LogAppendTime, found %s: the clock of a publisher must not decide when an upload is given up; %s"
                            .formatted(
                                    topic.name(),
                                    timestamps,
                                    mend(topic, "message.timestamp.type=LogAppendTime")));
        }
        String bytes = value(config, "max.message.bytes");
        if (Long.parseLong(bytes) < MESSAGE_BYTES) {
            throw new TopicException(
                    "topic %s: max.message.bytes: expected at least %d, found %s: a segment holds up to %d bytes; %s"
                            .formatted(
                                    topic.name(),
                                    MESSAGE_BYTES,
                                    bytes,
                                    Segment.CONTENT_BYTES,
                                    mend(topic, "max.message.bytes=1048588")));
        }
        requireNoCompaction(topic, config, "the last segment of an object");
    }

    /**
     * Checks that a topic can be written as {@code catalog}: it is there, and compaction does not
     * delete events that a consumer has not seen.
     *
     * @throws TopicException says what is wrong and the command that mends it
     */
    public static void catalog(KafkaTopic topic) throws TopicException, InterruptedException {
        requireNoCompaction(topic, config(topic), "the last event of an object");
    }

    /**
     * Checks that a topic can be read as lines of memories: it is there, and compaction does not
     * delete any.
     *
     * @return the first 16 hex digits of the topic's id; one that is made anew has another
     * @throws TopicException says what is wrong and the command that mends it
     */
    public static String entries(KafkaTopic topic) throws TopicException, InterruptedException {
        requireNoCompaction(topic, config(topic), "the last line of a key");
        try (Admin admin = Admin.create(client(topic))) {
            TopicDescription description =
                    Optional.ofNullable(
                                    answer(
                                                    topic,
                                                    admin.describeTopics(List.of(topic.name()))
                                                            .allTopicNames())
                                            .get(topic.name()))
                            .orElseThrow(() -> new TopicException(topic.name() + ": no answer"));
            return "%016x".formatted(description.topicId().getMostSignificantBits());
        }
    }

    /**
     * Checks that a topic can be written as the view of a memory: it is there, and keeps the last
     * line of each content for ever.
     *
     * @return the longest message that it takes, in bytes
     * @throws TopicException says what is wrong and the command that mends it
     */
    public static int unified(KafkaTopic topic) throws TopicException, InterruptedException {
        Config config = config(topic);
        String cleanup = value(config, "cleanup.policy");
        if (!cleanup.equals("compact")) {
            throw new TopicException(
                    "topic %s: cleanup.policy: expected compact, found %s: lines would vanish with their age; %s"
                            .formatted(
                                    topic.name(), cleanup, mend(topic, "cleanup.policy=compact")));
        }
        return Integer.parseInt(value(config, "max.message.bytes"));
    }

    /**
     * Checks that a topic is there.
     *
     * @throws TopicException says that it is not, or that nobody answers
     */
    public static void exists(KafkaTopic topic) throws TopicException, InterruptedException {
        config(topic);
    }

    private static void requireNoCompaction(KafkaTopic topic, Config config, String whatIsLeft)
            throws TopicException {
        String cleanup = value(config, "cleanup.policy");
        if (cleanup.contains("compact")) {
            throw new TopicException(
                    "topic %s: cleanup.policy: expected delete, found %s: compaction keeps %s only; %s"
                            .formatted(
                                    topic.name(),
                                    cleanup,
                                    whatIsLeft,
                                    mend(topic, "cleanup.policy=delete")));
        }
    }

    private static Config config(KafkaTopic topic) throws TopicException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        try (Admin admin = Admin.create(client(topic))) {
            answer(topic, admin.describeTopics(List.of(topic.name())).allTopicNames());
            return Optional.ofNullable(
                            answer(topic, admin.describeConfigs(List.of(resource)).all())
                                    .get(resource))
                    .orElseThrow(() -> new TopicException(topic.name() + ": no settings"));
        } catch (KafkaException e) {
            throw new TopicException(
                    "brokers %s: %s".formatted(topic.bootstrapServers(), reason(e)), e);
        }
    }

    private static Properties client(KafkaTopic topic) {
        Properties client = topic.clientProperties();
        client.put("request.timeout.ms", Integer.toString(REQUEST_TIMEOUT_MS));
        client.put("default.api.timeout.ms", Integer.toString(CALL_TIMEOUT_MS));
        return client;
    }

    private static <T> T answer(KafkaTopic topic, KafkaFuture<T> asked)
            throws TopicException, InterruptedException {
        try {
            return asked.get(ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            if (cause instanceof UnknownTopicOrPartitionException) {
                throw new TopicException(
                        "topic %s is not there, as brokers %s see it; kafka-topics.sh --bootstrap-server %s --create --topic %s --partitions 4 --config message.timestamp.type=LogAppendTime makes it"
                                .formatted(
                                        topic.name(),
                                        topic.bootstrapServers(),
                                        topic.bootstrapServers(),
                                        topic.name()),
                        cause);
            }
            throw new TopicException(
                    "topic %s: brokers %s: %s"
                            .formatted(topic.name(), topic.bootstrapServers(), reason(cause)),
                    cause);
        } catch (TimeoutException e) {
            throw new TopicException(
                    "topic %s: brokers %s: no answer within %d ms"
                            .formatted(topic.name(), topic.bootstrapServers(), ANSWER_TIMEOUT_MS),
                    e);
        }
    }

    private static String value(Config config, String name) throws TopicException {
        ConfigEntry entry =
                Optional.ofNullable(config.get(name))
                        .orElseThrow(
                                () -> new TopicException(name + ": the brokers do not say it"));
        return entry.value();
    }

    private static String mend(KafkaTopic topic, String setting) {
        return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s mends it"
                .formatted(topic.bootstrapServers(), topic.name(), setting);
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
