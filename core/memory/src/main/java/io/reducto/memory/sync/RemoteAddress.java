package io.reducto.memory.sync;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A branch of a repository that is reached by its address.
 *
 * @param url as {@code git} takes it; may hold a password and is then not to be shown
 * @param branch without {@code refs/heads/}; empty for the one that the remote's HEAD names
 */
public record RemoteAddress(String url, String branch) implements Serializable {
    /**
     * User and password as RFC 3986 has them; else, where there would be no port behind the colon,
     * with a password that is not encoded.
     */
    private static final Pattern CREDENTIALS =
            Pattern.compile("//(?:[^/]*|[^/:\\[]*:(?!\\d{1,5}/).*)@");

    /** Refuses what {@code git} would take for an option. */
    public RemoteAddress {
        if (url.isBlank() || url.startsWith("-") || branch.startsWith("-")) {
            throw new IllegalArgumentException(
                    "remote: expected an address, and a branch or none, found \"%s\" and \"%s\""
                            .formatted(shown(url), branch));
        }
    }

    /** Reads {@code url} or {@code url#branch}. */
    public static RemoteAddress parse(String text) {
        int mark = text.lastIndexOf('#');
        return mark < 0
                ? new RemoteAddress(text, "")
                : new RemoteAddress(text.substring(0, mark), text.substring(mark + 1));
    }

    private static String shown(String url) {
        return CREDENTIALS.matcher(url).replaceFirst("//");
    }

    /** As it is read, without user and password. */
    @Override
    public String toString() {
        return branch.isEmpty() ? shown(url) : shown(url) + "#" + branch;
    }
}
