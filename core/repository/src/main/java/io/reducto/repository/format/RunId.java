package io.reducto.repository.format;

import io.reducto.codec.PackId;
import java.util.Comparator;

/**
 * Identity of a run: where its root page is.
 *
 * @param pack the pack that holds the root page
 * @param entry ordinal of the root page in that pack
 */
public record RunId(PackId pack, int entry) implements Comparable<RunId> {
    private static final Comparator<RunId> ORDER =
            Comparator.comparing(RunId::pack).thenComparingInt(RunId::entry);

    @Override
    public int compareTo(RunId other) {
        return ORDER.compare(this, other);
    }

    /** Pack id and entry, such as {@code 6a9f…/17}. */
    @Override
    public String toString() {
        return pack + "/" + entry;
    }
}
