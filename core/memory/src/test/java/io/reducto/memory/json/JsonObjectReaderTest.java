package io.reducto.memory.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectReaderTest {
    private final JsonObjectReader reader = new JsonObjectReader();

    @Test
    void escapesAreTheShortest() throws JsonFault {
        assertThat(text("{\"\\u0061\\/\\u0022\\u0000\\u001F\\u007f\" : \"\\uD83D\\uDC18\\u00E9\"}"))
                .isEqualTo("{\"a/\\\"\\u0000\\u001f\u007f\":\"\ud83d\udc18\u00e9\"}");
        assertThat(text("{\"a\":\"\\b\\f\\n\\r\\t\\\\\\u0008\\u000a\"}"))
                .isEqualTo("{\"a\":\"\\b\\f\\n\\r\\t\\\\\\b\\n\"}");
    }

    @Test
    void surrogatesWithoutTheirPartnerStay() throws JsonFault {
        String lone = "{\"\\udc18\":\"\\ud83d \\ud83d\\ud83d\\udc18\\udc18\"}";
        assertThat(text(lone)).isEqualTo("{\"\\udc18\":\"\\ud83d \\ud83d\ud83d\udc18\\udc18\"}");
        assertThat(text("{\"a\":\"\\uD83D\"}")).isEqualTo("{\"a\":\"\\ud83d\"}");
    }

    @Test
    void numbersStayAsTheyWereWritten() throws JsonFault {
        String digits = "9".repeat(400);
        for (String number :
                new String[] {"1e999", "-0", "-0.0", "1.0", "1E+02", digits, "-0." + digits}) {
            JsonObject object = reader.read("{\"n\": " + number + " }");
            assertThat(object.text()).isEqualTo("{\"n\":" + number + "}");
            assertThat(object.field("n").orElseThrow().scalar()).isEqualTo(number);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[]",
                "1",
                "null",
                "\"a\"",
                "{}{}",
                "{},",
                "{}x",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":tru}",
                "{\"a\":'b'}",
                "{a:1}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\0\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"b}",
                "{\"a\":\"b\"c\"}",
                "{\"a\":[1 2]}",
                "{\"a\":[1,]}",
                "{\"a\":[}",
                "{/*c*/}",
                "{\"a\":1 \"b\":2}",
                "\ufeff{}",
                "{\u00a0}"
            })
    void whatIsNoObjectIsRefused(String text) {
        assertThatThrownBy(() -> reader.read(text)).isInstanceOf(JsonFault.class);
    }

    @Test
    void messagesQuoteNothing() {
        for (String text :
                new String[] {"{\"a\":secret}", "{\"secret\":1,\"secret\":2}", "secret"}) {
            assertThatThrownBy(() -> reader.read(text))
                    .isInstanceOf(JsonFault.class)
                    .hasMessageNotContaining("secret")
                    .hasMessageNotContaining("sec");
        }
    }

    @Test
    void aNameTwiceIsRefusedWhereverItStands() {
        for (String text :
                new String[] {
                    "{\"a\":1,\"b\":2,\"a\":1}",
                    "{\"x\":[{\"y\":{\"a\":1,\"\\u0061\":1}}]}",
                    "{\"x\":{},\"y\":{\"x\":1},\"x\":[]}"
                }) {
            JsonFault fault = fault(text);
            assertThat(fault).hasMessage("a name stands twice in one object");
            assertThat(fault.end()).isEqualTo(text.length());
        }
    }

    @Test
    void theSameNameInOtherObjectsIsNoMatter() throws JsonFault {
        String text = "{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]},\"b\":{\"a\":1}}";
        assertThat(text(text)).isEqualTo(text);
    }

    @Test
    void depthHasALimitAndTheRestIsStillRead() throws JsonFault {
        int inner = JsonObject.DEPTH_MAX - 1;
        String deepest = nested("[", inner, "]");
        assertThat(text(deepest)).isEqualTo(deepest);
        assertThat(text(nested("{\"a\":", inner - 1, "}")))
                .hasSize(nested("{\"a\":", inner - 1, "}").length());
        for (int depth : new int[] {inner + 1, inner + 2, 100_000}) {
            String text = nested("[", depth, "]");
            JsonFault fault = fault(text);
            assertThat(fault).hasMessageContaining("deeper than 512");
            assertThat(fault.end()).isEqualTo(text.length());
        }
    }

    @Test
    void depthWithoutEndIsRefused() {
        assertThat(fault("{\"a\":" + "[".repeat(3_000_000)))
                .hasMessageContaining("nested without end");
    }

    @Test
    void placesAreCountedFromTheStartOfTheText() throws JsonFault {
        char[] text = "xx {\"a\":1} {\"a\":{]".toCharArray();
        JsonObjectReader.Found found = reader.readAt(text, 3, text.length);
        assertThat(found.end()).isEqualTo(10);
        assertThat(found.object().text()).isEqualTo("{\"a\":1}");
        JsonFault fault =
                catchThrowableOfType(JsonFault.class, () -> reader.readAt(text, 11, text.length));
        assertThat(fault.hasEnd()).isFalse();
        assertThat(fault.at()).isBetween(16, 18);
        char[] twice = "  {\"a\":1,\"a\":2} ".toCharArray();
        JsonFault rule =
                catchThrowableOfType(JsonFault.class, () -> reader.readAt(twice, 2, twice.length));
        assertThat(rule.end()).isEqualTo(15);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        for (byte[] bytes : Utf8TextTest.BROKEN) {
            byte[] text = Utf8TextTest.join("{\"a\":\"", bytes, "\"}");
            assertThatThrownBy(() -> reader.read(text, 0, text.length))
                    .isInstanceOf(JsonFault.class)
                    .hasMessage("not UTF-8");
        }
    }

    private static String nested(String open, int depth, String close) {
        return "{\"x\":"
                + open.repeat(depth)
                + (open.length() > 1 ? "1" : "")
                + close.repeat(depth)
                + "}";
    }

    private String text(String text) throws JsonFault {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return reader.read(bytes, 0, bytes.length).text();
    }

    private JsonFault fault(String text) {
        return catchThrowableOfType(JsonFault.class, () -> reader.read(text));
    }
}
