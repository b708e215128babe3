package io.reducto.memory.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonStringsTest {
    @Test
    void namesThatBecomeTheSameAreNumbered() {
        String value = "{\"k1\":1,\"x\":{\"k2\":1},\"k3\":2,\"*#2\":3,\"k4\":4}";
        byte[] masked =
                JsonStrings.map(
                        value.getBytes(StandardCharsets.UTF_8),
                        text -> text.startsWith("k") ? "*" : text);
        assertThat(new String(masked, StandardCharsets.UTF_8))
                .isEqualTo("{\"*\":1,\"x\":{\"*\":1},\"*#2\":2,\"*#2#2\":3,\"*#3\":4}");
    }

    @Test
    void whatIsNotCanonicalIsABadCall() {
        byte[] broken = "{\"a\":".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> JsonStrings.map(broken, text -> text))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonStrings.forEach(broken, text -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
