package io.reducto.cli.publish;

import io.reducto.repository.Repository;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.Snapshot;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.schemas.segment.Rejection;
import io.reducto.schemas.segment.UploadId;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Waits until commits hold what was published. A version that stands already with the same root is
 * held, too: publishing twice is no mistake.
 *
 * <p>Memory: a name and a digest for each version that is not yet committed. For one thread; what
 * it reads stays the caller's.
 */
public final class CommitWatch {
    private final RepositoryVolumes volumes;
    private final RejectionTopic rejections;
    private final BiConsumer<Published, CatalogueEntry> committed;
    private final Map<String, Published> pending = new LinkedHashMap<>();
    private long seen = -1;
    private int done;

    /** Something to do after each look. */
    @FunctionalInterface
    public interface Step {
        /** Does it. */
        void run() throws IOException, ObjectStoreException;
    }

    /**
     * A watch.
     *
     * @param volumes of the repository; read only
     * @param rejections opened before anything was published
     * @param committed told of each version that a commit holds
     */
    public CommitWatch(
            RepositoryVolumes volumes,
            RejectionTopic rejections,
            BiConsumer<Published, CatalogueEntry> committed) {
        this.volumes = volumes;
        this.rejections = rejections;
        this.committed = committed;
    }

    /** One more version to wait for. */
    public void add(Published published) {
        pending.put(published.upload().upload(), published);
        seen = -1;
    }

    /** How many of them commits hold. */
    public int done() {
        return done;
    }

    /** How many there are. */
    public int total() {
        return done + pending.size();
    }

    /**
     * Looks once at the newest commit and at what was rejected; returns early when something is
     * told.
     *
     * @throws NotCommittedException a version is rejected, or stands with other content
     * @throws PublishException brokers do not tell what is rejected
     */
    public void look(Duration patience) throws IOException, ObjectStoreException, PublishException {
        Repository repository = volumes.repository();
        long head = repository.log().headNumber();
        if (head != seen && !pending.isEmpty()) {
            try (Snapshot snapshot = repository.newest()) {
                findAll(snapshot);
            }
            seen = head;
        }
        if (!pending.isEmpty()) {
            refuse(rejections.poll(patience));
        }
    }

    /**
     * Looks until there is nothing left to wait for.
     *
     * @param progress done after each look
     * @throws NotCommittedException as {@link #look}, or {@code patience} has ended
     */
    public void await(Duration patience, Duration pause, Step progress)
            throws IOException, ObjectStoreException, PublishException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!pending.isEmpty()) {
            look(pause);
            progress.run();
            if (!pending.isEmpty() && System.nanoTime() - deadline > 0) {
                throw new NotCommittedException(
                        "not committed after %d s: %d of %d versions are; what was published stays on the topic: see whether an ingest job runs and completes checkpoints, then publish the same again to wait on"
                                .formatted(patience.toSeconds(), done, total()));
            }
        }
    }

    private void findAll(Snapshot snapshot) throws IOException {
        Iterator<Published> all = pending.values().iterator();
        while (all.hasNext()) {
            Published published = all.next();
            UploadId upload = published.upload();
            Optional<CatalogueEntry> entry =
                    snapshot.catalogue()
                            .find(
                                    new CatalogueKey(
                                            upload.dataSet(), upload.object(), upload.version()));
            if (entry.isPresent()) {
                String root = HexFormat.of().formatHex(entry.get().root());
                if (!root.equals(published.blake3())) {
                    throw new NotCommittedException(
                            "%s is rejected: VERSION_CONFLICT: the version stands since commit %d with BLAKE3 %s, yours has %s; publish it as another version"
                                    .formatted(
                                            upload,
                                            entry.get().commit(),
                                            root,
                                            published.blake3()));
                }
                all.remove();
                done++;
                committed.accept(published, entry.get());
            }
        }
    }

    private void refuse(List<Rejection> told) throws NotCommittedException {
        for (Rejection rejection : told) {
            Optional<Published> ours = rejection.upload().map(UploadId::upload).map(pending::get);
            if (ours.isPresent()) {
                throw new NotCommittedException(
                        "%s is rejected: %s: expected %s, found %s"
                                .formatted(
                                        ours.get().upload(),
                                        rejection.reason(),
                                        rejection.expected(),
                                        rejection.found()));
            }
        }
    }
}
