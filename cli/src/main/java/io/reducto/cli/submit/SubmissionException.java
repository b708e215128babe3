package io.reducto.cli.submit;

import java.io.IOException;

/** A job was not taken, or did not come to run; the message is for the user. */
public final class SubmissionException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With a message that stands for itself. */
    public SubmissionException(String message) {
        super(message);
    }

    /** With a message that stands for itself, and what led to it. */
    public SubmissionException(String message, Throwable cause) {
        super(message, cause);
    }
}
