package io.reducto.memory.secret;

/**
 * A place of a text that holds a secret, without the secret.
 *
 * @param detector the name of what recognised it, see {@code docs/format/memory.md}
 * @param start the first of its UTF-16 units
 * @param end the one behind its last
 * @param fingerprint the first 16 hex digits of the BLAKE3-256 of its UTF-8: equal for equal
 *     secrets, wherever they stand
 */
public record Finding(String detector, int start, int end, String fingerprint) {
    /** Hex digits of a fingerprint. */
    public static final int FINGERPRINT_DIGITS = 16;

    /** Refuses an empty place. */
    public Finding {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "finding of %s: expected 0 <= start < end, found %d to %d"
                            .formatted(detector, start, end));
        }
    }
}
