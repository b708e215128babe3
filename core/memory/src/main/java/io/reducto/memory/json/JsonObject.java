package io.reducto.memory.json;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One object in its canonical text: no white space between tokens, fields in the order in which
 * they were written, numbers as they were written, strings with the shortest escapes.
 *
 * <p>At most {@value #DEPTH_MAX} deep, no name twice in one object. Immutable.
 */
public final class JsonObject implements JsonFields {
    /** How many objects and arrays may lie in each other, the outermost counted. */
    public static final int DEPTH_MAX = 512;

    private final String text;
    private final List<JsonField> fields;

    JsonObject(String text, List<JsonField> fields) {
        this.text = text;
        this.fields = List.copyOf(fields);
    }

    /** The canonical text; it has no lone surrogate, so each encoding can bear it. */
    public String text() {
        return text;
    }

    /** Its own fields, in the order in which they were written. */
    public List<JsonField> fields() {
        return fields;
    }

    @Override
    public Optional<JsonField> field(String name) {
        for (JsonField field : fields) {
            if (field.name().equals(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    @Override
    public String valueText(JsonField field) {
        return text.substring(field.valueFrom(), field.to());
    }

    /** The canonical text without {@code field}. */
    public String textWithout(JsonField field) {
        boolean isFirst = field.from() == 1;
        boolean isOnly = isFirst && text.length() == field.to() + 1;
        int from = isFirst ? 1 : field.from() - 1;
        int to = isFirst && !isOnly ? field.to() + 1 : field.to();
        return text.substring(0, from) + text.substring(to);
    }

    /**
     * The canonical text with the fields of all objects sorted by name, by code unit.
     *
     * @param without names of own fields to leave out
     */
    public String sorted(Set<String> without) {
        return SortedCopy.of(text, without);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** How long it is; never what it says. */
    @Override
    public String toString() {
        return "object of %d characters".formatted(text.length());
    }
}
