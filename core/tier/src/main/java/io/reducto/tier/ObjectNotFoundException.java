package io.reducto.tier;

import org.jspecify.annotations.Nullable;

/** The store was reached, and the object is not in it. Never means that the store is missing. */
public final class ObjectNotFoundException extends ObjectStoreException {
    private static final long serialVersionUID = 1L;

    /** {@code cause} is the answer of the back end, where there was one. */
    public ObjectNotFoundException(StoreCall call, @Nullable Throwable cause) {
        super(
                call,
                "an object",
                "none of that name",
                "check the name, or look on another volume",
                cause);
    }
}
