package io.reducto.memory.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;

/**
 * Credentials behind the name of their scheme, as in {@code Authorization: Bearer …}. The place is
 * that of the credentials.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, section 2.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7617#section-2">RFC 7617, section 2</a>
 */
record HttpCredentials(String name, String scheme, CharClass body, Predicate<String> check)
        implements Detector {
    private static final int TOKEN_CHARS_MIN = 20;
    private static final double TOKEN_ENTROPY_MIN = 3;

    static HttpCredentials bearer() {
        return new HttpCredentials(
                "bearer-token", "bearer ", CharClass.TOKEN68, HttpCredentials::isToken);
    }

    static HttpCredentials basic() {
        return new HttpCredentials(
                "basic-credentials",
                "basic ",
                CharClass.BASE64_PADDED,
                HttpCredentials::isUserAndPassword);
    }

    @Override
    public List<String> anchors() {
        return List.of(scheme);
    }

    @Override
    public boolean ignoresCase() {
        return true;
    }

    @Override
    public void inspect(Scan scan, int at, int from) {
        int end = scan.runEnd(body, from);
        while (end > from && scan.at(end - 1) == '.') {
            end--;
        }
        if (scan.opens(at) && scan.closes(end) && check.test(scan.text(from, end))) {
            scan.add(this, from, end);
        }
    }

    private static boolean isToken(String text) {
        return text.length() >= TOKEN_CHARS_MIN
                && Randomness.hasDigit(text)
                && Randomness.hasLetter(text)
                && Randomness.entropy(text) >= TOKEN_ENTROPY_MIN
                && !Randomness.isStandIn(text);
    }

    private static boolean isUserAndPassword(String text) {
        try {
            String decoded =
                    new String(Base64.getDecoder().decode(text), StandardCharsets.ISO_8859_1);
            int colon = decoded.indexOf(':');
            return colon >= 0
                    && decoded.chars().noneMatch(c -> c < ' ')
                    && !SecretValue.isGap(decoded.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return false; // not base64
        }
    }
}
