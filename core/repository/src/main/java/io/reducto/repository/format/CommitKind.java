package io.reducto.repository.format;

/** Why a commit was written. Order and names are part of the format. */
public enum CommitKind {
    /** New content of a lineage. */
    EPOCH,
    /** Only the fields of a lineage that a collection waits for. */
    PROGRESS,
    /** Runs replaced by an equal one. */
    MERGE,
    /** Shards moved or repaired, nothing else. */
    PLACEMENT,
    /** A lineage enters the table before its first epoch. */
    JOIN,
    /** A lineage leaves the table by command. */
    RETIREMENT,
    /** Reserved: a version of an object is deleted. */
    DELETION,
    /** Reserved: ids are condemned, or condemned ones deleted. */
    COLLECTION,
    /** Reserved: corpora attached or detached. */
    CORPORA;

    /** Whether a record of this kind publishes a committable, and so has an origin. */
    public boolean hasOrigin() {
        return this == EPOCH || this == PROGRESS;
    }
}
