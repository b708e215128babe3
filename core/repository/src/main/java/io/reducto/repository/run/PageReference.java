package io.reducto.repository.run;

/**
 * Where a page of a run is.
 *
 * @param pack ordinal of its pack among those of the run
 * @param entry ordinal of its entry in that pack
 */
public record PageReference(int pack, int entry) {
    static final int BYTES = 8;

    /** Refuses negative ordinals. */
    public PageReference {
        if (pack < 0 || entry < 0) {
            throw new IllegalArgumentException(
                    "page: expected ordinals from 0, found pack %d, entry %d"
                            .formatted(pack, entry));
        }
    }

    /** {@code pack:entry}. */
    @Override
    public String toString() {
        return pack + ":" + entry;
    }
}
