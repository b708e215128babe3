package io.reducto.repository.format;

import io.reducto.codec.LineageId;

/**
 * The committable that a commit publishes; {@code protocol} 3.
 *
 * <p>{@code previous} lets a publisher tell three things apart that the table of lineages alone
 * cannot: the normal next epoch (the table says {@code previous}), another attempt that has
 * published in between (more), and a repository that has lost commits (less).
 *
 * @param lineage whose epoch it is
 * @param checkpoint id of the checkpoint at which the epoch ended, from 1; with the lineage the key
 *     of the committable
 * @param previous checkpoint id of the committable with content before it in this lineage, 0 for
 *     the first
 * @param digest of the committable
 */
public record Origin(LineageId lineage, long checkpoint, long previous, Digest digest) {
    /** Checks that {@code previous} comes before {@code checkpoint}. */
    public Origin {
        Rule.range("checkpoint id", checkpoint, 1, Long.MAX_VALUE);
        Rule.range("previous checkpoint id", previous, 0, checkpoint - 1);
    }

    /** Lineage and checkpoint id, as errors name a committable. */
    @Override
    public String toString() {
        return "lineage %s, checkpoint %d".formatted(lineage, checkpoint);
    }
}
