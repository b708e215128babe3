package io.reducto.memory.entry;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;

/**
 * The way in which nearly all tools write a time: {@code 2026-01-31T23:59:59.123Z}, with up to nine
 * digits behind the point or none, and {@code +00:00} or nothing in place of {@code Z}. It is read
 * without the pattern of {@link UserTime}, which costs much for each.
 */
final class UtcTime {
    private static final String PLAIN = "0000-00-00T00:00:00";
    private static final List<String> UTC = List.of("Z", "+00:00");
    private static final int FRACTION_MAX = 9;
    private static final int MILLIS_DIGITS = 3;
    private static final int HOURS = 24;
    private static final int SIXTY = 60;
    private static final int TEN = 10;
    private static final long MILLIS_PER_SECOND = 1000;

    private UtcTime() {}

    /** Milliseconds since 1970; empty where it is something else or no time. */
    static OptionalLong millis(String text) {
        int end = zoneFrom(text);
        if (end < PLAIN.length() || !isPlain(text)) {
            return OptionalLong.empty();
        }
        long fraction = fraction(text, end);
        int year = number(text, 0, 4);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (fraction < 0 || year == 0 || hour >= HOURS || minute >= SIXTY || second >= SIXTY) {
            return OptionalLong.empty();
        }
        try {
            long day = LocalDate.of(year, number(text, 5, 7), number(text, 8, 10)).toEpochDay();
            long seconds = ((day * HOURS + hour) * SIXTY + minute) * SIXTY + second;
            return OptionalLong.of(seconds * MILLIS_PER_SECOND + fraction);
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static int zoneFrom(String text) {
        for (String zone : UTC) {
            if (text.endsWith(zone)) {
                return text.length() - zone.length();
            }
        }
        return text.length();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < PLAIN.length(); i++) {
            char expected = PLAIN.charAt(i);
            char c = text.charAt(i);
            if (expected == '0' ? !isDigit(c) : c != expected) {
                return false;
            }
        }
        return true;
    }

    /** Whole milliseconds of what stands between the seconds and {@code end}; else -1. */
    private static long fraction(String text, int end) {
        int from = PLAIN.length() + 1;
        if (end == from - 1) {
            return 0;
        }
        if (text.charAt(from - 1) != '.' || end == from || end - from > FRACTION_MAX) {
            return -1;
        }
        long millis = 0;
        for (int i = from; i < Math.max(end, from + MILLIS_DIGITS); i++) {
            if (i < end && !isDigit(text.charAt(i))) {
                return -1;
            }
            if (i < from + MILLIS_DIGITS) {
                millis = TEN * millis + (i < end ? text.charAt(i) - '0' : 0);
            }
        }
        return millis;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = TEN * number + text.charAt(i) - '0';
        }
        return number;
    }
}
