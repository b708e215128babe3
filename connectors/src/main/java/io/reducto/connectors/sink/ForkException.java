package io.reducto.connectors.sink;

import io.reducto.repository.log.LineageException;
import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The job must not publish what it has, and no further attempt may either: it ends and is not
 * restarted. The message says why and what to do.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class ForkException extends IOException {
    private static final long serialVersionUID = 1L;

    ForkException(LineageException cause) {
        super(cause.getMessage(), cause);
    }
}
