package io.reducto.repository.format;

import io.reducto.codec.LineageId;
import java.util.Comparator;

/**
 * A lineage that may commit: a row of the table of live lineages.
 *
 * @param lineage its id
 * @param checkpoint id of its last committable with content; 0 when it has joined only
 * @param commit number of the commit that published it, or in which the lineage joined
 * @param digest of that committable; {@link Digest#ZERO} where there is none
 * @param progress what a collection waits for
 */
public record LineageEntry(
        LineageId lineage, long checkpoint, long commit, Digest digest, LineageProgress progress) {
    static final Comparator<LineageId> ID_ORDER =
            Comparator.comparing(LineageId::high, Long::compareUnsigned)
                    .thenComparing(LineageId::low, Long::compareUnsigned);

    /** The order in which a record lists them: by id. */
    public static final Comparator<LineageEntry> ORDER =
            Comparator.comparing(LineageEntry::lineage, ID_ORDER);

    /** Checks the limits above. */
    public LineageEntry {
        Rule.range("checkpoint id", checkpoint, 0, Long.MAX_VALUE);
        Rule.range("commit of a lineage", commit, 1, CommitFormat.NUMBER_MAX);
    }

    /** This row with other progress. */
    public LineageEntry with(LineageProgress other) {
        return new LineageEntry(lineage, checkpoint, commit, digest, other);
    }
}
