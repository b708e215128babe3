package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.schemas.segment.CatalogEvent;
import io.reducto.schemas.segment.CatalogEventCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * The topic {@code catalog} as a consumer sees it that trusts nothing but its contract: messages
 * that Avro itself can read, repeats that are identical, and commits that ascend but for repeats.
 */
record CatalogTopic(String bootstrapServers, String topic) {
    /** The events by {@code object@version}, each once, as of now. */
    Map<String, CatalogEvent> events() throws Exception {
        Map<String, CatalogEvent> events = new TreeMap<>();
        Map<ByteBuffer, Long> newest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> message : read()) {
            CatalogEvent event = decode(message);
            CatalogEvent known = events.putIfAbsent(event.object() + "@" + event.version(), event);
            if (known == null) {
                assertThat(newest.getOrDefault(ByteBuffer.wrap(message.key()), 0L))
                        .as("commits ascend in the order of %s", event.object())
                        .isLessThanOrEqualTo(event.commit().number());
                newest.put(ByteBuffer.wrap(message.key()), event.commit().number());
            } else {
                assertThat(event).as("a repeat").isEqualTo(known);
            }
        }
        return events;
    }

    /** Number of messages, repeats among them. */
    int count() throws IOException {
        return read().size();
    }

    private List<ConsumerRecord<byte[], byte[]>> read() throws IOException {
        try {
            return KafkaBroker.read(bootstrapServers, topic);
        } catch (KafkaException e) {
            throw new IOException("the broker may be away", e);
        }
    }

    private static CatalogEvent decode(ConsumerRecord<byte[], byte[]> message) throws Exception {
        CatalogEvent event = CatalogEventCodec.decode(message.value());
        assertThat(message.key()).isEqualTo(CatalogEventCodec.key(event));
        io.reducto.schemas.stream.CatalogEvent avro =
                io.reducto.schemas.stream.CatalogEvent.getDecoder().decode(message.value());
        assertThat(avro.getObject()).isEqualTo(event.object());
        assertThat(avro.getVersion()).isEqualTo(event.version());
        assertThat(avro.getCommit()).isEqualTo(event.commit().number());
        return event;
    }
}
