package io.reducto.schemas.segment;

import java.util.List;
import java.util.Optional;

/** Reads a message of the topic {@code segments}, of whichever form it is. */
public final class SegmentMessage {
    private SegmentMessage() {}

    /**
     * The segment in a message. With any header that begins with {@value SegmentHeaders#PREFIX} it
     * is of the plain form, otherwise its value begins as {@link SegmentCodec} says.
     *
     * @param headers all headers of the message
     * @param value its value, empty for a tombstone; the plain form does not copy it
     * @throws MessageException UNKNOWN_SCHEMA where it is of neither form, otherwise MALFORMED
     */
    public static Segment parse(List<SegmentHeader> headers, Optional<byte[]> value)
            throws MessageException {
        byte[] bytes =
                value.orElseThrow(
                        () -> MessageException.malformed("a value", "none (a tombstone)"));
        return SegmentHeaders.arePlain(headers)
                ? SegmentHeaders.parse(headers, bytes)
                : SegmentCodec.decode(bytes);
    }
}
