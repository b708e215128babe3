package io.reducto.cli.publish;

import io.reducto.schemas.segment.UploadId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * An object that has been handed to the producer; the brokers may still have to acknowledge.
 *
 * @param upload what it is called
 * @param bytes its length
 * @param segments how many it was cut into
 * @param digests of its bytes
 * @param ends acknowledgements of its first and last segment
 */
record Sending(UploadId upload, long bytes, long segments, Digests digests, Ends ends) {
    /** BLAKE3-256 and SHA-256 in hexadecimal digits. */
    record Digests(String blake3, String sha256) {}

    /** Segments are acknowledged in order, so that the last stands for all between. */
    record Ends(CompletableFuture<RecordMetadata> first, CompletableFuture<RecordMetadata> last) {}

    /** Waits, as long as the producer's delivery time-out at most. */
    Published published() throws PublishException, InterruptedException {
        try {
            RecordMetadata first = ends.first().get();
            RecordMetadata last = ends.last().get();
            return new Published(
                    upload,
                    bytes,
                    segments,
                    digests.blake3(),
                    digests.sha256(),
                    new Published.Place(first.partition(), first.offset(), last.offset()));
        } catch (ExecutionException e) {
            throw SegmentSender.failed(upload, e);
        }
    }
}
