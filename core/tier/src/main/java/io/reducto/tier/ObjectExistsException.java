package io.reducto.tier;

import org.jspecify.annotations.Nullable;

/**
 * An object of that name is present, and is durable; it was left untouched. For the protocol this
 * is an answer, not a fault: another writer was first.
 */
public final class ObjectExistsException extends ObjectStoreException {
    private static final long serialVersionUID = 1L;

    /** {@code cause} is the answer of the back end, where there was one. */
    public ObjectExistsException(StoreCall call, @Nullable Throwable cause) {
        super(
                call,
                "no object of that name",
                "one that is present",
                "objects are never overwritten: choose another name, or use the one present",
                cause);
    }
}
