package io.reducto.connectors.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.connectors.source.KafkaTopic;
import io.reducto.schemas.segment.CatalogEvent;
import io.reducto.schemas.segment.CatalogEventCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What the producer is told, and what becomes of its failures; no broker. */
class KafkaCatalogEventsTest {
    private static final KafkaTopic TOPIC =
            new KafkaTopic("127.0.0.1:1", "catalog", Map.of("acks", "1", "linger.ms", "7"));

    @Test
    void settingsOfAClientDoNotWeakenThePromise() {
        assertThat(KafkaCatalogEvents.settings(TOPIC))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("linger.ms", "7")
                .containsEntry("delivery.timeout.ms", "120000")
                .containsEntry("max.block.ms", "60000")
                .containsEntry("request.timeout.ms", "30000");
    }

    @Test
    void messagesHaveTheKeysOfSegmentsAndAreInOrder() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(true);
        try (KafkaCatalogEvents events = new KafkaCatalogEvents("catalog", producer)) {
            events.send(event("1"));
            events.send(event("2"));
            events.flush();
        }
        assertThat(producer.history()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            CatalogEvent event = event("" + (i + 1));
            assertThat(producer.history().get(i).topic()).isEqualTo("catalog");
            assertThat(producer.history().get(i).key()).isEqualTo(CatalogEventCodec.key(event));
            assertThat(CatalogEventCodec.decode(producer.history().get(i).value()))
                    .isEqualTo(event);
        }
        assertThat(producer.closed()).isTrue();
    }

    /** MockProducer leaves open what it is not told to complete, and flush completes the rest. */
    @Test
    void aMessageThatIsRefusedFailsTheFlush() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(false);
        try (KafkaCatalogEvents events = new KafkaCatalogEvents("catalog", producer)) {
            events.send(event("1"));
            events.send(event("2"));
            producer.completeNext();
            producer.errorNext(new NotEnoughReplicasException("two of three are away"));
            assertThatThrownBy(events::flush)
                    .isInstanceOf(IOException.class)
                    .hasMessage("topic catalog: two of three are away");
            assertThatThrownBy(() -> events.send(event("3")))
                    .as("broken for ever")
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatTheProducerThrowsIsABadWorld() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(true);
        producer.sendException = new RecordTooLargeException("beyond max.message.bytes");
        try (KafkaCatalogEvents events = new KafkaCatalogEvents("catalog", producer)) {
            assertThatThrownBy(() -> events.send(event("1")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("topic catalog: beyond max.message.bytes");
        }
    }

    @Test
    void noBrokerIsAFailureInTime() throws Exception {
        Properties settings = KafkaCatalogEvents.settings(TOPIC);
        settings.put("max.block.ms", "300");
        long begun = System.nanoTime();
        try (KafkaCatalogEvents events =
                new KafkaCatalogEvents(
                        "catalog",
                        new KafkaProducer<>(
                                settings, new ByteArraySerializer(), new ByteArraySerializer()))) {
            assertThatThrownBy(
                            () -> {
                                events.send(event("1"));
                                events.flush();
                            })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("topic catalog: ");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void anInterruptIsToldOnce() {
        Properties settings = KafkaCatalogEvents.settings(TOPIC);
        try (KafkaCatalogEvents events =
                new KafkaCatalogEvents(
                        "catalog",
                        new KafkaProducer<>(
                                settings, new ByteArraySerializer(), new ByteArraySerializer()))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> events.send(event("1")))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void brokersThatCannotBeNamedAreABadWorldToo() {
        assertThatThrownBy(
                        () ->
                                new KafkaCatalogEvents.Factory(
                                                new KafkaTopic("no.such.host.invalid:1", "catalog"))
                                        .open())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no.such.host.invalid:1");
    }

    private static MockProducer<byte[], byte[]> producer(boolean isAnswering) {
        return new MockProducer<>(
                isAnswering, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static CatalogEvent event(String version) {
        return new CatalogEvent(
                new CatalogEvent.Commit("0".repeat(32), 1, 0, "f".repeat(32), 1),
                "builds",
                "tool",
                version,
                10,
                "b3".repeat(32),
                "5a".repeat(32),
                Optional.empty());
    }
}
