package io.reducto.cli.publish;

/** Brokers do not answer, or do not take what was sent. The message is for the user. */
public final class PublishException extends Exception {
    private static final long serialVersionUID = 1L;

    PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
