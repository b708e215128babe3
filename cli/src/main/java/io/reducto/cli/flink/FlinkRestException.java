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

    FlinkRestException(URI uri, int status, String message) {
        super(
                "%s: %s%s"
                        .formatted(
                                uri,
                                status == NO_STATUS ? "" : "status " + status + ": ",
                                message));
        this.uri = uri;
        this.status = status;
    }

    /** What was asked. */
    public URI uri() {
        return uri;
    }

    /** The HTTP status, or {@link #NO_STATUS}. */
    public int status() {
        return status;
    }
}
