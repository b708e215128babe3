package io.reducto.connectors.sink;

import io.reducto.codec.LineageId;
import io.reducto.repository.format.EpochCommittable;
import io.reducto.repository.format.IngestBytes;
import io.reducto.repository.format.LineageProgress;
import io.reducto.repository.format.Origin;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.SinkState;
import io.reducto.repository.format.StagedEpoch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/**
 * The writer of the sink: makes one committable of all descriptors since the one before, named by
 * the greatest checkpoint id among them (an epoch may hold those of an aborted checkpoint). None
 * where nothing is new.
 *
 * <p>The engine asks for the committable of a checkpoint before it asks for the state, which
 * therefore says already that this one is the predecessor of the next.
 */
final class EpochGatherer
        implements StatefulSinkWriter<byte[], SinkState>,
                CommittingSinkWriter<byte[], EpochCommittable> {
    /** Epochs of a lineage begin here; docs/decisions.md says why this is claimed. */
    private static final long FIRST_EPOCH = 1;

    private static final LineageProgress PROGRESS =
            new LineageProgress(0, 0, OptionalLong.of(FIRST_EPOCH));

    private static final String REMEDY =
            "resume assemblers and sink from one and the same savepoint, or start the job without state on an empty repository";

    private final List<RunDraft> runs = new ArrayList<>();
    private Optional<SinkState> state = Optional.empty();
    private long checkpoint;

    EpochGatherer(Collection<SinkState> states) {
        for (SinkState restored : states) {
            if (state.isPresent() && !state.get().equals(restored)) {
                throw new IllegalStateException(
                        "repository sink: expected one state, found %s and %s; %s"
                                .formatted(state.get(), restored, REMEDY));
            }
            state = Optional.of(restored);
        }
    }

    @Override
    public void write(byte[] descriptor, Context context) {
        StagedEpoch staged = IngestBytes.readStagedEpoch(descriptor);
        SinkState own = state.orElseGet(() -> new SinkState(staged.lineage(), 0));
        requireLineage(own.lineage(), staged);
        state = Optional.of(own);
        checkpoint = Math.max(checkpoint, staged.checkpoint());
        runs.addAll(staged.runs());
    }

    private static void requireLineage(LineageId own, StagedEpoch staged) {
        if (!own.equals(staged.lineage())) {
            throw new IllegalStateException(
                    "repository sink: descriptor of checkpoint %d: expected lineage %s, found %s; %s"
                            .formatted(staged.checkpoint(), own, staged.lineage(), REMEDY));
        }
    }

    /** Nothing: what descriptors tell of is durable already. */
    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public Collection<EpochCommittable> prepareCommit() {
        long ended = checkpoint;
        checkpoint = 0;
        if (runs.isEmpty() || state.isEmpty()) {
            return List.of();
        }
        SinkState own = state.get();
        if (ended <= own.previous()) {
            throw new IllegalStateException(
                    "repository sink: lineage %s: expected descriptors of a checkpoint after %d, found %d; %s"
                            .formatted(own.lineage(), own.previous(), ended, REMEDY));
        }
        runs.sort(RunDraft.ORDER);
        List<RunDraft> all = List.copyOf(runs);
        Origin origin = new Origin(own.lineage(), ended, own.previous(), RunDraft.digest(all));
        runs.clear();
        state = Optional.of(new SinkState(own.lineage(), ended));
        return List.of(new EpochCommittable(origin, PROGRESS, all));
    }

    @Override
    public List<SinkState> snapshotState(long checkpointId) {
        return state.map(List::of).orElse(List.of());
    }

    @Override
    public void close() {}
}
