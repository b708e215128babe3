package io.reducto.jobs.engine;

/** A job that would break a promise; the message says which, why, and what to do. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** Refuses; the message begins with {@code refused: }. */
    public RefusedException(String message) {
        super(message);
    }

    /** Refuses because of {@code cause}. */
    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
