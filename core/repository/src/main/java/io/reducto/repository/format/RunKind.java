package io.reducto.repository.format;

/** What the keys and values of a run are. Order and names are part of the format. */
public enum RunKind {
    /** Chunk id to pack id and entry ordinal: the location index. */
    INDEX,
    /** Data set, object and version to recipe. */
    CATALOGUE,
    /** Pack id to stripe: the stripe catalogue. */
    STRIPES,
    /** Reserved: ids that a collection has condemned. */
    CONDEMNED,
    /** Reserved: lineages retired long ago. */
    RETIRED
}
