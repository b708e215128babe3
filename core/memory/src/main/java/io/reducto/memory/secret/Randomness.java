package io.reducto.memory.secret;

/** What tells a secret from a word, a path or a gap that is to be filled. */
final class Randomness {
    private static final int SAME_MAX = 5;
    private static final int ASCENDING_MAX = 7;

    /** Of four letters or more: shorter ones stand in random text too often. */
    private static final String[] STAND_INS = {
        "example",
        "placeholder",
        "change_me",
        "change-me",
        "changeme",
        "redacted",
        "your-",
        "your_",
        "dummy",
        "xxxx",
        "****",
        "....",
    };

    private Randomness() {}

    /** Bits per character, by the frequencies of the characters of {@code text}. */
    static double entropy(CharSequence text) {
        int[] counts = new int[128];
        int length = text.length();
        for (int i = 0; i < length; i++) {
            counts[Math.min(text.charAt(i), 127)]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                bits += count * (Math.log((double) length / count) / Math.log(2));
            }
        }
        return length == 0 ? 0 : bits / length;
    }

    static boolean hasDigit(CharSequence text) {
        return text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    static boolean hasLetter(CharSequence text) {
        return text.chars()
                .anyMatch(c -> Scan.lower((char) c) >= 'a' && Scan.lower((char) c) <= 'z');
    }

    static boolean hasUpperAndLower(CharSequence text) {
        return text.chars().anyMatch(c -> c >= 'a' && c <= 'z')
                && text.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
    }

    /** Whether {@code text} marks a gap: {@code your-key}, {@code xxxx}, {@code 12345678}. */
    static boolean isStandIn(CharSequence text) {
        int same = 1;
        int ascending = 1;
        for (int i = 1; i < text.length(); i++) {
            int step = text.charAt(i) - text.charAt(i - 1);
            same = step == 0 ? same + 1 : 1;
            ascending = step == 1 ? ascending + 1 : 1;
            if (same > SAME_MAX || ascending > ASCENDING_MAX) {
                return true;
            }
        }
        return containsStandIn(text);
    }

    private static boolean containsStandIn(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            for (String word : STAND_INS) {
                if (Scan.matches(text, word, i, true)) {
                    return true;
                }
            }
        }
        return false;
    }
}
