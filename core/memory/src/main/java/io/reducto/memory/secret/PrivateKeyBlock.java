package io.reducto.memory.secret;

import java.util.List;

/**
 * Private keys in their textual encoding, the whole block: PKCS#1, PKCS#8, SEC 1, OpenSSH, PGP;
 * with real or escaped newlines. A block that is cut off ends with its last line of base64.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4880#section-6.2">RFC 4880, section 6.2</a>
 */
final class PrivateKeyBlock implements Detector {
    private static final String DASHES = "-----";
    private static final String END = "-----END ";
    private static final int LABEL_CHARS_MAX = 64;

    /** A line of base64 that is shorter may be a word of a text about keys. */
    private static final int LINE_CHARS_MIN = 24;

    @Override
    public String name() {
        return "private-key";
    }

    @Override
    public List<String> anchors() {
        return List.of("-----BEGIN ");
    }

    @Override
    public void inspect(Scan scan, int at, int from) {
        int labelEnd = labelEnd(scan, from);
        if (labelEnd < 0 || !scan.text(from, labelEnd).contains("PRIVATE KEY")) {
            return;
        }
        int body = labelEnd + DASHES.length();
        int next = body;
        while (scan.at(next) != Scan.NONE && !scan.matches(DASHES, next, false)) {
            next++;
        }
        int lastLine = lastLine(scan, body, next);
        if (lastLine > 0) {
            scan.add(this, at, end(scan, next, lastLine));
        }
    }

    private static int end(Scan scan, int next, int lastLine) {
        if (scan.matches(END, next, false)) {
            int labelEnd = labelEnd(scan, next + END.length());
            return labelEnd < 0 ? next : labelEnd + DASHES.length();
        }
        return lastLine;
    }

    /** Where the five dashes behind a label begin; -1 where there is no label. */
    private static int labelEnd(Scan scan, int from) {
        int end = from;
        while (end - from < LABEL_CHARS_MAX && isLabel(scan.at(end))) {
            end++;
        }
        return scan.matches(DASHES, end, false) ? end : -1;
    }

    private static boolean isLabel(char c) {
        return c == ' ' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /**
     * The end of the last line of base64 in {@code [from, to)} and of one shorter line behind it; 0
     * where there is none.
     */
    private static int lastLine(Scan scan, int from, int to) {
        int last = 0;
        int lastLong = 0;
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || !CharClass.BASE64_PADDED.has(scan.at(i))) {
                if (i - start >= LINE_CHARS_MIN) {
                    last = lastLong = i;
                } else if (lastLong > 0
                        && i > start
                        && start == lastLong + newlineLength(scan, lastLong)) {
                    last = i;
                }
                start = i + 1;
            }
        }
        return last;
    }

    /** An escaped one counts as its backslash: what follows that is a sign of base64. */
    private static int newlineLength(Scan scan, int at) {
        char c = scan.at(at);
        if (c == '\r' && scan.at(at + 1) == '\n') {
            return 2;
        }
        return c == '\n' || c == '\\' ? 1 : 0;
    }
}
