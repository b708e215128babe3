package io.reducto.repository.format;

import java.util.regex.Pattern;

/**
 * Names of volumes, tiers and failure domains.
 *
 * <pre>name := [a-z0-9] [a-z0-9._-]*     1 to 64 characters</pre>
 */
final class Names {
    static final int LENGTH_MAX = 64;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private Names() {}

    static String check(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            String shown = name.length() > LENGTH_MAX ? name.substring(0, LENGTH_MAX) : name;
            throw new IllegalArgumentException(
                    "%s: expected 1 to %d of a-z 0-9 . _ - beginning with a letter or digit, found '%s'"
                            .formatted(what, LENGTH_MAX, shown.replaceAll("[^ -~]", "?")));
        }
        return name;
    }
}
