package io.reducto.connectors.sink;

import io.reducto.connectors.catalog.CatalogEvents;
import io.reducto.repository.format.EpochCommittable;
import io.reducto.repository.format.SinkState;
import io.reducto.tier.retry.RetryTimer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.InitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Publishes what {@link EpochStager}s have staged: takes their descriptors, one of each assembler
 * per checkpoint, and makes one commit of an epoch when its checkpoint is complete. Parallelism 1.
 *
 * <pre>{@code
 * descriptors.sinkTo(new RepositorySink(target, Commits.DEFAULT, events)).setParallelism(1).uid(…);
 * }</pre>
 *
 * <p>Exactly once, without transactions: a committable carries lineage, checkpoint id, predecessor
 * and digest, and the repository's table of lineages says whether it was published before. How data
 * could still be lost: by resuming a job from a checkpoint that is older than its last commit (it
 * is refused as a fork), by starting it without state although the repository knows it (the same),
 * or by deleting the topic before the checkpoint that read it is committed.
 *
 * <p>The events of a commit are told at least once, when it is visible. How they could still be
 * lost: by cancelling a job between a commit and its events, and never resuming it.
 */
public final class RepositorySink
        implements Sink<byte[]>,
                SupportsWriterState<byte[], SinkState>,
                SupportsCommitter<EpochCommittable> {
    private static final long serialVersionUID = 1L;

    private final RepositoryTarget target;
    private final Commits commits;
    private final CatalogEvents.Factory events;

    /**
     * A sink.
     *
     * @param target the repository, and the tier that merged runs go to
     * @param commits how to commit
     * @param events who is told what a commit has entered
     */
    public RepositorySink(RepositoryTarget target, Commits commits, CatalogEvents.Factory events) {
        this.target = target;
        this.commits = commits;
        this.events = events;
    }

    @Override
    public StatefulSinkWriter<byte[], SinkState> createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<byte[], SinkState> restoreWriter(
            WriterInitContext context, Collection<SinkState> states) {
        requireOneSubtask(context);
        return new EpochGatherer(states);
    }

    private static void requireOneSubtask(InitContext context) {
        int parallelism = context.getTaskInfo().getNumberOfParallelSubtasks();
        if (parallelism != 1) {
            throw new IllegalStateException(
                    "repository sink: expected parallelism 1, found %d; call setParallelism(1) where the job adds the sink"
                            .formatted(parallelism));
        }
    }

    @Override
    public Committer<EpochCommittable> createCommitter(CommitterInitContext context) {
        requireOneSubtask(context);
        SecureRandom random = new SecureRandom();
        WriterVolumes opener = new WriterVolumes(random);
        Patience patience = new Patience(commits.timeout(), RetryTimer.system(), random);
        PatientPublisher publisher =
                new PatientPublisher(
                        () -> target.address().open(opener), patience, InstantSource.system());
        return new EpochCommitter(
                publisher,
                new CommitAnnouncer(publisher, events, patience),
                new CommitMerges(target, commits.mergesMax(), random),
                context.getRestoredCheckpointId().orElse(0),
                new CommitMetrics(context.metricGroup()));
    }

    @Override
    public SimpleVersionedSerializer<EpochCommittable> getCommittableSerializer() {
        return VersionedBytes.committables();
    }

    @Override
    public SimpleVersionedSerializer<SinkState> getWriterStateSerializer() {
        return VersionedBytes.states();
    }
}
