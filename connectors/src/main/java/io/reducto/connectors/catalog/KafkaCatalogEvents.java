package io.reducto.connectors.catalog;

import io.reducto.connectors.source.KafkaTopic;
import io.reducto.schemas.segment.CatalogEvent;
import io.reducto.schemas.segment.CatalogEventCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic {@code catalog}: messages of {@link CatalogEventCodec}, by an idempotent producer, each
 * acknowledged by all in-sync replicas before {@link #flush} returns.
 *
 * <p>The producer itself repeats what a broker does not answer, for two minutes; a call lasts no
 * longer than that.
 */
public final class KafkaCatalogEvents implements CatalogEvents {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaCatalogEvents.class);
    private static final String DELIVERY_TIMEOUT_MS = "120000";
    private static final String BLOCK_MS_MAX = "60000";

    private final String topic;
    private final Producer<byte[], byte[]> producer;

    /** The first one, as far as threads can tell; written by the producer's. */
    private volatile Optional<Exception> failure = Optional.empty();

    KafkaCatalogEvents(String topic, Producer<byte[], byte[]> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    /**
     * Makes producers.
     *
     * @param topic which must be there
     */
    public record Factory(KafkaTopic topic) implements CatalogEvents.Factory {
        @Override
        public CatalogEvents open() throws IOException {
            try {
                return new KafkaCatalogEvents(
                        topic.name(),
                        new KafkaProducer<>(
                                settings(topic),
                                new ByteArraySerializer(),
                                new ByteArraySerializer()));
            } catch (KafkaException e) {
                throw new IOException(
                        "topic %s: brokers %s: %s"
                                .formatted(topic.name(), topic.bootstrapServers(), rootMessage(e)),
                        e);
            }
        }
    }

    static Properties settings(KafkaTopic topic) {
        Properties properties = topic.clientProperties();
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("delivery.timeout.ms", DELIVERY_TIMEOUT_MS);
        properties.put("max.block.ms", BLOCK_MS_MAX);
        return properties;
    }

    @Override
    public void send(CatalogEvent event) throws IOException, InterruptedException {
        throwFailure();
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(
                        topic, CatalogEventCodec.key(event), CatalogEventCodec.encode(event));
        try {
            // The future would have to be kept for every message; the callback tells the same.
            Future<RecordMetadata> unused =
                    producer.send(message, (position, e) -> completed(Optional.ofNullable(e)));
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private void completed(Optional<Exception> outcome) {
        if (failure.isEmpty()) {
            failure = outcome;
        }
    }

    @Override
    public void flush() throws IOException, InterruptedException {
        try {
            producer.flush();
        } catch (InterruptException e) {
            throw interrupted(e);
        }
        throwFailure();
    }

    private void throwFailure() throws IOException {
        Optional<Exception> first = failure;
        if (first.isPresent()) {
            throw failed(first.get());
        }
    }

    private IOException failed(Exception cause) {
        return new IOException("topic %s: %s".formatted(topic, rootMessage(cause)), cause);
    }

    // Kafka interrupts the thread again; an InterruptedException stands for the interrupt.
    private static InterruptedException interrupted(InterruptException cause) {
        Thread.interrupted();
        InterruptedException interrupted =
                new InterruptedException("interrupted while events were sent");
        interrupted.initCause(cause);
        return interrupted;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    @Override
    public void close() {
        try {
            producer.close(Duration.ZERO);
        } catch (KafkaException e) {
            LOG.warn("topic {}: the producer did not close", topic, e);
        }
    }
}
