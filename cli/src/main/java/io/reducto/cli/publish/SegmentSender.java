package io.reducto.cli.publish;

import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.SegmentCodec;
import io.reducto.schemas.segment.UploadId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Hands segments to a producer. After a first failure it refuses: what follows would only make a
 * gap.
 */
final class SegmentSender {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final LongConsumer acknowledged;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    SegmentSender(Producer<byte[], byte[]> producer, String topic, LongConsumer acknowledged) {
        this.producer = producer;
        this.topic = topic;
        this.acknowledged = acknowledged;
    }

    /** Blocks while the producer's memory is full. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears the same
    CompletableFuture<RecordMetadata> send(Segment segment, OptionalInt partition)
            throws PublishException {
        Exception earlier = failure.get();
        if (earlier != null) {
            throw failed(segment.upload(), earlier);
        }
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        int length = segment.content().length;
        try {
            producer.send(
                    message(segment, partition),
                    (metadata, problem) -> complete(sent, length, metadata, problem));
        } catch (KafkaException e) {
            throw failed(segment.upload(), e);
        }
        return sent;
    }

    void flush() {
        producer.flush();
    }

    /** Waits for the acknowledgement of the first segment. */
    static int partition(UploadId upload, CompletableFuture<RecordMetadata> sent)
            throws PublishException, InterruptedException {
        try {
            return sent.get().partition();
        } catch (ExecutionException e) {
            throw failed(upload, e);
        }
    }

    static PublishException failed(UploadId upload, Exception failure) {
        Throwable cause =
                failure instanceof ExecutionException
                        ? Optional.ofNullable(failure.getCause()).orElse(failure)
                        : failure;
        return new PublishException(
                "%s: brokers did not take it: %s".formatted(upload, cause.getMessage()), cause);
    }

    private ProducerRecord<byte[], byte[]> message(Segment segment, OptionalInt partition) {
        UploadId upload = segment.upload();
        byte[] key = (upload.dataSet() + '\0' + upload.object()).getBytes(StandardCharsets.UTF_8);
        byte[] value = SegmentCodec.encode(segment);
        return partition.isPresent()
                ? new ProducerRecord<>(topic, partition.getAsInt(), key, value)
                : new ProducerRecord<>(topic, key, value);
    }

    private void complete(
            CompletableFuture<RecordMetadata> sent,
            int length,
            RecordMetadata metadata,
            @Nullable Exception problem) {
        if (problem == null) {
            acknowledged.accept(length);
            sent.complete(metadata);
        } else {
            failure.compareAndSet(null, problem);
            sent.completeExceptionally(problem);
        }
    }
}
