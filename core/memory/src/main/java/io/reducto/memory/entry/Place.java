package io.reducto.memory.entry;

/**
 * Where something stands.
 *
 * @param source what was read, in the caller's words: a path, for instance
 * @param offset of its first byte
 * @param line from 1
 */
public record Place(String source, int offset, int line) {
    @Override
    public String toString() {
        return "%s: line %d, offset %d".formatted(source, line, offset);
    }
}
