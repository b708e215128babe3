package io.reducto.connectors.source;

import java.util.Properties;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/**
 * The topic {@code rejected}: every rejection at least once. A checkpoint completes when all before
 * it are acknowledged by all in-sync replicas; a job that restarts tells some again, by topic,
 * partition, offset and reason the same.
 */
public final class RejectedSink {
    /** Name and uid of the sink. */
    public static final String NAME = "rejected";

    private RejectedSink() {}

    /** A sink of messages of {@link io.reducto.schemas.segment.RejectionCodec}. */
    public static KafkaSink<byte[]> of(KafkaTopic topic) {
        Properties properties = topic.clientProperties();
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("delivery.timeout.ms", "120000");
        properties.put("max.block.ms", "60000");
        return KafkaSink.<byte[]>builder()
                .setBootstrapServers(topic.bootstrapServers())
                .setKafkaProducerConfig(properties)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(
                        KafkaRecordSerializationSchema.<byte[]>builder()
                                .setTopic(topic.name())
                                .setValueSerializationSchema(new AsItIs())
                                .build())
                .build();
    }

    /** A class, not a lambda: Flink asks it what it serialises. */
    private static final class AsItIs implements SerializationSchema<byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] serialize(byte[] message) {
            return message;
        }
    }
}
