package io.reducto.cli.flink;

import java.io.IOException;
import java.net.URI;

/** A cluster did not answer, or did not do what it was asked. */
public final class FlinkRestException extends IOException {
    private static final long serialVersionUID = 1L;

    /** When there was no answer. */
    public static final int NO_STATUS = 0;

    private final URI uri;
    private final int status;
    private final String answer;

    FlinkRestException(URI uri, int status, String message) {
        this(uri, status, message, message);
    }

    FlinkRestException(URI uri, int status, String message, String answer) {
        super(
                "%s: %s%s"
                        .formatted(
                                uri,
                                status == NO_STATUS ? "" : "status " + status + ": ",
                                message));
        this.uri = uri;
        this.status = status;
        this.answer = answer;
    }

    /** What was asked. */
    public URI uri() {
        return uri;
    }

    /** The HTTP status, or {@link #NO_STATUS}. */
    public int status() {
        return status;
    }

    /** The whole answer, of a stack trace what was thrown and not from where. */
    public String answer() {
        return answer;
    }
}
