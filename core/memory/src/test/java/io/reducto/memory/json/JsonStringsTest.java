package io.reducto.memory.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonStringsTest {
    @Test
    void namesThatBecomeTheSameAreNumbered() {
        String value = "{\"k1\":1,\"x\":{\"k2\":1},\"k3\":2,\"*#2\":3,\"k4\":4}";
        byte[] masked =
                JsonStrings.map(
                        value.getBytes(StandardCharsets.UTF_8),
                        (field, text) -> text.startsWith("k") ? "*" : text);
        assertThat(new String(masked, StandardCharsets.UTF_8))
                .isEqualTo("{\"*\":1,\"x\":{\"*\":1},\"*#2\":2,\"*#2#2\":3,\"*#3\":4}");
    }

    @Test
    void aStringComesWithTheFieldWhoseValueItIs() {
        String value = "{\"a\":\"1\",\"b\":{\"c\":[\"2\",{\"d\":\"3\"},[\"4\"]],\"e\":5}}";
        List<String> seen = new ArrayList<>();
        JsonStrings.forEach(
                value.getBytes(StandardCharsets.UTF_8),
                (field, text) -> seen.add(field + "=" + text));
        assertThat(seen).containsExactly("=a", "a=1", "=b", "=c", "c=2", "=d", "d=3", "c=4", "=e");
    }

    @Test
    void whatIsNotCanonicalIsABadCall() {
        byte[] broken = "{\"a\":".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> JsonStrings.map(broken, (field, text) -> text))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonStrings.forEach(broken, (field, text) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
