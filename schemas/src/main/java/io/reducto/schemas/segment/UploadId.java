package io.reducto.schemas.segment;

/**
 * Identity of an upload: one attempt to publish one version of an object; {@code protocol} 6.1.
 *
 * @param dataSet objects that share a policy
 * @param object its name in the data set
 * @param version opaque
 * @param upload chosen by the publisher, another one for each attempt
 */
public record UploadId(String dataSet, String object, String version, String upload) {
    /** Longest part in UTF-16 units. */
    public static final int PART_CHARS_MAX = 1024;

    /**
     * Refuses parts that are empty, too long, or hold control characters or half a surrogate pair.
     */
    public UploadId {
        check("data set", dataSet);
        check("object", object);
        check("version", version);
        check("upload", upload);
    }

    private static void check(String what, String part) {
        if (part.isEmpty() || part.length() > PART_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "%s: expected 1 to %d characters, found %d"
                            .formatted(what, PART_CHARS_MAX, part.length()));
        }
        // Of a surrogate pair codePoints makes one code point, of half a pair it leaves the half.
        if (part.codePoints().anyMatch(UploadId::isRefused)) {
            throw new IllegalArgumentException(
                    what + ": expected no control characters or unpaired surrogates, found one");
        }
    }

    private static boolean isRefused(int codePoint) {
        return codePoint < ' '
                || codePoint == 0x7f
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    /** As errors name an upload. */
    @Override
    public String toString() {
        return "%s/%s@%s upload %s".formatted(dataSet, object, version, upload);
    }
}
