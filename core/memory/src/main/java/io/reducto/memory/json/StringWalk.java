package io.reducto.memory.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;

/** Walks over the strings and names of a canonical text, and writes it again with others. */
final class StringWalk {
    private final JsonParser parser;
    private final BinaryOperator<String> change;
    private final StringBuilder out = new StringBuilder();

    /** For each open object its names, with the number of the last one that was made unique. */
    private final Deque<Map<String, Integer>> names = new ArrayDeque<>();

    private StringWalk(JsonParser parser, BinaryOperator<String> change) {
        this.parser = parser;
        this.change = change;
    }

    static void forEach(byte[] value, BiConsumer<String, String> seen) {
        try (JsonParser parser = Parsers.of(text(value))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    seen.accept("", parser.currentName());
                } else if (token == JsonToken.VALUE_STRING) {
                    seen.accept(field(parser), parser.getText());
                }
            }
        } catch (IOException e) {
            throw notCanonical(e);
        }
    }

    static byte[] map(byte[] value, BinaryOperator<String> change) {
        try (JsonParser parser = Parsers.of(text(value))) {
            StringWalk walk = new StringWalk(parser, change);
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                walk.write(token);
            }
            return walk.out.toString().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw notCanonical(e);
        }
    }

    /** The field whose value the current one is, or is in an array of. */
    private static String field(JsonParser parser) {
        JsonStreamContext context = parser.getParsingContext();
        while (context.getCurrentName() == null && context.getParent() != null) {
            context = context.getParent();
        }
        return context.getCurrentName() == null ? "" : context.getCurrentName();
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException notCanonical(IOException e) {
        int at =
                e instanceof JsonProcessingException json
                        ? (int) json.getLocation().getCharOffset()
                        : 0;
        return new IllegalArgumentException(
                "value: expected canonical text, found none at character " + at);
    }

    private void write(JsonToken token) throws IOException {
        switch (token) {
            case END_OBJECT -> {
                out.append('}');
                names.pop();
            }
            case END_ARRAY -> out.append(']');
            default -> {
                separate();
                begin(token);
            }
        }
    }

    private void begin(JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> {
                out.append('{');
                names.push(new HashMap<>());
            }
            case START_ARRAY -> out.append('[');
            case FIELD_NAME -> {
                JsonStrings.quote(unique(change.apply("", parser.currentName())), out);
                out.append(':');
            }
            case VALUE_STRING ->
                    JsonStrings.quote(change.apply(field(parser), parser.getText()), out);
            default -> out.append(parser.getText());
        }
    }

    private String unique(String name) {
        Map<String, Integer> taken = names.element();
        if (taken.putIfAbsent(name, 1) == null) {
            return name;
        }
        while (true) {
            String numbered = name + "#" + taken.merge(name, 1, Integer::sum);
            if (taken.putIfAbsent(numbered, 1) == null) {
                return numbered;
            }
        }
    }

    private void separate() {
        int length = out.length();
        char last = length == 0 ? '[' : out.charAt(length - 1);
        if (last != '{' && last != '[' && last != ':') {
            out.append(',');
        }
    }
}
