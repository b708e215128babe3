package io.reducto.jobs.ingest;

/** A job that would break a promise; the message says which, why, and what to do. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }

    RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
