package io.reducto.tier;

import java.io.Serializable;
import java.net.URI;

/**
 * Which call failed.
 *
 * @param store address of the store, without secrets
 * @param operation what was asked
 * @param subject object name, prefix, or {@code ""} when the call is about the whole store
 */
public record StoreCall(URI store, StoreOperation operation, String subject)
        implements Serializable {
    /** A call about one object. */
    public static StoreCall of(URI store, StoreOperation operation, ObjectName name) {
        return new StoreCall(store, operation, name.value());
    }

    @Override
    public String toString() {
        return subject.isEmpty()
                ? "%s: %s".formatted(store, operation)
                : "%s: %s %s".formatted(store, operation, subject);
    }
}
