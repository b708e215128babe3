package io.reducto.integration;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Messages that were on a topic, in the order of their offsets in each partition.
 *
 * <pre>
 *   file := count i32, (partition i32, key, value)*        key, value := length i32, bytes
 * </pre>
 *
 * @param messages all
 */
record RecordedSegments(List<Message> messages) {
    /** A message. */
    record Message(int partition, byte[] key, byte[] value) {}

    /** Reads a file. */
    static RecordedSegments read(Path file) throws IOException {
        List<Message> messages = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            for (int left = in.readInt(); left > 0; left--) {
                messages.add(
                        new Message(
                                in.readInt(),
                                in.readNBytes(in.readInt()),
                                in.readNBytes(in.readInt())));
            }
        }
        return new RecordedSegments(messages);
    }

    /** Writes a file that is not there. */
    void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(messages.size());
            for (Message message : messages) {
                out.writeInt(message.partition());
                out.writeInt(message.key().length);
                out.write(message.key());
                out.writeInt(message.value().length);
                out.write(message.value());
            }
        }
    }

    /** Sends all of them, and waits until they are acknowledged. */
    void publish(String bootstrapServers, String topic) throws Exception {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Message message : messages) {
                sent.add(
                        producer.send(
                                new ProducerRecord<>(
                                        topic,
                                        message.partition(),
                                        message.key(),
                                        message.value())));
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get(60, TimeUnit.SECONDS);
            }
        }
    }
}
