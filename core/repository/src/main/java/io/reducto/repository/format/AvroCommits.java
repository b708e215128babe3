package io.reducto.repository.format;

import io.reducto.codec.LineageId;
import io.reducto.schemas.repository.Commit;
import io.reducto.schemas.repository.Id128;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Commit records: between our types and the generated ones. */
final class AvroCommits {
    private AvroCommits() {}

    static Commit toAvro(CommitRecord record) {
        return Commit.newBuilder()
                .setNumber(record.number())
                .setGeneration(record.generation())
                .setParent(AvroStripes.toAvro(record.parent()))
                .setTime(record.time())
                .setKind(io.reducto.schemas.repository.CommitKind.valueOf(record.kind().name()))
                .setOrigin(record.origin().map(AvroCommits::toAvro).orElse(null))
                .setRuns(record.runs().stream().map(AvroStripes::toAvro).toList())
                .setLineages(record.lineages().stream().map(AvroCommits::toAvro).toList())
                .setRetired(record.retired().stream().map(AvroCommits::toAvro).toList())
                .setCollection(record.collection())
                .setCorpora(record.corpora().stream().map(AvroCommits::toAvro).toList())
                .build();
    }

    static CommitRecord fromAvro(Commit commit) {
        return new CommitRecord(
                commit.getNumber(),
                commit.getGeneration(),
                AvroStripes.fromAvro(commit.getParent()),
                commit.getTime(),
                CommitKind.valueOf(commit.getKind().name()),
                Optional.ofNullable(commit.getOrigin()).map(AvroCommits::fromAvro),
                commit.getRuns().stream().map(AvroStripes::fromAvro).toList(),
                commit.getLineages().stream().map(AvroCommits::fromAvro).toList(),
                commit.getRetired().stream().map(AvroCommits::fromAvro).toList(),
                commit.getCollection(),
                commit.getCorpora().stream().map(AvroCommits::fromAvro).toList());
    }

    static io.reducto.schemas.repository.Origin toAvro(Origin origin) {
        return new io.reducto.schemas.repository.Origin(
                id(origin.lineage()),
                origin.checkpoint(),
                origin.previous(),
                AvroStripes.toAvro(origin.digest()));
    }

    static Origin fromAvro(io.reducto.schemas.repository.Origin origin) {
        return new Origin(
                lineage(origin.getLineage()),
                origin.getCheckpoint(),
                origin.getPrevious(),
                AvroStripes.fromAvro(origin.getDigest()));
    }

    private static io.reducto.schemas.repository.LineageEntry toAvro(LineageEntry entry) {
        LineageProgress progress = entry.progress();
        OptionalLong upload = progress.oldestUpload();
        return new io.reducto.schemas.repository.LineageEntry(
                id(entry.lineage()),
                entry.checkpoint(),
                entry.commit(),
                AvroStripes.toAvro(entry.digest()),
                progress.collection(),
                progress.collectionCheckpoint(),
                upload.isPresent() ? upload.getAsLong() : null);
    }

    private static LineageEntry fromAvro(io.reducto.schemas.repository.LineageEntry entry) {
        OptionalLong upload =
                Optional.ofNullable(entry.getOldestUpload())
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty());
        return new LineageEntry(
                lineage(entry.getLineage()),
                entry.getCheckpoint(),
                entry.getCommit(),
                AvroStripes.fromAvro(entry.getDigest()),
                new LineageProgress(
                        entry.getCollection(), entry.getCollectionCheckpoint(), upload));
    }

    private static io.reducto.schemas.repository.RetiredLineage toAvro(RetiredLineage entry) {
        return new io.reducto.schemas.repository.RetiredLineage(
                id(entry.lineage()),
                entry.checkpoint(),
                entry.commit(),
                AvroStripes.toAvro(entry.digest()),
                entry.retired());
    }

    private static RetiredLineage fromAvro(io.reducto.schemas.repository.RetiredLineage entry) {
        return new RetiredLineage(
                lineage(entry.getLineage()),
                entry.getCheckpoint(),
                entry.getCommit(),
                AvroStripes.fromAvro(entry.getDigest()),
                entry.getRetired());
    }

    private static io.reducto.schemas.repository.CorpusReference toAvro(CorpusReference corpus) {
        return new io.reducto.schemas.repository.CorpusReference(
                AvroStripes.id(
                        corpus.corpus().getMostSignificantBits(),
                        corpus.corpus().getLeastSignificantBits()),
                AvroStripes.toAvro(corpus.manifest()));
    }

    private static CorpusReference fromAvro(io.reducto.schemas.repository.CorpusReference corpus) {
        ByteBuffer id = ByteBuffer.wrap(corpus.getCorpus().bytes());
        return new CorpusReference(
                new UUID(id.getLong(), id.getLong()), AvroStripes.fromAvro(corpus.getManifest()));
    }

    static Id128 id(LineageId lineage) {
        return AvroStripes.id(lineage.high(), lineage.low());
    }

    private static LineageId lineage(Id128 id) {
        return LineageId.read(id.bytes(), 0);
    }
}
