package io.reducto.memory.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Copies a canonical text with the fields of its objects sorted by name. */
final class SortedCopy {
    /** Where a field stands in what was copied. */
    private record Part(String name, int from, int to) {}

    private final JsonParser parser;
    private final StringBuilder out;

    private SortedCopy(JsonParser parser, int length) {
        this.parser = parser;
        this.out = new StringBuilder(length);
    }

    /**
     * The sorted form of the object in {@code canonical}.
     *
     * @param without names of its own fields to leave out
     */
    static String of(String canonical, Set<String> without) {
        try (JsonParser parser = Parsers.of(canonical)) {
            SortedCopy copy = new SortedCopy(parser, canonical.length());
            parser.nextToken();
            copy.object(without);
            return copy.out.toString();
        } catch (IOException e) {
            throw new IllegalStateException("canonical text that cannot be read", e);
        }
    }

    /* Recursive: canonical texts are not deep. */
    private void value(JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> object(Set.of());
            case START_ARRAY -> array();
            case VALUE_STRING -> JsonStrings.quote(parser.getText(), out);
            default -> out.append(parser.getText());
        }
    }

    private void array() throws IOException {
        char before = '[';
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            out.append(before);
            value(t);
            before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
    }

    private void object(Set<String> without) throws IOException {
        int start = out.length();
        List<Part> parts = new ArrayList<>();
        boolean isSorted = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (without.contains(name)) {
                parser.skipChildren();
                continue;
            }
            isSorted &= parts.isEmpty() || parts.get(parts.size() - 1).name.compareTo(name) < 0;
            out.append(parts.isEmpty() ? '{' : ',');
            int from = out.length();
            JsonStrings.quote(name, out);
            out.append(':');
            value(token);
            parts.add(new Part(name, from, out.length()));
        }
        out.append(parts.isEmpty() ? "{}" : "}");
        if (!isSorted) {
            sort(start, parts);
        }
    }

    private void sort(int start, List<Part> parts) {
        String unsorted = out.substring(start);
        parts.sort(Comparator.comparing(Part::name));
        out.setLength(start);
        char before = '{';
        for (Part part : parts) {
            out.append(before).append(unsorted, part.from - start, part.to - start);
            before = ',';
        }
        out.append('}');
    }
}
