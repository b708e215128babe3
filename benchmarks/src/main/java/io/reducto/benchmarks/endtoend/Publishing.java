package io.reducto.benchmarks.endtoend;

import io.reducto.cli.publish.Brokers;
import io.reducto.cli.publish.CommitWatch;
import io.reducto.cli.publish.Content;
import io.reducto.cli.publish.PublishException;
import io.reducto.cli.publish.Publisher;
import io.reducto.cli.publish.RejectionTopic;
import io.reducto.cli.submit.IngestTopics;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.schemas.segment.UploadId;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Publishes versions one behind the other and waits until commits hold all of them. */
final class Publishing {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Brokers brokers;
    private final RepositoryVolumes volumes;
    private final String dataSet;

    /**
     * A publisher.
     *
     * @param bootstrapServers of the broker
     * @param volumes of the repository, to see commits
     * @param dataSet where versions go
     */
    Publishing(String bootstrapServers, RepositoryVolumes volumes, String dataSet) {
        this.brokers = new Brokers(bootstrapServers, IngestTopics.CUSTOMARY.segments(), Map.of());
        this.volumes = volumes;
        this.dataSet = dataSet;
    }

    /** Returns when a commit holds the last one. */
    void run(List<Version> versions, Consumer<Version> done)
            throws IOException, ObjectStoreException, InterruptedException {
        try (RejectionTopic rejections =
                RejectionTopic.openAtEnd(
                        brokers.bootstrapServers(),
                        IngestTopics.CUSTOMARY.rejected(),
                        brokers.settings())) {
            publish(versions, rejections, done);
        } catch (PublishException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void publish(List<Version> versions, RejectionTopic rejections, Consumer<Version> done)
            throws IOException, ObjectStoreException, PublishException, InterruptedException {
        Map<String, Version> byUpload = new HashMap<>();
        CommitWatch watch =
                new CommitWatch(
                        volumes,
                        rejections,
                        (published, entry) ->
                                Optional.ofNullable(byUpload.get(published.upload().upload()))
                                        .ifPresent(done));
        Producer<byte[], byte[]> producer = brokers.connect();
        try {
            Publisher publisher = new Publisher(producer, brokers.topic(), n -> {}, watch::add);
            for (Version version : versions) {
                String upload = UUID.randomUUID().toString();
                byUpload.put(upload, version);
                publisher.publish(
                        new UploadId(dataSet, version.object(), version.version(), upload),
                        new Content(version.object(), Optional.of(version.file())),
                        System.in);
                watch.look(Duration.ZERO);
            }
            publisher.flush();
            watch.await(PATIENCE, PAUSE, () -> {});
        } finally {
            producer.close(Duration.ZERO);
        }
    }
}
