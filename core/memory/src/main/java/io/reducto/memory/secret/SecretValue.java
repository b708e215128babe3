package io.reducto.memory.secret;

import java.util.Locale;
import java.util.Set;

/** Whether a value that stands beside a telling name is a secret itself. */
final class SecretValue {
    /** What is longer is a document. */
    static final int CHARS_MAX = 4096;

    private static final int PASSWORD_CHARS_MIN = 8;
    private static final double PASSWORD_ENTROPY_MIN = 2;
    private static final String PASSWORD_SIGNS = "!@#$%^&*+?~";

    private static final int KEY_CHARS_MIN = 16;
    private static final double KEY_ENTROPY_MIN = 2.75;
    private static final int PART_DIGITS_MAX = 4;
    private static final int PART_LETTERS_MAX = 16;

    /** Values that everyone writes where a secret would stand. */
    private static final Set<String> USUAL =
            Set.of(
                    "password",
                    "passwd",
                    "pass",
                    "secret",
                    "token",
                    "hunter2",
                    "test",
                    "null",
                    "none",
                    "true",
                    "false",
                    "undefined",
                    "unknown",
                    "password123",
                    "username:password");

    private SecretValue() {}

    static boolean isSecret(SecretName name, String value) {
        if (value.length() > CHARS_MAX
                || value.chars().anyMatch(c -> c <= ' ' || Character.isWhitespace(c))
                || isGap(value)) {
            return false;
        }
        return switch (name) {
            case OTHER -> false;
            case PASSWORD -> isPassword(value);
            case KEY -> isKey(value);
        };
    }

    private static boolean isPassword(String value) {
        return value.length() >= PASSWORD_CHARS_MIN
                && (Randomness.hasDigit(value)
                        || value.chars().anyMatch(c -> PASSWORD_SIGNS.indexOf(c) >= 0))
                && Randomness.entropy(value) >= PASSWORD_ENTROPY_MIN;
    }

    private static boolean isKey(String value) {
        return value.length() >= KEY_CHARS_MIN
                && Randomness.hasDigit(value)
                && Randomness.hasLetter(value)
                && Randomness.entropy(value) >= KEY_ENTROPY_MIN
                && !isIdentifier(value);
    }

    /** Whether each part is a word or a short number, as in {@code db-credentials-v2}. */
    private static boolean isIdentifier(String value) {
        int letters = 0;
        int digits = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (CharClass.ALNUM.has(c)) {
                letters++;
                if (digits > 0) {
                    return false;
                }
            } else {
                letters = 0;
                digits = 0;
            }
            if (digits > PART_DIGITS_MAX || letters > PART_LETTERS_MAX) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code value} is to be filled in, or names the place of a secret. */
    static boolean isGap(String value) {
        if (value.isEmpty() || USUAL.contains(value.toLowerCase(Locale.ROOT))) {
            return true;
        }
        return refersElsewhere(value) || Randomness.isStandIn(value);
    }

    private static boolean refersElsewhere(String value) {
        char first = value.charAt(0);
        return "<{$%/~*".indexOf(first) >= 0
                || value.startsWith("./")
                || value.startsWith("arn:")
                || value.startsWith("[")
                || value.contains("://")
                || value.contains("${")
                || value.contains("{{")
                || value.contains("***")
                || value.contains("...")
                || value.contains("\u2026");
    }
}
