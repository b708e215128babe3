package io.reducto.tier;

/**
 * The name of an object inside its store, on which file systems and S3 agree.
 *
 * <pre>
 * name    := segment ( '/' segment )*       1 to 512 characters
 * segment := [a-z0-9_+-] [a-z0-9._+-]*      1 to 128 characters, without ".."
 * </pre>
 *
 * <p>Names are ASCII, so that the order of {@link String}, of bytes and of S3 are one order. Lower
 * case only, so that no file system takes two names for one. {@code a} and {@code a/b} may both
 * exist. Anything else is a bad call: {@link IllegalArgumentException}.
 */
public record ObjectName(String value) implements Comparable<ObjectName> {
    /** Longest name, in characters; S3 allows 1024 bytes together with the prefix of the volume. */
    public static final int LENGTH_MAX = 512;

    /** Longest segment, in characters; file systems allow 255 bytes. */
    public static final int SEGMENT_LENGTH_MAX = 128;

    private static final int SHOWN_MAX = 64;

    /** Checks the grammar. */
    public ObjectName {
        checkCharacters(value, "object name");
        if (value.isEmpty()) {
            throw refused("object name", value, "it is empty");
        }
        for (String segment : value.split("/", -1)) {
            checkSegment(value, segment);
        }
    }

    /** The name of that value. */
    public static ObjectName of(String value) {
        return new ObjectName(value);
    }

    /**
     * Returns {@code prefix} if it consists of characters of names; it need not be a name, and
     * {@code ""} is the prefix of all.
     */
    public static String checkPrefix(String prefix) {
        checkCharacters(prefix, "prefix");
        return prefix;
    }

    private static void checkSegment(String name, String segment) {
        if (segment.isEmpty()) {
            throw refused("object name", name, "it has an empty segment");
        }
        if (segment.length() > SEGMENT_LENGTH_MAX) {
            throw refused(
                    "object name",
                    name,
                    "a segment has %d characters, at most %d are allowed"
                            .formatted(segment.length(), SEGMENT_LENGTH_MAX));
        }
        if (segment.charAt(0) == '.' || segment.contains("..")) {
            throw refused(
                    "object name", name, "a segment begins with '.' or has two of them in a row");
        }
    }

    private static void checkCharacters(String value, String what) {
        if (value.length() > LENGTH_MAX) {
            throw refused(
                    what,
                    value,
                    "it has %d characters, at most %d are allowed"
                            .formatted(value.length(), LENGTH_MAX));
        }
        for (int at = 0; at < value.length(); at++) {
            if (!isAllowed(value.charAt(at))) {
                throw refused(
                        what,
                        value,
                        "the character U+%04X at %d is none of [a-z0-9._+-/]"
                                .formatted((int) value.charAt(at), at));
            }
        }
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '+' && c <= '9' && c != ',') || c == '_';
    }

    private static IllegalArgumentException refused(String what, String value, String why) {
        String shown = value.length() > SHOWN_MAX ? value.substring(0, SHOWN_MAX) + "…" : value;
        return new IllegalArgumentException(
                "%s \"%s\" refused: %s"
                        .formatted(what, shown.replaceAll("[^\\x20-\\x7e…]", "?"), why));
    }

    @Override
    public int compareTo(ObjectName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
