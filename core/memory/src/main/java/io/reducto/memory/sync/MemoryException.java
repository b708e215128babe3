package io.reducto.memory.sync;

/** A command of a memory could not do its work. What was known is still known. */
public final class MemoryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why, as far as a caller acts on it. */
    public enum Kind {
        /** The folder is no clone, or {@code init} was not run in it. */
        NOT_SET_UP,
        /** There is no such entry, or no such replica. */
        NOT_FOUND,
        /** Another command of this clone is at work and does not end. */
        BUSY,
        /** The remote does not answer; what was taken is kept here. */
        UNREACHABLE,
        /** The remote says no: authentication, permission, a hook; what was taken is kept here. */
        REFUSED,
        /** A newer release wrote what is there. */
        TOO_NEW,
        /** Anything else; the message says it. */
        FAILED
    }

    MemoryException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    MemoryException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What a caller may do about it. */
    public Kind kind() {
        return kind;
    }
}
