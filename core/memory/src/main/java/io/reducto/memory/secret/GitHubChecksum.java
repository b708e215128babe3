package io.reducto.memory.secret;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The last six characters of a GitHub token: CRC-32 of the 30 before them, without the prefix, in
 * base 62 with the digits before the capitals before the small letters.
 */
final class GitHubChecksum {
    /** Characters of a token that has one, without its prefix. */
    static final int BODY_CHARS = 36;

    private static final int CHECKED_CHARS = 30;
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private GitHubChecksum() {}

    /** Tokens of other lengths have no checksum that is known, and pass. */
    static boolean holds(String body) {
        return body.length() != BODY_CHARS || body.endsWith(of(body.substring(0, CHECKED_CHARS)));
    }

    static String of(String checked) {
        CRC32 crc = new CRC32();
        crc.update(checked.getBytes(StandardCharsets.US_ASCII));
        StringBuilder reversed = new StringBuilder();
        long rest = crc.getValue();
        for (int i = CHECKED_CHARS; i < BODY_CHARS; i++) {
            reversed.append(DIGITS.charAt((int) (rest % DIGITS.length())));
            rest /= DIGITS.length();
        }
        return reversed.reverse().toString();
    }
}
