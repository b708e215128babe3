package io.reducto.memory.file;

import io.reducto.memory.json.JsonFault;
import io.reducto.memory.json.JsonField;
import io.reducto.memory.json.JsonObject;
import java.util.function.Function;

/** The fields of a line that are ours. What means nothing is a fault that names the field. */
final class Metadata {
    private final JsonObject object;

    Metadata(JsonObject object) {
        this.object = object;
    }

    boolean has(String name) {
        return object.field(name).isPresent();
    }

    JsonObject object() {
        return object;
    }

    /** What {@code parse} makes of the string in the field {@code name}. */
    <T> T string(String name, Function<String, T> parse) throws JsonFault {
        return scalar(name, JsonField.Kind.STRING, parse);
    }

    /** What {@code parse} makes of the number in the field {@code name}. */
    <T> T number(String name, Function<String, T> parse) throws JsonFault {
        return scalar(name, JsonField.Kind.NUMBER, parse);
    }

    private <T> T scalar(String name, JsonField.Kind kind, Function<String, T> parse)
            throws JsonFault {
        JsonField field = object.field(name).orElseThrow(() -> fault(name));
        if (field.kind() != kind) {
            throw fault(name);
        }
        try {
            return parse.apply(field.scalar());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw fault(name);
        }
    }

    static JsonFault fault(String name) {
        return JsonFault.of("metadata: the field \"%s\" is not as it is written".formatted(name));
    }
}
