package io.reducto.memory.json;

import io.reducto.testkit.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values of JSON that are drawn, and their texts by a way of their own: the canonical one, the
 * sorted one, and one as somebody might have written it.
 */
public final class RandomJson {
    private static final String[] NUMBERS = {
        "0", "-0", "1", "1.0", "-1.50", "1e999", "1E+2", "0e-7", "12345678901234567890", "-0.0"
    };
    private static final String[] LITERALS = {"true", "false", "null"};
    private static final String[] NAMES = {
        "",
        "a",
        "b",
        "id",
        "key",
        "Z",
        "\u00e4",
        "\ud83d\udc18",
        "\uffee",
        "\ud83d",
        "a b",
        "\"",
        "text"
    };
    private static final char[] CHARACTERS = {
        'a', 'b', ' ', '"', '\\', '/', '\0', '\b', '\t', '\n', '\f', '\r', '\u001f', '\u007f',
        '\u0080', '\u00e4', '\u20ac', '\u2028', '\ud83d', '\udc18', '\uffff', '{', '}', '[', ',',
        ':'
    };

    /** A number or literal as it is written. */
    private record Lexeme(String text) {}

    private final Seed seed;

    /** Strings and names, in the order of the text. */
    public final List<String> strings = new ArrayList<>();

    /** Draws from {@code seed}. */
    public RandomJson(Seed seed) {
        this.seed = seed;
    }

    /** An object of some depth: its fields by name, in order. */
    public Map<String, Object> object(int depth) {
        Map<String, Object> fields = new LinkedHashMap<>();
        int count = seed.between(0, 6);
        for (int i = 0; i < count; i++) {
            String name = NAMES[seed.between(0, NAMES.length)];
            if (!fields.containsKey(name)) {
                strings.add(name);
                fields.put(name, value(depth - 1));
            }
        }
        return fields;
    }

    private Object value(int depth) {
        return switch (depth > 0 ? seed.between(0, 6) : seed.between(0, 4)) {
            case 0 -> new Lexeme(NUMBERS[seed.between(0, NUMBERS.length)]);
            case 1 -> new Lexeme(LITERALS[seed.between(0, LITERALS.length)]);
            case 2, 3 -> {
                String text = string();
                strings.add(text);
                yield text;
            }
            case 4 -> object(depth);
            default -> {
                List<Object> elements = new ArrayList<>();
                for (int count = seed.between(0, 4); count > 0; count--) {
                    elements.add(value(depth - 1));
                }
                yield elements;
            }
        };
    }

    /** Any characters, lone surrogates among them. */
    public String string() {
        StringBuilder text = new StringBuilder();
        for (int length = seed.between(0, 8); length > 0; length--) {
            text.append(CHARACTERS[seed.between(0, CHARACTERS.length)]);
        }
        return text.toString();
    }

    /** The canonical text. */
    public static String canonical(Object value) {
        return new Writer(null).text(value, false);
    }

    /** The canonical text with all objects sorted by name. */
    public static String sorted(Object value) {
        return new Writer(null).text(value, true);
    }

    /** The text with white space and escapes that nobody needs. */
    public String messy(Object value) {
        return new Writer(seed).text(value, false);
    }

    /** Writes recursively, by the letter of the page. */
    private static final class Writer {
        private final @org.jspecify.annotations.Nullable Seed seed;

        Writer(@org.jspecify.annotations.Nullable Seed seed) {
            this.seed = seed;
        }

        String text(Object value, boolean isSorted) {
            if (value instanceof Lexeme lexeme) {
                return lexeme.text;
            }
            if (value instanceof String string) {
                return quoted(string);
            }
            List<String> parts = new ArrayList<>();
            if (value instanceof List<?> list) {
                list.forEach(element -> parts.add(white() + text(element, isSorted) + white()));
                return "[" + (parts.isEmpty() ? white() : String.join(",", parts)) + "]";
            }
            Map<?, ?> fields = (Map<?, ?>) value;
            (isSorted ? new TreeMap<>(fields) : fields)
                    .forEach(
                            (name, of) ->
                                    parts.add(
                                            white()
                                                    + quoted((String) name)
                                                    + white()
                                                    + ":"
                                                    + white()
                                                    + text(of, isSorted)
                                                    + white()));
            return "{" + (parts.isEmpty() ? white() : String.join(",", parts)) + "}";
        }

        private String white() {
            return seed == null
                    ? ""
                    : new String[] {"", "", " ", "\t", "\r\n", "\n  "}[seed.between(0, 6)];
        }

        private String quoted(String text) {
            StringBuilder out = new StringBuilder("\"");
            for (int at = 0; at < text.length(); ) {
                int point = text.codePointAt(at);
                at += Character.charCount(point);
                boolean mustEscape =
                        point < 0x20
                                || point == '"'
                                || point == '\\'
                                || (point >= 0xd800 && point < 0xe000);
                boolean isEscaped = mustEscape || (seed != null && seed.between(0, 4) == 0);
                out.append(isEscaped ? escaped(point) : Character.toString(point));
            }
            return out.append('"').toString();
        }

        private String escaped(int point) {
            int named = "\"\\\b\f\n\r\t".indexOf(point);
            if (named >= 0 && (seed == null || seed.between(0, 2) == 0)) {
                return "\\" + "\"\\bfnrt".charAt(named);
            }
            if (point == '/') {
                return "\\/";
            }
            StringBuilder units = new StringBuilder();
            for (char unit : Character.toChars(point)) {
                String hex = "%04x".formatted((int) unit);
                units.append("\\u")
                        .append(
                                seed == null || seed.between(0, 2) == 0
                                        ? hex
                                        : hex.toUpperCase(java.util.Locale.ROOT));
            }
            return units.toString();
        }
    }
}
