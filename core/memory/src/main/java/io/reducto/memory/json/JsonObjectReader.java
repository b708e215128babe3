package io.reducto.memory.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads objects that anybody may have written. What it answers keeps every rule of {@link
 * JsonObject}; what does not is a {@link JsonFault} and nothing else.
 *
 * <p>Keeps its buffers from one object to the next. Not for several threads.
 */
public final class JsonObjectReader {
    private final Utf8Text utf8 = new Utf8Text();
    private final StringBuilder canonical = new StringBuilder();

    /**
     * An object inside a text.
     *
     * @param end the character behind it
     */
    public record Found(JsonObject object, int end) {}

    /** The object that {@code bytes[from, to)} are, with white space around it. */
    public JsonObject read(byte[] bytes, int from, int to) throws JsonFault {
        utf8.fill(bytes, from, to);
        if (!utf8.isValid(0, utf8.length())) {
            throw JsonFault.of("not UTF-8");
        }
        return readAll(utf8.chars(), utf8.length());
    }

    /** The object that {@code text} is, with white space around it. */
    public JsonObject read(String text) throws JsonFault {
        return readAll(text.toCharArray(), text.length());
    }

    private JsonObject readAll(char[] text, int length) throws JsonFault {
        Found found = readAt(text, 0, length);
        for (int i = found.end; i < length; i++) {
            if (!isWhite(text[i])) {
                throw JsonFault.syntax("not JSON: more than an object at character " + i, i);
            }
        }
        return found.object;
    }

    /** The object that begins in {@code text} at {@code from}, and ends before {@code to}. */
    public Found readAt(char[] text, int from, int to) throws JsonFault {
        try (JsonParser parser = Parsers.of(text, from, to)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw JsonFault.syntax("expected an object", from);
            }
            CanonicalCopy copy = new CanonicalCopy(parser, canonical);
            try {
                JsonObject object = copy.copy();
                int end = from + copy.offset();
                checkEscapes(text, from, end);
                return new Found(object, end);
            } catch (JsonFault fault) {
                throw fault.hasEnd() ? fault.movedBy(from) : fault;
            }
        } catch (IOException e) {
            throw fault(e, from);
        }
    }

    /*
     * The tokenizer (Jackson 2.18) looks at the low byte of a character only where it expects a
     * hexadecimal digit: it reads U+0730 as 0. Behind a backslash stands a character that it
     * escapes, so a look at each pair is enough.
     */
    private static void checkEscapes(char[] text, int from, int end) throws JsonFault {
        for (int i = from; i < end; i++) {
            if (text[i] == '\\') {
                i++;
                if (text[i] == 'u' && !isHex(text, i + 1)) {
                    throw JsonFault.rule(
                            "not JSON: an escape without its digits", i - from, end - from);
                }
            }
        }
    }

    private static boolean isHex(char[] text, int from) {
        for (int i = from; i < from + 4; i++) {
            if (text[i] > 'f' || Character.digit(text[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Passes over a value in {@code text} that is not an object.
     *
     * @return the character behind it
     */
    public int skipAt(char[] text, int from, int to) throws JsonFault {
        char first = text[from];
        if (first != '"' && first != '[') {
            return skipWord(text, from, to);
        }
        try (JsonParser parser = Parsers.of(text, from, to)) {
            parser.nextToken();
            parser.skipChildren();
            parser.finishToken();
            return from + (int) parser.currentLocation().getCharOffset();
        } catch (IOException e) {
            throw fault(e, from);
        }
    }

    /** A number or a literal; what it says is of no interest. */
    private static int skipWord(char[] text, int from, int to) throws JsonFault {
        int at = from;
        while (at < to && isWord(text[at])) {
            at++;
        }
        if (at == from) {
            throw JsonFault.syntax("not JSON", from);
        }
        return at;
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '-'
                || c == '.';
    }

    private static JsonFault fault(IOException e, int from) {
        int at = 0;
        if (e instanceof JsonProcessingException json && json.getLocation() != null) {
            at = (int) json.getLocation().getCharOffset();
        }
        return Parsers.fault(e, from + Math.max(at, 0));
    }

    /** Whether JSON has {@code c} between tokens. */
    public static boolean isWhite(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
