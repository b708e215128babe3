package io.reducto.schemas.segment;

/**
 * A piece of an object on its way in.
 *
 * @param upload whose piece it is
 * @param ordinal its place in the upload, from 0, without gaps
 * @param isLast whether the object ends with it
 * @param declared what the publisher says of the object, as far as it is said here
 * @param content its bytes, none or more; not to be written to
 */
public record Segment(
        UploadId upload, long ordinal, boolean isLast, Declaration declared, byte[] content) {
    /** Most bytes that our own publisher puts into one: stock clients send up to 1 MB. */
    public static final int CONTENT_BYTES = 960 << 10;

    /** Most bytes that a reader accepts. */
    public static final int CONTENT_BYTES_MAX = 16 << 20;

    /** Refuses a negative ordinal and content beyond the limit. */
    public Segment {
        if (ordinal < 0) {
            throw new IllegalArgumentException("ordinal: expected 0 or more, found " + ordinal);
        }
        if (content.length > CONTENT_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "content: expected at most %d bytes, found %d"
                            .formatted(CONTENT_BYTES_MAX, content.length));
        }
    }
}
