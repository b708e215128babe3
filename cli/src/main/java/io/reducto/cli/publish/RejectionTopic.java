package io.reducto.cli.publish;

import io.reducto.schemas.segment.MessageException;
import io.reducto.schemas.segment.Rejection;
import io.reducto.schemas.segment.RejectionCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What is told on the topic of rejections from the moment on at which it is opened. Joins no group
 * and leaves no trace. For one thread.
 */
public final class RejectionTopic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Consumer<byte[], byte[]> consumer;

    private RejectionTopic(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Stands behind the last message of each partition.
     *
     * @throws PublishException brokers do not answer, or there is no such topic
     */
    public static RejectionTopic openAtEnd(
            String bootstrapServers, String topic, Map<String, String> settings)
            throws PublishException {
        Properties client = new Properties();
        client.putAll(settings);
        client.put("bootstrap.servers", bootstrapServers);
        client.put("client.id", "reducto-publish-wait");
        client.put("enable.auto.commit", "false");
        client.put("allow.auto.create.topics", "false");
        client.put("default.api.timeout.ms", Long.toString(PATIENCE.toMillis()));
        try {
            Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(
                            client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            RejectionTopic opened = new RejectionTopic(consumer);
            try {
                opened.seekToEnd(topic);
                return opened;
            } catch (PublishException | KafkaException e) {
                opened.close();
                throw e;
            }
        } catch (KafkaException e) {
            throw new PublishException(
                    "brokers %s: %s".formatted(bootstrapServers, e.getMessage()), e);
        }
    }

    private void seekToEnd(String topic) throws PublishException {
        List<PartitionInfo> partitions =
                Optional.ofNullable(consumer.partitionsFor(topic, PATIENCE)).orElse(List.of());
        if (partitions.isEmpty()) {
            throw new PublishException(
                    "brokers have no topic %s, to which rejections go: name it with --rejected"
                            .formatted(topic),
                    new IllegalStateException(topic));
        }
        List<TopicPartition> all =
                partitions.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        // The seek is lazy; this makes it happen now.
        all.forEach(partition -> consumer.position(partition, PATIENCE));
    }

    /** What has been told since the last call; waits {@code patience} if nothing has. */
    public List<Rejection> poll(Duration patience) throws PublishException {
        List<Rejection> rejections = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> told : consumer.poll(patience)) {
                read(told.value()).ifPresent(rejections::add);
            }
        } catch (KafkaException e) {
            throw new PublishException("the topic of rejections: " + e.getMessage(), e);
        }
        return rejections;
    }

    /** Empty for what a newer release says, or somebody else. */
    private static Optional<Rejection> read(byte[] message) {
        try {
            return Optional.ofNullable(message).isPresent()
                    ? Optional.of(RejectionCodec.decode(message))
                    : Optional.empty();
        } catch (MessageException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
