package io.reducto.cli;

import java.util.Collection;
import java.util.Map;

/** The fields of a JSON line as text for people: a row each, lists and maps indented below. */
final class TextTable {
    private static final int NAME_CHARS = 20;

    private TextTable() {}

    static String of(Map<String, ?> fields) {
        StringBuilder text = new StringBuilder();
        add(text, "", fields);
        return text.toString().stripTrailing();
    }

    private static void add(StringBuilder text, String indent, Map<?, ?> fields) {
        fields.forEach(
                (name, value) -> {
                    String padded = "%-" + (NAME_CHARS - indent.length()) + "s";
                    if (value instanceof Collection<?> rows && !rows.isEmpty()) {
                        text.append(indent).append(name).append('\n');
                        rows.forEach(row -> text.append(row(indent + "  ", row)));
                    } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
                        text.append(indent).append(name).append('\n');
                        add(text, indent + "  ", map);
                    } else {
                        text.append(indent).append(padded.formatted(name)).append(' ');
                        text.append(isEmpty(value) ? "none" : value).append('\n');
                    }
                });
    }

    private static boolean isEmpty(Object value) {
        return (value instanceof Collection<?> rows && rows.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }

    /** A map in one line, without braces. */
    private static String row(String indent, Object row) {
        String text = String.valueOf(row);
        boolean isMap = row instanceof Map;
        return indent + (isMap ? text.substring(1, text.length() - 1) : text) + "\n";
    }
}
