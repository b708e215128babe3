package io.reducto.tier;

/**
 * The reading side of a store. Each method is one request, holds nothing open when it returns, and
 * may be called by any number of threads.
 *
 * <p><b>Read after write.</b> What {@link ObjectWriter#putIfAbsent} stored is seen by every read
 * and listing that begins after it returned, from any process. An object is seen whole or not at
 * all.
 *
 * <p><b>Visible before durable.</b> A store may show an object a moment before the put that made it
 * has returned; a power failure in that moment can take it away. Whoever builds something on an
 * object that he has read but not written puts it again first: {@link ObjectExistsException}
 * promises that it is durable.
 *
 * <p><b>Errors.</b> {@link ObjectNotFoundException} only when the store itself was reached; a store
 * that is gone or is another one is an {@link ObjectStoreException}.
 */
public interface ObjectReader {
    /** Most objects in one page of a listing, as in S3. */
    int PAGE_OBJECTS_MAX = 1000;

    /** Longest tail in bytes. */
    int TAIL_BYTES_MAX = 64 << 20;

    /**
     * Length of an object in bytes.
     *
     * @throws ObjectNotFoundException if there is none of that name
     */
    long length(ObjectName name) throws ObjectStoreException;

    /**
     * Reads exactly {@code length} bytes from {@code offset} of the object into {@code target} at
     * {@code targetOffset}. A length of 0 reads nothing, yet checks that the object is there and
     * has at least {@code offset} bytes. After an exception the range of the target is undefined.
     *
     * @throws RangeNotSatisfiableException if the object ends before the range does
     * @throws ObjectNotFoundException if there is none of that name
     * @throws IllegalArgumentException if {@code offset} is negative
     * @throws IndexOutOfBoundsException if the range of the target is not inside it
     */
    void read(ObjectName name, long offset, byte[] target, int targetOffset, int length)
            throws ObjectStoreException;

    /**
     * Reads the last {@code bytesMax} bytes, or the whole object if it is shorter, and tells its
     * length: one request for a trailer, or for all of a small object.
     *
     * @param bytesMax 1 to {@link #TAIL_BYTES_MAX}
     * @throws ObjectNotFoundException if there is none of that name
     */
    ObjectTail readTail(ObjectName name, int bytesMax) throws ObjectStoreException;

    /**
     * One page of the objects whose names begin with {@code prefix} and come after {@code
     * startAfter}, in the order of their full names. {@code ""} for no prefix, and for the start.
     *
     * <p>An object that was there before the call and is still there after it is in the listing;
     * one put or deleted meanwhile may be or not. A listing over several pages is no snapshot. Use
     * {@link ObjectListing} to walk it.
     *
     * @throws IllegalArgumentException if either has characters that names do not have
     */
    ObjectPage list(String prefix, String startAfter) throws ObjectStoreException;
}
