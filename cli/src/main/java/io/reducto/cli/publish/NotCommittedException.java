package io.reducto.cli.publish;

import java.io.IOException;

/** What was published is not going to be committed, or was not in time. For the user. */
public final class NotCommittedException extends IOException {
    private static final long serialVersionUID = 1L;

    NotCommittedException(String message) {
        super(message);
    }
}
