package io.reducto.repository.format;

import java.util.Comparator;
import java.util.List;

/**
 * Checks of records in their constructors: {@link IllegalArgumentException} with what was found.
 */
final class Rule {
    private Rule() {}

    static void range(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s: expected %d to %d, found %d".formatted(what, least, most, value));
        }
    }

    static void holds(boolean rule, String expected, Object found) {
        if (!rule) {
            throw new IllegalArgumentException("expected %s, found %s".formatted(expected, found));
        }
    }

    /**
     * A copy of {@code list}, which has at most {@code most} elements, each greater than the one
     * before.
     */
    static <T> List<T> ascending(String what, List<T> list, int most, Comparator<T> order) {
        range(what + " count", list.size(), 0, most);
        for (int i = 1; i < list.size(); i++) {
            holds(
                    order.compare(list.get(i - 1), list.get(i)) < 0,
                    what + " in ascending order, each once",
                    "%s before %s".formatted(list.get(i - 1), list.get(i)));
        }
        return List.copyOf(list);
    }
}
