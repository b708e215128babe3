package io.reducto.cli;

import io.reducto.cli.progress.Progress;
import io.reducto.cli.publish.Brokers;
import io.reducto.cli.publish.CommitWatch;
import io.reducto.cli.publish.Content;
import io.reducto.cli.publish.PublishException;
import io.reducto.cli.publish.Published;
import io.reducto.cli.publish.Publisher;
import io.reducto.cli.publish.RejectionTopic;
import io.reducto.cli.quickstart.Figures;
import io.reducto.cli.quickstart.Increments;
import io.reducto.cli.quickstart.Release;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.schemas.segment.UploadId;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;

/** Publishes releases one after the other, and tells of each when a commit holds it. */
final class QuickstartIngest {
    static final String DATA_SET = "builds";

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final double MEGABYTE = 1e6;

    private final Brokers brokers;
    private final String rejected;
    private final RepositoryVolumes volumes;
    private final Path scratch;

    private final Increments increments = new Increments();
    private final List<Published> published = new ArrayList<>();
    private final List<Figures.Version> versions = new ArrayList<>();
    private final Deque<Committed> untold = new ArrayDeque<>();
    private long began;
    private long ended;
    private long bytesCommitted;

    /**
     * An ingest.
     *
     * @param brokers where to publish
     * @param rejected topic of rejections
     * @param volumes of the repository; read only
     * @param scratch folder for one release at a time
     */
    QuickstartIngest(Brokers brokers, String rejected, RepositoryVolumes volumes, Path scratch) {
        this.brokers = brokers;
        this.rejected = rejected;
        this.volumes = volumes;
        this.scratch = scratch;
    }

    private record Committed(Published published, CatalogueEntry entry) {}

    /** What was published, and what was measured of it. */
    record Result(List<Published> published, List<Figures.Version> versions, Duration time) {}

    /** Returns when a commit holds the last one. */
    Result run(List<Release> releases)
            throws IOException, ObjectStoreException, PublishException, InterruptedException {
        long total = releases.stream().mapToLong(Release::lengthAbout).sum();
        Producer<byte[], byte[]> producer = brokers.connect();
        try (RejectionTopic rejections =
                        RejectionTopic.openAtEnd(
                                brokers.bootstrapServers(), rejected, brokers.settings());
                Progress progress =
                        Progress.isTerminal()
                                ? Progress.onStandardError("publish", total)
                                : Progress.none()) {
            CommitWatch watch = new CommitWatch(volumes, rejections, this::committed);
            publish(releases, producer, watch, progress);
            watch.await(PATIENCE, PAUSE, () -> tell(progress, releases.size()));
        } finally {
            producer.close(Duration.ZERO);
        }
        return new Result(published, versions, Duration.ofNanos(ended - began));
    }

    private void publish(
            List<Release> releases,
            Producer<byte[], byte[]> producer,
            CommitWatch watch,
            Progress progress)
            throws IOException, ObjectStoreException, PublishException, InterruptedException {
        Publisher publisher =
                new Publisher(
                        producer,
                        brokers.topic(),
                        progress::step,
                        done -> {
                            published.add(done);
                            watch.add(done);
                        });
        began = System.nanoTime();
        for (Release release : releases) {
            try (Release.Ready ready = release.ready(scratch)) {
                UploadId upload =
                        new UploadId(
                                DATA_SET,
                                release.object(),
                                release.version(),
                                UUID.randomUUID().toString());
                Content content = new Content(release.object(), Optional.of(ready.file()));
                publisher.publish(upload, content, System.in);
            }
            watch.look(Duration.ZERO);
            tell(progress, releases.size());
        }
        publisher.flush();
    }

    private void committed(Published version, CatalogueEntry entry) {
        ended = System.nanoTime();
        untold.add(new Committed(version, entry));
    }

    private void tell(Progress progress, int total) throws IOException, ObjectStoreException {
        if (untold.isEmpty()) {
            return;
        }
        try (Increments.Look look = increments.look(volumes.repository())) {
            while (!untold.isEmpty()) {
                Committed next = untold.remove();
                UploadId upload = next.published().upload();
                Figures.Version version =
                        new Figures.Version(
                                upload.object() + "@" + upload.version(),
                                next.published().bytes(),
                                look.of(next.entry()));
                versions.add(version);
                bytesCommitted += version.bytesIn();
                progress.line(line(version, next.entry().commit(), total));
                progress.message("%d of %d committed".formatted(versions.size(), total));
            }
        }
    }

    private String line(Figures.Version version, long commit, int total) {
        return "reducto: %d of %d committed: %s, %.1f MB in, %.1f MB new, %.1f MB stored, commit %d; %.1f MB/s"
                .formatted(
                        versions.size(),
                        total,
                        version.name(),
                        version.bytesIn() / MEGABYTE,
                        version.added().plainBytes() / MEGABYTE,
                        version.added().storedBytes() / MEGABYTE,
                        commit,
                        bytesCommitted
                                / MEGABYTE
                                / ((ended - began) / (double) Duration.ofSeconds(1).toNanos()));
    }
}
