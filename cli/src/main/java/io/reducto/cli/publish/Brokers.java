package io.reducto.cli.publish;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where to publish.
 *
 * @param bootstrapServers host:port, several with commas between
 * @param topic name of the topic
 * @param settings further settings of Kafka's clients, such as those of security
 */
public record Brokers(String bootstrapServers, String topic, Map<String, String> settings) {
    private static final int ANSWER_TIMEOUT_MS = 15_000;

    /** Copies the settings. */
    public Brokers {
        settings = Map.copyOf(settings);
    }

    /**
     * A producer that writes every segment once and in order, and waits for all in-sync replicas.
     * It gives up a segment after two minutes.
     *
     * @throws PublishException nobody answers within 15 seconds, or there is no such topic
     */
    public Producer<byte[], byte[]> connect() throws PublishException, InterruptedException {
        try {
            checkTopic();
            Properties producer = client();
            // Not compressed: content is compressed when it is stored, better, and often before.
            producer.putIfAbsent("compression.type", "none");
            producer.put("acks", "all");
            producer.put("enable.idempotence", "true");
            producer.put("delivery.timeout.ms", "120000");
            producer.put("request.timeout.ms", "30000");
            producer.put("max.block.ms", "120000");
            return new KafkaProducer<>(
                    producer, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw failed(root(e));
        }
    }

    private void checkTopic() throws PublishException, InterruptedException {
        Properties impatient = client();
        impatient.put("request.timeout.ms", "5000");
        impatient.put("default.api.timeout.ms", Integer.toString(ANSWER_TIMEOUT_MS));
        try (Admin admin = Admin.create(impatient)) {
            admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(ANSWER_TIMEOUT_MS + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = root(e);
            throw cause instanceof UnknownTopicOrPartitionException
                    ? new PublishException(
                            "brokers %s have no topic %s".formatted(bootstrapServers, topic), e)
                    : failed(cause);
        } catch (TimeoutException e) {
            throw failed(e);
        }
    }

    private Properties client() {
        Properties properties = new Properties();
        properties.put("socket.connection.setup.timeout.ms", "5000");
        properties.put("client.id", "reducto-publish");
        properties.putAll(settings);
        properties.put("bootstrap.servers", bootstrapServers);
        return properties;
    }

    private PublishException failed(Throwable cause) {
        return new PublishException(
                "brokers %s: %s"
                        .formatted(
                                bootstrapServers,
                                Optional.ofNullable(cause.getMessage())
                                        .orElse(
                                                "no answer within %d ms"
                                                        .formatted(ANSWER_TIMEOUT_MS))),
                cause);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
