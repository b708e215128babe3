package io.reducto.tier;

import java.net.URI;

/**
 * One volume: a flat, ordered space of named, immutable objects, written once and whole.
 *
 * <p><b>Threads.</b> All methods may be called by several threads at once. A thread that is
 * interrupted may fail its own call, with the interrupt status set, and never harms another's.
 *
 * <p><b>Time-outs.</b> A remote back end bounds every request by a connect, a read and a total
 * time-out and reports a {@link RetryableObjectStoreException} when one has passed. A local file
 * system gives no such means: a call lasts as long as the disk does.
 *
 * <p><b>Calls after {@link #close}</b> are bad calls: {@link IllegalStateException}.
 */
public interface ObjectStore extends ObjectReader, ObjectWriter, AutoCloseable {
    /**
     * The full address under which this very volume is found again; {@link ObjectStores#open} of it
     * refuses another volume that stands in its place. Holds no secrets.
     */
    URI uri();

    /**
     * Removes what writers that are no longer alive have left behind and no listing shows. Never
     * touches what a living writer uses; safe at any time.
     *
     * @return number of left-over pieces removed; 0 for stores that have none
     */
    long sweep() throws ObjectStoreException;

    /** Lets go of local resources; idempotent. Nothing that was acknowledged depends on it. */
    @Override
    void close() throws ObjectStoreException;
}
