package io.reducto.repository.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The fields of one JSON object, read strictly: each must be there, of its type, and none besides.
 * {@link IllegalArgumentException} with the path otherwise.
 */
final class JsonFields {
    private final String path;
    private final JsonNode object;

    JsonFields(String path, JsonNode object, Set<String> names) {
        this.path = path;
        this.object = object;
        Rule.holds(object.isObject(), at("an object"), object.getNodeType());
        Set<String> found = new TreeSet<>();
        object.fieldNames().forEachRemaining(found::add);
        Rule.holds(
                found.equals(names),
                at("the fields " + new TreeSet<>(names)),
                shown(found.toString()));
    }

    String text(String name) {
        JsonNode value = value(name);
        Rule.holds(value.isTextual(), at(name + " to be a text"), shown(value.toString()));
        return value.textValue();
    }

    long number(String name) {
        JsonNode value = value(name);
        boolean fits = value.isIntegralNumber() && value.canConvertToLong();
        Rule.holds(fits, at(name + " to be an integer"), shown(value.toString()));
        return value.longValue();
    }

    boolean flag(String name) {
        JsonNode value = value(name);
        Rule.holds(value.isBoolean(), at(name + " to be true or false"), shown(value.toString()));
        return value.booleanValue();
    }

    <T> List<T> list(String name, int most, BiFunction<String, JsonNode, T> element) {
        JsonNode value = value(name);
        Rule.holds(value.isArray(), at(name + " to be a list"), shown(value.toString()));
        Rule.range(at(name) + " count", value.size(), 0, most);
        List<T> elements = new ArrayList<>();
        for (Iterator<JsonNode> each = value.elements(); each.hasNext(); ) {
            String where = "%s%s[%d].".formatted(path, name, elements.size());
            elements.add(element.apply(where, each.next()));
        }
        return elements;
    }

    private JsonNode value(String name) {
        return object.path(name);
    }

    private String at(String what) {
        return path + what;
    }

    private static String shown(String value) {
        String printable = value.replaceAll("[^ -~]", "?");
        return printable.length() > 200 ? printable.substring(0, 200) + "…" : printable;
    }
}
