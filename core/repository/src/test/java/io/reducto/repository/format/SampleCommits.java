package io.reducto.repository.format;

import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.erasure.Geometry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Records with known content. */
final class SampleCommits {
    static final RepositoryId REPOSITORY = RepositoryId.parse("00112233445566778899aabbccddeeff");
    static final Geometry FOUR_PLUS_TWO = new Geometry(4, 2);

    private static final LineageId LIVE = new LineageId(1, 2);
    private static final LineageId JOINED = new LineageId(-1, 0);

    private SampleCommits() {}

    static Digest digest(int seed) {
        return Digest.of(new byte[] {(byte) seed});
    }

    static Stripe stripe(int seed, int... ordinals) {
        List<ShardPlacement> shards =
                java.util.Arrays.stream(ordinals)
                        .mapToObj(o -> new ShardPlacement(o, "v" + (o + 1)))
                        .toList();
        return new Stripe(
                new PackId(seed, ~seed),
                "hot",
                1,
                FOUR_PLUS_TWO,
                32L << 20,
                70_000,
                digest(seed),
                shards);
    }

    static Run run(RunKind kind, long first, long last, int seed) {
        return new Run(
                kind, 0, first, last, 1000, 40_000, stripe(seed, 0, 1, 2, 3, 4, 5), seed % 7);
    }

    /** The first commit of a repository: as little as a record can hold. */
    static CommitRecord first() {
        return new CommitRecord(
                1,
                1,
                Digest.ZERO,
                1_767_225_600_000L,
                CommitKind.JOIN,
                Optional.empty(),
                List.of(),
                List.of(new LineageEntry(LIVE, 0, 1, Digest.ZERO, LineageProgress.NONE)),
                List.of(),
                0,
                List.of());
    }

    /** At least one of everything, and a degraded stripe. */
    static CommitRecord full() {
        return new CommitRecord(
                118,
                2,
                digest(117),
                1_767_225_612_345L,
                CommitKind.EPOCH,
                Optional.of(new Origin(LIVE, 42, 40, digest(42))),
                List.of(
                        run(RunKind.INDEX, 1, 64, 1),
                        new Run(RunKind.INDEX, 0, 118, 118, 7, 300, stripe(2, 0, 2, 3, 5), 3),
                        run(RunKind.INDEX, 118, 118, 3),
                        run(RunKind.CATALOGUE, 1, 118, 4),
                        run(RunKind.STRIPES, 118, 118, 5),
                        run(RunKind.CONDEMNED, 100, 100, 6),
                        run(RunKind.RETIRED, 1, 90, 7)),
                List.of(
                        new LineageEntry(
                                LIVE,
                                42,
                                118,
                                digest(42),
                                new LineageProgress(3, 41, OptionalLong.of(40))),
                        new LineageEntry(JOINED, 0, 117, Digest.ZERO, LineageProgress.NONE)),
                List.of(new RetiredLineage(new LineageId(9, 9), 7, 50, digest(7), 51)),
                3,
                List.of(new CorpusReference(new UUID(5, 6), digest(56))));
    }
}
