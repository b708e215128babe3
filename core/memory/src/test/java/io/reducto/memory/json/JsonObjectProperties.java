package io.reducto.memory.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Canonical texts, against a writer that follows the page letter by letter. */
@ExtendWith(Seed.Extension.class)
class JsonObjectProperties {
    private static final int DRAWS = 5_000;

    private final JsonObjectReader reader = new JsonObjectReader();

    @Test
    void anyWritingGivesTheCanonicalText(Seed seed) throws JsonFault {
        for (int i = 0; i < DRAWS; i++) {
            RandomJson random = new RandomJson(seed);
            Map<String, Object> fields = random.object(4);
            String canonical = RandomJson.canonical(fields);
            byte[] messy = (" " + random.messy(fields) + "\n").getBytes(StandardCharsets.UTF_8);
            JsonObject object = reader.read(messy, 0, messy.length);
            assertThat(object.text()).isEqualTo(canonical);
            assertThat(reader.read(canonical).text()).isEqualTo(canonical);
        }
    }

    @Test
    void sortedTextDoesNotDependOnTheOrderOfFields(Seed seed) throws JsonFault {
        for (int i = 0; i < DRAWS; i++) {
            Map<String, Object> fields = new RandomJson(seed).object(5);
            JsonObject object = reader.read(RandomJson.canonical(fields));
            assertThat(object.sorted(Set.of())).isEqualTo(RandomJson.sorted(fields));
            Map<String, Object> rest = new LinkedHashMap<>(fields);
            rest.remove("id");
            rest.remove("a");
            assertThat(object.sorted(Set.of("id", "a"))).isEqualTo(RandomJson.sorted(rest));
        }
    }

    @Test
    void fieldsAreWhatTheTextSays(Seed seed) throws JsonFault {
        for (int i = 0; i < DRAWS; i++) {
            Map<String, Object> fields = new RandomJson(seed).object(3);
            JsonObject object = reader.read(RandomJson.canonical(fields));
            assertThat(object.fields())
                    .extracting(JsonField::name)
                    .containsExactlyElementsOf(fields.keySet());
            for (JsonField field : object.fields()) {
                Object value = Objects.requireNonNull(fields.get(field.name()));
                assertThat(object.valueText(field)).isEqualTo(RandomJson.canonical(value));
                assertThat(object.field(field.name())).contains(field);
                assertThat(field.kind() == JsonField.Kind.STRING)
                        .isEqualTo(value instanceof String);
                assertThat(field.scalar())
                        .isEqualTo(
                                value instanceof String text
                                        ? text
                                        : field.isNumber() ? object.valueText(field) : "");
                Map<String, Object> rest = new LinkedHashMap<>(fields);
                rest.remove(field.name());
                assertThat(object.textWithout(field)).isEqualTo(RandomJson.canonical(rest));
            }
        }
    }

    @Test
    void everyStringIsSeenAndCanBeChanged(Seed seed) {
        for (int i = 0; i < DRAWS; i++) {
            RandomJson random = new RandomJson(seed);
            Map<String, Object> fields = random.object(4);
            byte[] value = RandomJson.canonical(fields).getBytes(StandardCharsets.UTF_8);
            List<String> seen = new ArrayList<>();
            JsonStrings.forEach(value, (field, text) -> seen.add(text));
            assertThat(seen).isEqualTo(random.strings);
            assertThat(JsonStrings.map(value, (field, text) -> text)).isEqualTo(value);
            assertThat(JsonStrings.map(value, (field, text) -> text + "\ud800x"))
                    .isEqualTo(
                            RandomJson.canonical(suffixed(fields, "\ud800x"))
                                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Object suffixed(Object value, String suffix) {
        if (value instanceof Map<?, ?> fields) {
            Map<String, Object> changed = new LinkedHashMap<>();
            fields.forEach((name, of) -> changed.put(name + suffix, suffixed(of, suffix)));
            return changed;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> suffixed(element, suffix)).toList();
        }
        return value instanceof String text ? text + suffix : value;
    }
}
