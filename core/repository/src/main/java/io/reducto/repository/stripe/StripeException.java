package io.reducto.repository.stripe;

import java.io.IOException;

/**
 * A stripe that cannot be written durable or cannot be read: too many of its volumes fail at once.
 * Says which shards failed and why; their failures are the suppressed exceptions. What is returned
 * or believed never is wrong because of it.
 */
public final class StripeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** {@code message} names pack, place, expected, found, and what to do. */
    public StripeException(String message, Iterable<? extends Throwable> failures) {
        super(message);
        failures.forEach(this::addSuppressed);
    }
}
