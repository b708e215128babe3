package io.reducto.connectors.memory;

import io.reducto.connectors.source.KafkaTopic;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The compacted topic: by content its line of the unified file, or nothing. At least once; a
 * checkpoint completes when all before it are acknowledged by all in-sync replicas.
 */
public final class UnifiedSink {
    private UnifiedSink() {}

    /**
     * A sink of digests and lines; a line without bytes takes the content off the topic.
     *
     * @param lineBytesMax the longest line that the topic takes
     */
    public static KafkaSink<Tuple2<String, byte[]>> of(KafkaTopic topic, int lineBytesMax) {
        Properties properties = topic.clientProperties();
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("delivery.timeout.ms", "120000");
        properties.put("max.block.ms", "60000");
        properties.put("max.request.size", Integer.toString(lineBytesMax));
        return KafkaSink.<Tuple2<String, byte[]>>builder()
                .setBootstrapServers(topic.bootstrapServers())
                .setKafkaProducerConfig(properties)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new LineRecords(topic.name()))
                .build();
    }

    /** A class, not a lambda: Flink asks it what it serialises. */
    static final class LineRecords
            implements KafkaRecordSerializationSchema<Tuple2<String, byte[]>> {
        private static final long serialVersionUID = 1L;

        private final String topic;

        LineRecords(String topic) {
            this.topic = topic;
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                Tuple2<String, byte[]> line, KafkaSinkContext context, @Nullable Long timestamp) {
            return record(line);
        }

        ProducerRecord<byte[], byte[]> record(Tuple2<String, byte[]> line) {
            byte @Nullable [] value = line.f1.length == 0 ? null : line.f1;
            return new ProducerRecord<>(topic, line.f0.getBytes(StandardCharsets.US_ASCII), value);
        }
    }
}
