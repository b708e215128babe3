package io.reducto.repository.format;

import io.reducto.codec.LineageId;
import java.util.Comparator;

/**
 * A lineage that may not commit any more, because it ended or by command. Its last committable is
 * kept, so that a repetition of it is recognised.
 *
 * @param lineage its id
 * @param checkpoint id of its last committable; 0 when there was none
 * @param commit number of the commit that published it; 0 when there was none
 * @param digest of that committable; {@link Digest#ZERO} where there is none
 * @param retired number of the commit that retired it
 */
public record RetiredLineage(
        LineageId lineage, long checkpoint, long commit, Digest digest, long retired) {
    /** The order in which a record lists them: by id. */
    public static final Comparator<RetiredLineage> ORDER =
            Comparator.comparing(RetiredLineage::lineage, LineageEntry.ID_ORDER);

    /** Checks the limits above. */
    public RetiredLineage {
        Rule.range("checkpoint id", checkpoint, 0, Long.MAX_VALUE);
        Rule.range("retiring commit", retired, 1, CommitFormat.NUMBER_MAX);
        Rule.range("commit of a retired lineage", commit, 0, retired);
    }
}
