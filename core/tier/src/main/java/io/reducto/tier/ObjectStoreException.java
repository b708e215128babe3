package io.reducto.tier;

import org.jspecify.annotations.Nullable;

/**
 * Bad world: a store did not do what it was asked. The message names store, operation and object,
 * what was expected, what was found, and what to do about it.
 *
 * <p>When {@link ObjectWriter#putIfAbsent} fails with anything but {@link ObjectExistsException},
 * its outcome is unknown: the object is there whole, or not at all.
 *
 * <p>If the calling thread was interrupted, its interrupt status is set when this is thrown.
 */
public class ObjectStoreException extends Exception {
    private static final long serialVersionUID = 1L;

    private final StoreCall call;

    /**
     * @param expected what a healthy store would have answered
     * @param found what it answered
     * @param remedy what an operator does about it
     */
    public ObjectStoreException(
            StoreCall call,
            String expected,
            String found,
            String remedy,
            @Nullable Throwable cause) {
        super("%s: expected %s, found %s; %s".formatted(call, expected, found, remedy), cause);
        this.call = call;
    }

    /** The call that failed. */
    public StoreCall call() {
        return call;
    }
}
