package io.reducto.cli.cluster;

import java.io.IOException;

/** A local cluster does not do what was asked; the message is for the user. */
public final class ClusterException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With a message that stands for itself. */
    public ClusterException(String message) {
        super(message);
    }
}
