package io.reducto.repository.format;

import java.util.Comparator;
import java.util.UUID;

/**
 * An attached corpus.
 *
 * @param corpus its GUID
 * @param manifest digest of its manifest
 */
public record CorpusReference(UUID corpus, Digest manifest) {
    static final Comparator<CorpusReference> ORDER =
            Comparator.<CorpusReference, Long>comparing(
                            c -> c.corpus().getMostSignificantBits(), Long::compareUnsigned)
                    .thenComparing(
                            c -> c.corpus().getLeastSignificantBits(), Long::compareUnsigned);
}
