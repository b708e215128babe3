package io.reducto.memory.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;

/** Strings of canonical texts: how one is written, and all of an object seen or changed. */
public final class JsonStrings {
    private static final String HEX = "0123456789abcdef";

    private JsonStrings() {}

    /** Appends {@code text} in quotes, with the shortest escapes. */
    public static void quote(String text, StringBuilder out) {
        out.append('"');
        int plainFrom = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
                continue;
            }
            if (isPair(text, i)) {
                i++;
                continue;
            }
            out.append(text, plainFrom, i);
            escape(c, out);
            plainFrom = i + 1;
        }
        out.append(text, plainFrom, text.length()).append('"');
    }

    /** What a string of canonical text says, its quotes included. */
    static String unquote(String quoted) {
        String inner = quoted.substring(1, quoted.length() - 1);
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        try (JsonParser parser = Parsers.of(quoted)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw new IllegalStateException("canonical text that cannot be read", e);
        }
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    private static void escape(char c, StringBuilder out) {
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\b' -> out.append('b');
            case '\f' -> out.append('f');
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            default -> {
                out.append('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt((c >> shift) & 0xf));
                }
            }
        }
    }

    /**
     * The canonical value with every string and every name replaced by what {@code change} makes of
     * it, decoded. It is given the name of the field whose value the string is, or is in an array
     * of, and nothing for a name itself. Where two names of one object become the same, the later
     * one gets {@code #2}, {@code #3} and so on.
     *
     * @param value canonical text in UTF-8
     */
    public static byte[] map(byte[] value, BinaryOperator<String> change) {
        return StringWalk.map(value, change);
    }

    /**
     * Shows every string and every name of the canonical value to {@code seen}, decoded, in their
     * order, with the field as for {@link #map}.
     *
     * @param value canonical text in UTF-8
     */
    public static void forEach(byte[] value, BiConsumer<String, String> seen) {
        StringWalk.forEach(value, seen);
    }
}
