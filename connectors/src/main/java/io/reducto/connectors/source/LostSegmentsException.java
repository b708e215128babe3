package io.reducto.connectors.source;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The offset that a job must read next is not on its topic any more. The job ends and is not
 * restarted: no attempt would find it, and skipping would lose data without a word.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class LostSegmentsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostSegmentsException(String message, Throwable cause) {
        super(message, cause);
    }
}
