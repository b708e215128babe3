package io.reducto.repository.log;

import io.reducto.codec.LineageId;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.Origin;
import io.reducto.repository.log.LineageException.Reason;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * May this committable be published on top of that record? {@code protocol} 3.2, with the
 * predecessor of the committable beside it. Pure.
 *
 * <pre>
 * table says E for the lineage; key K, restored R, predecessor P
 *   K = E, same digest   done already          K = E, other digest  fork
 *   K &lt; E ≤ R            done already          K &lt; E, E &gt; R         fork
 *   K &gt; E = P            publish               K &gt; E &gt; P            fork
 *   K &gt; P &gt; E            repository behind     (no row: E = 0)
 * </pre>
 */
final class LineageRule {
    private LineageRule() {}

    /** Number of the commit that holds it already; empty when it is to be published. */
    static OptionalLong doneBy(CommitRecord head, Origin origin, long restored) {
        Row row = row(head, origin.lineage());
        if (origin.checkpoint() == row.checkpoint) {
            if (!origin.digest().equals(row.digest)) {
                throw new LineageException(
                        Reason.FORK_OTHER_DIGEST,
                        origin,
                        "commit %d holds it with digest %s, not %s"
                                .formatted(row.commit, row.digest, origin.digest()));
            }
            return OptionalLong.of(row.commit);
        }
        if (origin.checkpoint() < row.checkpoint) {
            if (row.checkpoint > restored) {
                throw beyond(origin, row, "restored from checkpoint " + restored);
            }
            return OptionalLong.of(row.commit);
        }
        checkNext(head, origin, row);
        return OptionalLong.empty();
    }

    private static void checkNext(CommitRecord head, Origin origin, Row row) {
        if (row.isRetired) {
            throw new LineageException(
                    Reason.RETIRED,
                    origin,
                    "the lineage was retired, its last commit is " + row.commit);
        }
        if (row.checkpoint > origin.previous()) {
            throw beyond(origin, row, "the committable before it was " + origin.previous());
        }
        boolean isUnknown = row.checkpoint == 0 && row.commit == 0;
        if (row.checkpoint < origin.previous() || (isUnknown && head.hasRetiredRuns())) {
            throw new LineageException(
                    Reason.REPOSITORY_BEHIND,
                    origin,
                    "expected checkpoint %d as its last in commit %d, found %d"
                            .formatted(origin.previous(), head.number(), row.checkpoint));
        }
    }

    private static LineageException beyond(Origin origin, Row row, String attempt) {
        return new LineageException(
                Reason.FORK_BEYOND_RESTORED,
                origin,
                "commit %d holds checkpoint %d, yet this attempt was not its author (%s)"
                        .formatted(row.commit, row.checkpoint, attempt));
    }

    private static Row row(CommitRecord head, LineageId lineage) {
        Optional<Row> live =
                head.lineage(lineage)
                        .map(e -> new Row(e.checkpoint(), e.commit(), e.digest(), false));
        Optional<Row> retired =
                head.retired(lineage)
                        .map(e -> new Row(e.checkpoint(), e.commit(), e.digest(), true));
        return live.or(() -> retired).orElse(new Row(0, 0, Digest.ZERO, false));
    }

    private record Row(long checkpoint, long commit, Digest digest, boolean isRetired) {}
}
