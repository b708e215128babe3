package io.reducto.memory.json;

/**
 * A field of an object.
 *
 * @param name decoded
 * @param kind of its value
 * @param scalar a string decoded, a number as it was written; otherwise empty
 * @param from where its quoted name begins in the object's text
 * @param valueFrom where its value begins
 * @param to behind its value
 */
public record JsonField(String name, Kind kind, String scalar, int from, int valueFrom, int to) {
    /** What a value is. */
    public enum Kind {
        /** In quotes. */
        STRING,
        /** As it was written, of any size. */
        NUMBER,
        /** {@code true}, {@code false} or {@code null}. */
        LITERAL,
        /** In braces. */
        OBJECT,
        /** In brackets. */
        ARRAY
    }

    /** Whether its value is a string that is not empty. */
    public boolean isText() {
        return kind == Kind.STRING && !scalar.isEmpty();
    }

    /** Whether its value is a number. */
    public boolean isNumber() {
        return kind == Kind.NUMBER;
    }
}
