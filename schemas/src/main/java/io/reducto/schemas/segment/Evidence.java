package io.reducto.schemas.segment;

import java.util.HexFormat;

/** What a message about hostile bytes shows of them: printable, and never more than a line. */
final class Evidence {
    private static final int CHARS_MAX = 80;
    private static final int BYTES_MAX = 10;

    private Evidence() {}

    static String text(String found) {
        String shown = found.length() > CHARS_MAX ? found.substring(0, CHARS_MAX) : found;
        String printable = "'" + shown.replaceAll("[^ -~]", "?") + "'";
        return found.length() > CHARS_MAX
                ? printable + "… of %d characters".formatted(found.length())
                : printable;
    }

    static String firstBytes(byte[] found) {
        return found.length == 0
                ? "no bytes"
                : "%d bytes that begin with %s"
                        .formatted(
                                found.length,
                                HexFormat.of()
                                        .formatHex(found, 0, Math.min(found.length, BYTES_MAX)));
    }

    static void checkContent(long length) throws MessageException {
        if (length > Segment.CONTENT_BYTES_MAX) {
            throw MessageException.malformed(
                    "content of at most %d bytes".formatted(Segment.CONTENT_BYTES_MAX),
                    length + " bytes");
        }
    }
}
