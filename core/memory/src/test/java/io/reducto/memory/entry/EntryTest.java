package io.reducto.memory.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.digest.Blake3;
import io.reducto.memory.json.JsonFault;
import io.reducto.memory.json.JsonObjectReader;
import io.reducto.memory.json.RandomJson;
import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(Seed.Extension.class)
class EntryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{`id`:`a`} | default/a",
                "{`namespace`:`n`,`id`:`a`} | n/a",
                "{`namespace`:``,`id`:`a`} | default/a",
                "{`namespace`:7,`id`:`a`} | default/a",
                "{`namespace`:null,`id`:`a`} | default/a",
                "{`key`:`k`,`original_id`:`o`,`id`:`i`} | default/i",
                "{`key`:`k`,`original_id`:`o`,`id`:``} | default/o",
                "{`key`:`k`,`original_id`:false,`id`:{}} | default/k",
                "{`id`:1.0} | default/1.0",
                "{`id`:1e999} | default/1e999",
                "{`namespace`:`a/b%#`,`id`:`#c/d%#`} | a%2Fb%25#/%23c/d%25#",
                "{`namespace`:`#n`,`id`:`%23`} | #n/%2523",
            })
    void theKeyIsTheNameInItsNamespace(String text, String key) throws JsonFault {
        assertThat(entry(text.replace('`', '"')).key()).isEqualTo(key);
    }

    @Test
    void withoutANameTheKeyIsTheContent() throws JsonFault {
        String sorted = "{\"a\":{\"x\":1,\"y\":[{\"p\":1,\"q\":2}]},\"namespace\":\"n\"}";
        String other = "{\"namespace\":\"n\", \"a\":{\"y\":[{\"q\":2,\"p\":1}],\"x\":1}}";
        assertThat(entry(other).key()).isEqualTo("n/#" + digest(sorted));
        assertThat(entry(sorted).key()).isEqualTo(entry(other).key());
        assertThat(entry("{}").key()).isEqualTo("default/#" + digest("{}"));
        assertThat(entry("{\"id\":\"\"}").key()).isEqualTo("default/#" + digest("{\"id\":\"\"}"));
    }

    @Test
    void aNameThatCannotBeAKeyIsNone() throws JsonFault {
        String lone = "{\"id\":\"\\ud83d\"}";
        assertThat(entry(lone).key()).isEqualTo("default/#" + digest(lone));
        int rest = (1 << 16) - "default/".length();
        assertThat(entry("{\"id\":\"" + "x".repeat(rest) + "\"}").key()).hasSize(1 << 16);
        assertThat(entry("{\"id\":\"" + "x".repeat(rest + 1) + "\"}").key())
                .startsWith("default/#");
        assertThat(entry("{\"id\":\"" + "\u00e4".repeat(rest / 2) + "\"}").key())
                .hasSize(8 + rest / 2);
        assertThat(entry("{\"id\":\"" + "\u00e4".repeat(rest / 2 + 1) + "\"}").key())
                .startsWith("default/#");
        assertThat(entry("{\"id\":\"" + "%".repeat(rest / 3 + 1) + "\"}").key())
                .startsWith("default/#");
    }

    @Test
    void aNamespaceThatCannotBeginAKeyIsTheDefault() throws JsonFault {
        assertThat(entry("{\"namespace\":\"\\udc18\",\"id\":1}").key()).isEqualTo("default/1");
        int longest = (1 << 16) - 34;
        String fits = "x".repeat(longest);
        assertThat(entry("{\"namespace\":\"" + fits + "\"}").key())
                .startsWith(fits)
                .hasSize(1 << 16);
        assertThat(entry("{\"namespace\":\"" + fits + "x\",\"id\":1}").key())
                .isEqualTo("default/1");
    }

    @Test
    void contentDoesNotDependOnNamesAndOrder(Seed seed) throws JsonFault {
        for (int i = 0; i < 2_000; i++) {
            Map<String, Object> fields = new RandomJson(seed).object(3);
            Entry entry = entry(RandomJson.canonical(fields));
            List<String> names = new ArrayList<>(fields.keySet());
            Collections.shuffle(names, new java.util.Random(seed.random().nextLong()));
            Map<String, Object> shuffled = new LinkedHashMap<>();
            names.forEach(name -> shuffled.put(name, fields.get(name)));
            shuffled.put("id", "other");
            shuffled.put("original_id", "7");
            assertThat(entry(RandomJson.canonical(shuffled)).content()).isEqualTo(entry.content());
            shuffled.put("more", "x");
            assertThat(entry(RandomJson.canonical(shuffled)).content())
                    .isNotEqualTo(entry.content());
        }
    }

    @Test
    void contentsDifferByWhatIsNoName() throws JsonFault {
        ContentDigest content = entry("{\"a\":1}").content();
        for (String other :
                new String[] {
                    "{\"a\":1.0}",
                    "{\"a\":\"1\"}",
                    "{\"a\":{\"id\":1}}",
                    "{\"a\":1,\"key\":\"k\"}",
                    "{}"
                }) {
            assertThat(entry(other).content()).isNotEqualTo(content);
        }
        assertThat(content.toString())
                .isEqualTo(HexFormat.of().formatHex(blake3("{\"a\":1}")))
                .isEqualTo(ContentDigest.parse(content.toString()).toString());
        assertThat(entry("{\"a\":{\"id\":1}}").content())
                .isNotEqualTo(entry("{\"a\":{\"id\":2}}").content());
    }

    @Test
    void metadataOfOursIsLeftOutAndOtherIsRefused() throws JsonFault {
        assertThat(
                        entry("{\"_reducto\":{\"v\":1,\"write\":\"a@1\",\"x\":{}},\"id\":1}")
                                .object()
                                .text())
                .isEqualTo("{\"id\":1}");
        assertThat(entry("{\"id\":1,\"_reducto\":{\"v\":1,\"write\":\"a@1\"}}").object().text())
                .isEqualTo("{\"id\":1}");
        assertThat(entry("{\"_reducto\":{\"v\":1,\"write\":\"a@1\"}}").object().text())
                .isEqualTo("{}");
        for (String foreign :
                new String[] {
                    "1",
                    "null",
                    "\"v\"",
                    "[]",
                    "{}",
                    "{\"v\":1}",
                    "{\"write\":\"a@1\"}",
                    "{\"v\":\"1\",\"write\":\"a@1\"}",
                    "{\"v\":1,\"write\":1}"
                }) {
            assertThatThrownBy(() -> entry("{\"_reducto\":" + foreign + "}"))
                    .isInstanceOf(JsonFault.class)
                    .hasMessageContaining("reserved");
        }
        assertThat(entry("{\"a\":{\"_reducto\":1}}").object().text())
                .isEqualTo("{\"a\":{\"_reducto\":1}}");
    }

    @Test
    void aValueComesBackAsItsEntryAndNothingElseDoes() throws JsonFault {
        Entry entry = entry("{ \"id\" : \"\\u00e4\\ud83d\" }");
        byte[] value = entry.value();
        assertThat(Entry.ofValue(value)).isEqualTo(entry).hasSameHashCodeAs(entry);
        value[0] = 'x';
        assertThat(entry.value()[0]).isEqualTo((byte) '{');
        for (String bad :
                new String[] {"", "1", "{ }", "{\"a\":\"\\u0061\"}", "{\"_reducto\":{}}", "{}{}"}) {
            assertThatThrownBy(() -> Entry.ofValue(bad.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] overlong = {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'};
        assertThatThrownBy(() -> Entry.ofValue(overlong))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String digest(String sorted) {
        return HexFormat.of().formatHex(blake3(sorted), 0, 16);
    }

    private static byte[] blake3(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return Blake3.hash(utf8, 0, utf8.length);
    }

    private static Entry entry(String text) throws JsonFault {
        return Entry.of(new JsonObjectReader().read(text), text.length());
    }
}
