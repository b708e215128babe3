package io.reducto.cli;

/** What the process ends with; part of the interface. */
public enum ExitCode {
    /** Done. */
    OK(0),
    /** Something that none of the others says; the message does. */
    FAILED(1),
    /** The command line was wrong; nothing was done. */
    USAGE(2),
    /** There is no such object, version, commit or volume. */
    NOT_FOUND(3),
    /** Too many shards are lost or damaged; nothing wrong was written. */
    UNREADABLE(4),
    /** The object is what was stored, and the SHA-256 that its publisher declared is another. */
    DECLARED_DIGEST(5),
    /** Volumes or brokers do not answer; try again when they do. */
    UNAVAILABLE(6),
    /** The local cluster is not up, or not all of it. */
    CLUSTER_DOWN(7),
    /** Everything can be read, and redundancy is lost: shards or copies are missing or damaged. */
    DEGRADED(8),
    /** A user's Ctrl-C ended it, as every JVM ends. What was under way is given up. */
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number. */
    public int code() {
        return code;
    }
}
