package io.reducto.memory.git;

import java.util.regex.Pattern;

/**
 * Text without the credentials of URLs, and without control characters that a terminal obeys. A
 * password that was not encoded may hold slashes, quotes and {@code @}: behind a colon in the place
 * of the user everything goes up to the last {@code @} before white space.
 */
final class Masked {
    /** Bounded, or many addresses in one long line would be read again for each of them. */
    private static final String UNENCODED = ":\\S{0,8192}";

    private static final Pattern WEB_USER =
            Pattern.compile(
                    "(?i)\\b((?:https?|ftps?)://)(?:[^/\\s'\":@]*" + UNENCODED + "|[^/\\s'\"]*)@");
    private static final Pattern PASSWORD =
            Pattern.compile("\\b([A-Za-z][A-Za-z0-9+.-]*://[^/\\s'\":@]*)" + UNENCODED + "@");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private Masked() {}

    static String text(String text) {
        String web = WEB_USER.matcher(text).replaceAll("$1***@");
        String all = PASSWORD.matcher(web).replaceAll("$1:***@");
        return CONTROL.matcher(all).replaceAll("");
    }
}
