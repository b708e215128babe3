package io.reducto.memory.secret;

import java.util.List;
import java.util.function.Predicate;

/**
 * A prefix that says what it is, and behind it one run of characters of a known length.
 *
 * @param min the fewest characters behind the prefix
 * @param max the most
 * @param check what else holds for those characters
 */
record PrefixedToken(
        String name,
        List<String> anchors,
        CharClass body,
        int min,
        int max,
        Predicate<String> check)
        implements Detector {

    static PrefixedToken of(String name, CharClass body, int min, int max, String... prefixes) {
        return new PrefixedToken(name, List.of(prefixes), body, min, max, text -> true);
    }

    PrefixedToken with(Predicate<String> alsoHolds) {
        return new PrefixedToken(name, anchors, body, min, max, alsoHolds);
    }

    @Override
    public void inspect(Scan scan, int at, int from) {
        if (isAt(scan, at, from)) {
            scan.add(this, at, end(scan, from));
        }
    }

    /** Whether a token begins at {@code at} whose prefix ends at {@code from}. */
    boolean isAt(Scan scan, int at, int from) {
        if (!scan.opens(at)) {
            return false;
        }
        int end = end(scan, from);
        if (end - from < min || end - from > max || !scan.closes(end)) {
            return false;
        }
        if (!scan.isFirstLook(this, end)) {
            return false;
        }
        String text = scan.text(from, end);
        return !Randomness.isStandIn(text) && check.test(text);
    }

    private int end(Scan scan, int from) {
        int end = scan.runEnd(body, from);
        while (end > from && scan.at(end - 1) == '.') {
            end--;
        }
        return end;
    }
}
