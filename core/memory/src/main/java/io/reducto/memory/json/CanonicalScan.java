package io.reducto.memory.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Looks at bytes that are probably the canonical text of an object, and finds its own fields where
 * they lie: nearly all of what is read was written by a writer of ours, and need not be copied to
 * see that it is right.
 *
 * <p>It knows no other texts, and of canonical ones not the rare: names with escapes or beyond
 * ASCII, lone surrogates, more than {@value #DEPTH_MAX} objects and arrays in each other, more than
 * {@value #UNSORTED_MAX} names that do not ascend. Of those it says no, and {@link
 * JsonObjectReader} is to be asked.
 *
 * <p>Keeps what it was shown until the next text. Not for several threads.
 */
public final class CanonicalScan implements JsonFields {
    private static final int DEPTH_MAX = 32;
    private static final int UNSORTED_MAX = 64;

    /* A field takes four numbers: where its name begins and ends, without quotes, and its value
     * ends, and whether the names of all objects in it ascend. */
    private static final int NAME_FROM = 0;
    private static final int NAME_TO = 1;
    private static final int TO = 2;
    private static final int IS_SORTED = 3;
    private static final int STRIDE = 4;
    private static final int FIELDS_FIRST = 12;

    /** Between a name and its value: a quote and a colon. */
    private static final int NAME_END = 2;

    private final CanonicalTokens tokens = new CanonicalTokens();

    /** While it looks: the fields so far of each open object. Then those of the outermost. */
    private int[] fields = new int[STRIDE * FIELDS_FIRST];

    private int count;
    private byte[] bytes = new byte[0];
    private int start;
    private int depth;
    private boolean isSorted;

    /** Whether {@code text[from, to)} is canonical text of an object; no may mean unknown. */
    public boolean scan(byte[] text, int from, int to) {
        bytes = text;
        start = from;
        count = 0;
        depth = 0;
        isSorted = true;
        tokens.fill(text, from, to);
        return tokens.next() == '{' && object() && tokens.at() == to;
    }

    private boolean value() {
        return switch (tokens.next()) {
            case '"' -> tokens.string();
            case '{' -> object();
            case '[' -> array();
            case 't' -> tokens.word("true");
            case 'f' -> tokens.word("false");
            case 'n' -> tokens.word("null");
            default -> tokens.number();
        };
    }

    private boolean array() {
        tokens.take('[');
        if (tokens.take(']')) {
            return true;
        }
        if (depth == DEPTH_MAX) {
            return false;
        }
        depth++;
        do {
            if (!value()) {
                return false;
            }
        } while (tokens.take(','));
        depth--;
        return tokens.take(']');
    }

    private boolean object() {
        tokens.take('{');
        if (tokens.take('}')) {
            return true;
        }
        if (depth == DEPTH_MAX) {
            return false;
        }
        depth++;
        int first = count;
        boolean isAscending = true;
        do {
            if (!name()) {
                return false;
            }
            isAscending = isAscending && isAscending(first);
            if ((!isAscending && !isNew(first)) || !field()) {
                return false;
            }
        } while (tokens.take(','));
        isSorted &= isAscending;
        depth--;
        if (depth > 0) {
            count = first;
        }
        return tokens.take('}');
    }

    /** Adds a field that has a name only. */
    private boolean name() {
        int from = tokens.at() + 1;
        if (!tokens.plain() || !tokens.take(':')) {
            return false;
        }
        if (STRIDE * (count + 1) > fields.length) {
            fields = Arrays.copyOf(fields, 2 * fields.length);
        }
        fields[STRIDE * count + NAME_FROM] = from;
        fields[STRIDE * count + NAME_TO] = tokens.at() - NAME_END;
        count++;
        return true;
    }

    private boolean isAscending(int first) {
        return count - first < 2 || compareNames(count - 2, count - 1) < 0;
    }

    /** Whether the last field has a name of its own in the object that begins at {@code first}. */
    private boolean isNew(int first) {
        int last = count - 1;
        if (last - first >= UNSORTED_MAX) {
            return false;
        }
        for (int i = first; i < last; i++) {
            if (nameLength(i) == nameLength(last) && compareNames(i, last) == 0) {
                return false;
            }
        }
        return true;
    }

    private int nameLength(int i) {
        return fields[STRIDE * i + NAME_TO] - fields[STRIDE * i + NAME_FROM];
    }

    private int compareNames(int a, int b) {
        return Arrays.compareUnsigned(
                bytes,
                fields[STRIDE * a + NAME_FROM],
                fields[STRIDE * a + NAME_TO],
                bytes,
                fields[STRIDE * b + NAME_FROM],
                fields[STRIDE * b + NAME_TO]);
    }

    /** The value of the field that was added last. */
    private boolean field() {
        int field = count - 1;
        boolean wasSorted = isSorted;
        isSorted = true;
        boolean isValue = value();
        fields[STRIDE * field + TO] = tokens.at();
        fields[STRIDE * field + IS_SORTED] = isSorted ? 1 : 0;
        isSorted &= wasSorted;
        return isValue;
    }

    /** How many own fields. */
    int count() {
        return count;
    }

    /** The first byte of the value of own field {@code i}. */
    int valueFrom(int i) {
        return fields[STRIDE * i + NAME_TO] + NAME_END;
    }

    /** Whether the names of all objects in the value of own field {@code i} ascend. */
    boolean isSorted(int i) {
        return fields[STRIDE * i + IS_SORTED] == 1;
    }

    /** Behind the value of own field {@code i}. */
    int to(int i) {
        return fields[STRIDE * i + TO];
    }

    /** The first byte of own field {@code i}, its quote. */
    int from(int i) {
        return fields[STRIDE * i + NAME_FROM] - 1;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Own fields by name. */
    int[] byName() {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int to = i;
            while (to > 0 && compareNames(order[to - 1], i) > 0) {
                order[to] = order[to - 1];
                to--;
            }
            order[to] = i;
        }
        return order;
    }

    /** Whether own field {@code i} is called so. */
    boolean isNamed(int i, String name) {
        if (nameLength(i) != name.length()) {
            return false;
        }
        int from = fields[STRIDE * i + NAME_FROM];
        for (int c = 0; c < name.length(); c++) {
            if (bytes[from + c] != name.charAt(c)) {
                return false;
            }
        }
        return true;
    }

    /** Places in it count bytes, from the first of the text. */
    @Override
    public Optional<JsonField> field(String name) {
        for (int i = 0; i < count; i++) {
            if (isNamed(i, name)) {
                return Optional.of(field(name, i));
            }
        }
        return Optional.empty();
    }

    private JsonField field(String name, int i) {
        JsonField.Kind kind = kind(bytes[valueFrom(i)]);
        String scalar =
                switch (kind) {
                    case STRING -> JsonStrings.unquote(text(valueFrom(i), to(i)));
                    case NUMBER -> text(valueFrom(i), to(i));
                    default -> "";
                };
        return new JsonField(
                name, kind, scalar, from(i) - start, valueFrom(i) - start, to(i) - start);
    }

    private static JsonField.Kind kind(byte first) {
        return switch (first) {
            case '"' -> JsonField.Kind.STRING;
            case '{' -> JsonField.Kind.OBJECT;
            case '[' -> JsonField.Kind.ARRAY;
            case 't', 'f', 'n' -> JsonField.Kind.LITERAL;
            default -> JsonField.Kind.NUMBER;
        };
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public String valueText(JsonField field) {
        return text(start + field.valueFrom(), start + field.to());
    }
}
