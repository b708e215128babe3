package io.reducto.schemas.segment;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message that breaks a rule of its wire form. Bad data, never a bug: it becomes a {@link
 * Rejection} as soon as its position is known. Without a stack trace, since hostile input makes as
 * many of them as it likes.
 */
public final class MessageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectionReason reason;
    private final transient Optional<UploadId> upload;
    private final transient OptionalLong ordinal;
    private final String expected;
    private final String found;

    MessageException(RejectionReason reason, String expected, String found) {
        this(reason, Optional.empty(), OptionalLong.empty(), expected, found);
    }

    private MessageException(
            RejectionReason reason,
            Optional<UploadId> upload,
            OptionalLong ordinal,
            String expected,
            String found) {
        super("%s: expected %s, found %s".formatted(reason, expected, found), null, false, false);
        this.reason = reason;
        this.upload = upload;
        this.ordinal = ordinal;
        this.expected = expected;
        this.found = found;
    }

    static MessageException malformed(String expected, String found) {
        return new MessageException(RejectionReason.MALFORMED, expected, found);
    }

    /** The same, of a segment of which this much could be told. */
    MessageException of(UploadId known, OptionalLong itsOrdinal) {
        return new MessageException(reason, Optional.of(known), itsOrdinal, expected, found);
    }

    /** What rule was broken. */
    public RejectionReason reason() {
        return reason;
    }

    /** What would have been right. */
    public String expected() {
        return expected;
    }

    /** What was there instead; printable and short, whatever was sent. */
    public String found() {
        return found;
    }

    /** As it is told to the consumers of {@code rejected}. */
    public Rejection at(Position position) {
        return new Rejection(reason, position, upload, ordinal, expected, found);
    }
}
