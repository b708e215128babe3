package io.reducto.memory.file;

import io.reducto.memory.json.JsonFault;
import io.reducto.memory.json.JsonField;
import io.reducto.memory.json.JsonFields;
import java.util.Optional;
import java.util.function.Function;

/** The fields of a line that are ours. What means nothing is a fault that names the field. */
final class Metadata {
    private final JsonFields fields;

    Metadata(JsonFields fields) {
        this.fields = fields;
    }

    boolean has(String name) {
        return fields.field(name).isPresent();
    }

    JsonFields fields() {
        return fields;
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
        Optional<JsonField> field = fields.field(name);
        if (field.isEmpty() || field.get().kind() != kind) {
            throw fault(name);
        }
        try {
            return parse.apply(field.get().scalar());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw fault(name);
        }
    }

    static JsonFault fault(String name) {
        return JsonFault.of("metadata: the field \"%s\" is not as it is written".formatted(name));
    }
}
