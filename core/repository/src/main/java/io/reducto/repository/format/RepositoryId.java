package io.reducto.repository.format;

import java.util.HexFormat;

/**
 * Identity of a repository: 128 random bits, drawn when it is created; in the envelope of each of
 * its commit records.
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record RepositoryId(long high, long low) {
    private static final int DIGITS = 32;

    /** The id that 32 hexadecimal digits name; {@link IllegalArgumentException} otherwise. */
    public static RepositoryId parse(String hex) {
        if (hex.length() != DIGITS) {
            throw new IllegalArgumentException(
                    "repository id: expected 32 hexadecimal digits, found " + hex.length());
        }
        return new RepositoryId(
                HexFormat.fromHexDigitsToLong(hex, 0, 16),
                HexFormat.fromHexDigitsToLong(hex, 16, 32));
    }

    /** The 32 hexadecimal digits of this id. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
