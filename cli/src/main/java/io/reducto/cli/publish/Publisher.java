package io.reducto.cli.publish;

import io.reducto.schemas.segment.UploadId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Cuts content into segments and sends them, in the Avro form, which carries any name.
 *
 * <p>Memory: one segment, and what the producer buffers. Small objects do not wait for each other:
 * up to {@value #PENDING_MAX} may be unacknowledged, and are reported in the order in which they
 * were sent. All segments of an object go to the partition of its first one. After a failure
 * nothing more is sent: the upload has a gap, and is given up by whoever reads it.
 *
 * <p>For one thread; {@code acknowledged} is called by the producer's.
 */
public final class Publisher {
    private static final int PENDING_MAX = 256;

    private final SegmentSender sender;
    private final Consumer<Published> done;
    private final Deque<Sending> pending = new ArrayDeque<>();

    /**
     * A publisher.
     *
     * @param producer idempotent, with acks=all; not closed
     * @param topic where to
     * @param acknowledged told how many bytes more are on the topic
     * @param done told of each object that is
     */
    public Publisher(
            Producer<byte[], byte[]> producer,
            String topic,
            LongConsumer acknowledged,
            Consumer<Published> done) {
        this.sender = new SegmentSender(producer, topic, acknowledged);
        this.done = done;
    }

    /**
     * Reads content to its end and hands it to the producer.
     *
     * @param upload what to call it
     * @param standardInput read where the content is not a file; not closed
     * @throws IOException it cannot be read, or changed meanwhile: its last segment was not sent
     * @throws PublishException brokers did not take it, or something before it
     */
    public void publish(UploadId upload, Content content, InputStream standardInput)
            throws IOException, PublishException, InterruptedException {
        try (OpenContent open = content.open(standardInput)) {
            pending.add(new UploadWriter(sender, upload).write(open));
        }
        report(PENDING_MAX);
    }

    /** Waits until everything is acknowledged and reported. */
    public void flush() throws PublishException, InterruptedException {
        sender.flush();
        report(0);
    }

    private void report(int pendingMax) throws PublishException, InterruptedException {
        while (!pending.isEmpty()
                && (pending.size() > pendingMax || pending.element().ends().last().isDone())) {
            done.accept(pending.remove().published());
        }
    }
}
