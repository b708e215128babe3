package io.reducto.memory.secret;

import java.util.List;

/**
 * What stands in a text where a secret was: {@code [secret:<detector>:<fingerprint>]}. A mask is
 * never part of a finding, so a masked text has none.
 */
public final class SecretMask {
    static final String OPENING = "[secret:";

    private static final int NAME_MAX = 40;

    private SecretMask() {}

    /**
     * {@code text} with a mask in each of the places of {@code findings}, which ascend and do not
     * overlap, as {@link SecretScanner#find} answers them.
     */
    public static String mask(CharSequence text, List<Finding> findings) {
        StringBuilder masked = new StringBuilder(text.length());
        int done = 0;
        for (Finding finding : findings) {
            if (finding.start() < done || finding.end() > text.length()) {
                throw new IllegalArgumentException(
                        "mask: expected a finding between %d and %d, found %d to %d"
                                .formatted(done, text.length(), finding.start(), finding.end()));
            }
            masked.append(text, done, finding.start()).append(of(finding));
            done = finding.end();
        }
        return masked.append(text, done, text.length()).toString();
    }

    /** How long the mask of {@code finding} is. */
    static int length(Finding finding) {
        return of(finding).length();
    }

    private static String of(Finding finding) {
        return OPENING + finding.detector() + ':' + finding.fingerprint() + ']';
    }

    /** The end of the mask that begins at {@code from}, behind {@link #OPENING}; -1 without one. */
    static int end(CharSequence text, int from) {
        int colon = from;
        int last = Math.min(text.length() - 1, from + NAME_MAX);
        while (colon < last && text.charAt(colon) != ':') {
            colon++;
        }
        int end = colon + 1 + Finding.FINGERPRINT_DIGITS;
        boolean whole =
                colon > from
                        && end < text.length()
                        && text.charAt(colon) == ':'
                        && Fingerprint.isAt(text, colon + 1)
                        && text.charAt(end) == ']';
        return whole ? end + 1 : -1;
    }
}
