package io.reducto.tier;

/** The object is shorter than the range that was asked for. Nothing was read. */
public final class RangeNotSatisfiableException extends ObjectStoreException {
    private static final long serialVersionUID = 1L;

    private final long objectLength;

    /**
     * @param offset first byte asked for
     * @param length number of bytes asked for
     * @param objectLength length of the object in bytes
     */
    public RangeNotSatisfiableException(
            StoreCall call, long offset, long length, long objectLength) {
        super(
                call,
                "%d bytes at offset %d".formatted(length, offset),
                "an object of %d bytes".formatted(objectLength),
                "who wrote the range down and who wrote the object disagree: verify both",
                null);
        this.objectLength = objectLength;
    }

    /** Length of the object in bytes. */
    public long objectLength() {
        return objectLength;
    }
}
