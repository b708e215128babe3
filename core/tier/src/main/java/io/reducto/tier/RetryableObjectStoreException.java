package io.reducto.tier;

import org.jspecify.annotations.Nullable;

/**
 * A failure that may pass: a connection that broke, a time-out, a store that asks to slow down. The
 * call may or may not have had its effect. Only the retry decorator repeats calls.
 */
public class RetryableObjectStoreException extends ObjectStoreException {
    private static final long serialVersionUID = 1L;

    /** As {@link ObjectStoreException}. */
    public RetryableObjectStoreException(
            StoreCall call,
            String expected,
            String found,
            String remedy,
            @Nullable Throwable cause) {
        super(call, expected, found, remedy, cause);
    }
}
