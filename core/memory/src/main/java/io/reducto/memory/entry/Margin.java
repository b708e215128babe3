package io.reducto.memory.entry;

/**
 * Where entries begin on their lines, to find the next one behind text that is no JSON.
 *
 * <p>Strings have no line breaks, so a line that begins an object begins one in fact. Whether it is
 * an entry or lies inside one tells its margin, the white space before it: that of the first entry.
 * Where entries do not begin lines, or what lies inside them has the same margin, nothing is found:
 * better much is put aside than a part of an entry taken for one.
 */
final class Margin {
    private static final int UNKNOWN = -1;

    private final char[] text;
    private final int length;
    private int ofEntries = UNKNOWN;
    private boolean isKnown;

    Margin(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** Notes an entry; the first one counts. */
    void entryAt(int at) {
        if (!isKnown) {
            isKnown = true;
            ofEntries = margin(at);
        }
    }

    /**
     * The start of the next entry: behind what begins at {@code from} and is no JSON at {@code at};
     * the end of the text where none is found.
     */
    int next(int from, int at) {
        entryAt(from);
        if (ofEntries == UNKNOWN) {
            return length;
        }
        int line = lineAfter(from);
        while (line < length) {
            int start = skip(line);
            int next = lineAfter(start);
            char c = start < length ? text[start] : '\n';
            boolean isInside = c == '{' || c == '"';
            int margin = isInside ? margin(start) : 0;
            if (c == '"' && margin <= ofEntries) {
                return length;
            }
            if (c == '{' && margin == ofEntries && at < next) {
                return start;
            }
            line = next;
        }
        return length;
    }

    /** White characters before {@code at} on its line; unknown where there are others. */
    private int margin(int at) {
        int white = 0;
        for (int i = at - 1; i >= 0 && text[i] != '\n'; i--) {
            if (text[i] == ' ' || text[i] == '\t') {
                white++;
            } else if (!isBetween(text[i]) && text[i] != '\r') {
                return UNKNOWN;
            }
        }
        return white;
    }

    private static boolean isBetween(char c) {
        return c == ',' || c == '[';
    }

    /** Over white space and what may stand before an entry on its line. */
    private int skip(int line) {
        int at = line;
        while (at < length && (text[at] == ' ' || text[at] == '\t' || isBetween(text[at]))) {
            at++;
        }
        return at;
    }

    private int lineAfter(int at) {
        int end = at;
        while (end < length && text[end] != '\n') {
            end++;
        }
        return end < length ? end + 1 : length;
    }
}
