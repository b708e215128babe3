package io.reducto.connectors.source;

/** A topic is not there, not as it must be, or its brokers do not answer. */
public final class TopicException extends Exception {
    private static final long serialVersionUID = 1L;

    TopicException(String message) {
        super(message);
    }

    TopicException(String message, Throwable cause) {
        super(message, cause);
    }
}
