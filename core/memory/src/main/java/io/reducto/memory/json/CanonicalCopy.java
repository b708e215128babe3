package io.reducto.memory.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies one object from a tokenizer to its canonical text and notes its own fields. */
final class CanonicalCopy {
    private final JsonParser parser;
    private final StringBuilder out;
    private final List<JsonField> fields = new ArrayList<>();
    private final Deque<Set<String>> names = new ArrayDeque<>();
    private int depth;
    private @Nullable String brokenRule;
    private int brokenAt;

    /* The own field that is being read. */
    private String name = "";
    private int nameFrom;
    private int valueFrom;

    /**
     * @param parser stands on the start of the object
     * @param out is cleared first
     */
    CanonicalCopy(JsonParser parser, StringBuilder out) {
        this.parser = parser;
        this.out = out;
        out.setLength(0);
    }

    /** The object; a rule that it breaks is told when its end is known. */
    JsonObject copy() throws IOException, JsonFault {
        open(JsonToken.START_OBJECT);
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            switch (token) {
                case START_OBJECT, START_ARRAY -> open(token);
                case END_OBJECT, END_ARRAY -> close(token);
                case FIELD_NAME -> name();
                default -> scalar(token);
            }
        }
        if (brokenRule != null) {
            throw JsonFault.rule(brokenRule, brokenAt, offset());
        }
        return new JsonObject(out.toString(), fields);
    }

    /** Characters from the start of the text up to behind the last token. */
    int offset() {
        return (int) parser.currentLocation().getCharOffset();
    }

    private void open(JsonToken token) throws IOException {
        if (depth == JsonObject.DEPTH_MAX) {
            broken("objects and arrays nested deeper than " + JsonObject.DEPTH_MAX);
            parser.skipChildren();
            return;
        }
        separate();
        boolean isObject = token == JsonToken.START_OBJECT;
        out.append(isObject ? '{' : '[');
        if (isObject) {
            names.push(new HashSet<>());
        }
        depth++;
    }

    private void close(JsonToken token) {
        boolean isObject = token == JsonToken.END_OBJECT;
        out.append(isObject ? '}' : ']');
        if (isObject) {
            names.pop();
        }
        depth--;
        if (depth == 1) {
            field(isObject ? JsonField.Kind.OBJECT : JsonField.Kind.ARRAY, "");
        }
    }

    private void name() throws IOException {
        String text = parser.currentName();
        if (!names.element().add(text)) {
            broken("a name stands twice in one object");
        }
        separate();
        int from = out.length();
        JsonStrings.quote(text, out);
        out.append(':');
        if (depth == 1) {
            name = text;
            nameFrom = from;
            valueFrom = out.length();
        }
    }

    private void scalar(JsonToken token) throws IOException {
        separate();
        String text = parser.getText();
        JsonField.Kind kind = kind(token);
        if (kind == JsonField.Kind.STRING) {
            JsonStrings.quote(text, out);
        } else {
            out.append(text);
        }
        if (depth == 1) {
            field(kind, kind == JsonField.Kind.LITERAL ? "" : text);
        }
    }

    private static JsonField.Kind kind(JsonToken token) {
        if (token == JsonToken.VALUE_STRING) {
            return JsonField.Kind.STRING;
        }
        return token.isNumeric() ? JsonField.Kind.NUMBER : JsonField.Kind.LITERAL;
    }

    private void field(JsonField.Kind kind, String scalar) {
        fields.add(new JsonField(name, kind, scalar, nameFrom, valueFrom, out.length()));
    }

    /** No string ends in one of these, because it ends in a quote. */
    private void separate() {
        int length = out.length();
        char last = length == 0 ? '[' : out.charAt(length - 1);
        if (last != '{' && last != '[' && last != ':') {
            out.append(',');
        }
    }

    private void broken(String rule) {
        if (brokenRule == null) {
            brokenRule = rule;
            brokenAt = offset();
        }
    }
}
