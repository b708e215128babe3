package io.reducto.repository.format;

import io.reducto.codec.LineageId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What an ingest keeps in checkpoints: between our types and the generated ones. */
final class AvroIngest {
    private AvroIngest() {}

    static io.reducto.schemas.ingest.StagedEpoch toAvro(StagedEpoch epoch) {
        return new io.reducto.schemas.ingest.StagedEpoch(
                AvroCommits.id(epoch.lineage()), epoch.checkpoint(), toAvro(epoch.runs()));
    }

    static StagedEpoch fromAvro(io.reducto.schemas.ingest.StagedEpoch epoch) {
        return new StagedEpoch(
                LineageId.read(epoch.getLineage().bytes(), 0),
                epoch.getCheckpoint(),
                fromAvro(epoch.getRuns()));
    }

    static io.reducto.schemas.ingest.EpochCommittable toAvro(EpochCommittable committable) {
        LineageProgress progress = committable.progress();
        OptionalLong upload = progress.oldestUpload();
        return new io.reducto.schemas.ingest.EpochCommittable(
                AvroCommits.toAvro(committable.origin()),
                progress.collection(),
                progress.collectionCheckpoint(),
                upload.isPresent() ? upload.getAsLong() : null,
                toAvro(committable.runs()));
    }

    static EpochCommittable fromAvro(io.reducto.schemas.ingest.EpochCommittable committable) {
        @Nullable Long upload = committable.getOldestUpload();
        return new EpochCommittable(
                AvroCommits.fromAvro(committable.getOrigin()),
                new LineageProgress(
                        committable.getCollection(),
                        committable.getCollectionCheckpoint(),
                        Optional.ofNullable(upload)
                                .map(OptionalLong::of)
                                .orElse(OptionalLong.empty())),
                fromAvro(committable.getRuns()));
    }

    static io.reducto.schemas.ingest.SinkState toAvro(SinkState state) {
        return new io.reducto.schemas.ingest.SinkState(
                AvroCommits.id(state.lineage()), state.previous());
    }

    static SinkState fromAvro(io.reducto.schemas.ingest.SinkState state) {
        return new SinkState(LineageId.read(state.getLineage().bytes(), 0), state.getPrevious());
    }

    private static List<io.reducto.schemas.ingest.RunDraft> toAvro(List<RunDraft> runs) {
        return runs.stream().map(AvroIngest::toAvro).toList();
    }

    private static io.reducto.schemas.ingest.RunDraft toAvro(RunDraft run) {
        return new io.reducto.schemas.ingest.RunDraft(
                io.reducto.schemas.repository.RunKind.valueOf(run.kind().name()),
                run.level(),
                run.entries(),
                run.bytes(),
                AvroStripes.toAvro(run.root()),
                run.rootEntry());
    }

    private static List<RunDraft> fromAvro(List<io.reducto.schemas.ingest.RunDraft> runs) {
        return runs.stream().map(AvroIngest::fromAvro).toList();
    }

    private static RunDraft fromAvro(io.reducto.schemas.ingest.RunDraft run) {
        return new RunDraft(
                RunKind.valueOf(run.getKind().name()),
                run.getLevel(),
                run.getEntries(),
                run.getBytes(),
                AvroStripes.fromAvro(run.getRoot()),
                run.getRootEntry());
    }
}
