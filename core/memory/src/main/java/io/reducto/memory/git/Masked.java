package io.reducto.memory.git;

import java.util.regex.Pattern;

/** Text without the credentials of URLs, and without control characters that a terminal obeys. */
final class Masked {
    private static final Pattern WEB_USER =
            Pattern.compile("(?i)\\b((?:https?|ftps?)://)[^/\\s'\"]*@");
    private static final Pattern PASSWORD =
            Pattern.compile("\\b([A-Za-z][A-Za-z0-9+.-]*://[^/\\s'\":@]*):[^/\\s'\"]*@");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private Masked() {}

    static String text(String text) {
        String web = WEB_USER.matcher(text).replaceAll("$1***@");
        String all = PASSWORD.matcher(web).replaceAll("$1:***@");
        return CONTROL.matcher(all).replaceAll("");
    }
}
