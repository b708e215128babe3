package io.reducto.tier;

import java.nio.ByteBuffer;

/** The writing side of a store. May be called by any number of threads and processes. */
public interface ObjectWriter {
    /** Longest object in bytes: what S3 takes in a single PUT. */
    long OBJECT_BYTES_MAX = 5L << 30;

    /**
     * Stores an object under a name that is not in use. The content is the remaining bytes of all
     * buffers in order; the buffers, heap or direct, are left as they are, so that the call can be
     * repeated, and must not change meanwhile.
     *
     * <p><b>Atomic.</b> No reader ever sees a part, whatever dies. <b>Durable</b> when it returns:
     * the bytes and the name survive a power failure. <b>Exclusive</b>: of any number of puts of
     * one name, in any processes, exactly one returns normally.
     *
     * <p>After any other failure than {@link ObjectExistsException} the outcome is unknown. Put
     * again: an {@link ObjectExistsException} then means that somebody's object is there; who must
     * know whether it is his own puts something of his own into the content and compares.
     *
     * @throws ObjectExistsException if the name is in use; the object present is durable and
     *     unchanged
     * @throws IllegalArgumentException if there are more than {@link #OBJECT_BYTES_MAX} bytes
     */
    void putIfAbsent(ObjectName name, ByteBuffer... content) throws ObjectStoreException;

    /**
     * Deletes an object. When it returns the name is free, for good; deleting what is not there is
     * no error, so the call can be repeated. A read that has begun may finish or fail.
     */
    void delete(ObjectName name) throws ObjectStoreException;
}
