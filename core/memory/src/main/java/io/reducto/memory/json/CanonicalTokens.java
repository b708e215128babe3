package io.reducto.memory.json;

/**
 * Steps over the tokens of a canonical text, in bytes. Whatever else stands there it refuses; it
 * refuses escapes of lone surrogates too, which few texts have.
 */
final class CanonicalTokens {
    private static final String SHORT_ESCAPES = "\"\\bfnrt";

    /** Control characters that have a short escape, a bit for each. */
    private static final int SHORT = 1 << '\b' | 1 << '\f' | 1 << '\n' | 1 << '\r' | 1 << '\t';

    private static final int HEX = 16;

    private byte[] bytes = new byte[0];
    private int at;
    private int end;

    void fill(byte[] text, int from, int to) {
        bytes = text;
        at = from;
        end = to;
    }

    /** Where it stands. */
    int at() {
        return at;
    }

    /** The byte at which it stands; a blank at the end. */
    int next() {
        return at < end ? bytes[at] : ' ';
    }

    boolean take(char c) {
        boolean isNext = next() == c;
        at += isNext ? 1 : 0;
        return isNext;
    }

    /** A string of ASCII without escapes. */
    boolean plain() {
        if (!take('"')) {
            return false;
        }
        int i = at;
        while (i < end && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        at = i;
        return take('"');
    }

    boolean string() {
        int i = at + 1;
        while (i < end) {
            byte b = bytes[i];
            if (b == '"') {
                at = i + 1;
                return true;
            }
            if (b == '\\') {
                i += escape(i + 1);
                i++;
            } else if (b >= ' ') {
                i++;
            } else {
                int length = Utf8.length(bytes, i, end);
                if (length == 0) {
                    return false;
                }
                i += length;
            }
        }
        return false;
    }

    /** How long the escape is behind its backslash; behind the end where it is none of ours. */
    private int escape(int from) {
        if (from < end && SHORT_ESCAPES.indexOf(bytes[from]) >= 0) {
            return 1;
        }
        return isControl(from) ? 5 : end - from + 1;
    }

    /** Whether {@code u00xx} is the escape of a control character that has no short one. */
    private boolean isControl(int from) {
        if (end - from < 5
                || bytes[from] != 'u'
                || bytes[from + 1] != '0'
                || bytes[from + 2] != '0') {
            return false;
        }
        int high = bytes[from + 3] - '0';
        byte digit = bytes[from + 4];
        boolean isDigit = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
        return isDigit
                && (high == 0 || high == 1)
                && (SHORT >> (high * HEX + Character.digit(digit, HEX)) & 1) == 0;
    }

    boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!take(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    boolean number() {
        take('-');
        if (!take('0') && !digits()) {
            return false;
        }
        if (take('.') && !digits()) {
            return false;
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            return digits();
        }
        return true;
    }

    private boolean digits() {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at > from;
    }
}
