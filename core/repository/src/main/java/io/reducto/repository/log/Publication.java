package io.reducto.repository.log;

/** What publishing came to. */
public sealed interface Publication {
    /**
     * A new commit, on m + 1 volumes or more.
     *
     * @param commit the record and its bytes
     */
    record Published(StoredCommit commit) implements Publication {}

    /**
     * An earlier call or attempt had published it; side effects that follow a commit are made
     * again.
     *
     * @param number of the commit that holds the lineage's committable of this checkpoint or, when
     *     the table is already beyond it, of a later one
     */
    record DoneAlready(long number) implements Publication {}

    /** There was nothing to publish, and nothing was written. */
    record NothingNew() implements Publication {}
}
