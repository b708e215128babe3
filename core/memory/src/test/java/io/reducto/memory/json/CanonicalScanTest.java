package io.reducto.memory.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scan says is held against {@link JsonObjectReader}, which copies and compares. */
@ExtendWith(Seed.Extension.class)
class CanonicalScanTest {
    private static final int DRAWS = 20_000;
    private static final int HOSTILE = 300_000;
    private static final byte[] SPECIAL =
            "{}[]\":,\\/+-.eE0129utfnblr \n\0\u001f\u007fä€🐘".getBytes(StandardCharsets.UTF_8);

    private final CanonicalScan scan = new CanonicalScan();
    private final SortedBytes sorted = new SortedBytes();
    private final JsonObjectReader reader = new JsonObjectReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":{},\"b\":[]}",
                "{\"b\":1,\"a\":-0.5e+10,\"c\":[true,false,null,\"\"]}",
                "{\"t\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u0007\\u000b\\u000e\\u001a\\u001f/\u007f\"}",
                "{\"t\":\"\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff\"}",
                "{\"b\":{\"d\":1,\"c\":{\"z\":[],\"y\":{\"b\":0,\"a\":0}}},\"a\":{\"a\":{\"a\":1}}}",
                "{\"a\":1,\"aa\":2,\"A\":3,\"\":4}"
            })
    void knowsCanonicalTexts(String text) throws JsonFault {
        byte[] bytes = (" " + text + "}").getBytes(StandardCharsets.UTF_8);
        assertThat(scan.scan(bytes, 1, bytes.length - 1)).isTrue();
        check(text);
        assertThat(sorted.fill(scan, Set.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}}",
                "{} ",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\" :1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":1e}",
                "{\"a\":+1}",
                "{\"a\":-}",
                "{\"a\":tru}",
                "{\"a\":nulll}",
                "{\"a\":[1,]}",
                "{\"a\":[1}",
                "{\"a\":\"\\/\"}",
                "{\"a\":\"\\u0061\"}",
                "{\"a\":\"\\u001F\"}",
                "{\"a\":\"\\u0008\"}",
                "{\"a\":\"\\u000a\"}",
                "{\"a\":\"\\u0020\"}",
                "{\"a\":\"\\u001\"}",
                "{\"a\":\"\\",
                "{\"a\":\"\t\"}",
                "{\"a\":1,\"a\":1}",
                "{\"b\":1,\"a\":1,\"b\":1}",
                "{\"b\":1,\"c\":{\"b\":1},\"a\":1,\"c\":1}",
                "{\"a\":{\"b\":1,\"a\":1,\"b\":1}}"
            })
    void refusesWhatIsNotCanonical(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(scan.scan(bytes, 0, bytes.length)).isFalse();
    }

    @Test
    void refusesWhatIsNotUtf8() {
        for (String hex :
                List.of("80", "c0af", "c1bf", "c3", "e09fbf", "e282", "eda080", "f08fbfbf", "f0")) {
            assertThat(isScanned(hex)).as(hex).isFalse();
        }
        for (String hex : List.of("f4908080", "f5808080", "f09f90", "c3c3a4", "ff", "e2e282ac")) {
            assertThat(isScanned(hex)).as(hex).isFalse();
        }
        for (String hex : List.of("c280", "dfbf", "e0a080", "ed9fbf", "f0908080", "f48fbfbf")) {
            assertThat(isScanned(hex)).as(hex).isTrue();
        }
    }

    private boolean isScanned(String hex) {
        String text = "{\"a\":\"" + "x".repeat(hex.length() / 2) + "\"}";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] inside = java.util.HexFormat.of().parseHex(hex);
        System.arraycopy(inside, 0, bytes, 6, inside.length);
        return scan.scan(bytes, 0, bytes.length);
    }

    @Test
    void knowsTheShortestEscapeOfEachControlCharacter() {
        for (char c = 0; c < ' '; c++) {
            int named = "\b\f\n\r\t".indexOf(c);
            String hex = "{\"a\":\"\\u%04x\"}".formatted((int) c);
            assertThat(isScannedText(hex)).as(hex).isEqualTo(named < 0);
        }
    }

    @Test
    void leavesDeepAndWideTextsToTheReader() {
        assertThat(isScannedText("{\"a\":".repeat(30) + "{}" + "}".repeat(30))).isTrue();
        assertThat(isScannedText("{\"a\":".repeat(600) + "1" + "}".repeat(600))).isFalse();
        assertThat(isScannedText("{\"a\":" + "[".repeat(600) + "]".repeat(600) + "}")).isFalse();
        StringBuilder names = new StringBuilder("{");
        for (int i = 1000; i < 4000; i++) {
            names.append("\"").append(i).append("\":1,");
        }
        assertThat(isScannedText(names + "\"a\":1}")).isTrue();
        assertThat(isScannedText(names + "\"0\":1}")).isFalse();
    }

    private boolean isScannedText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return scan.scan(bytes, 0, bytes.length);
    }

    @Test
    void saysOfFieldsAndOrderWhatTheReaderSays(Seed seed) throws JsonFault {
        int known = 0;
        for (int i = 0; i < DRAWS; i++) {
            Map<String, Object> fields = new RandomJson(seed).object(5);
            String text = RandomJson.canonical(fields);
            if (isScannedText(text)) {
                check(text);
                known++;
            }
        }
        assertThat(known).isGreaterThan(DRAWS / 5);
    }

    private void check(String text) throws JsonFault {
        JsonObject object = reader.read(text);
        assertThat(object.text()).isEqualTo(text);
        for (JsonField field : object.fields()) {
            JsonField found = scan.field(field.name()).orElseThrow();
            assertThat(found.kind()).isEqualTo(field.kind());
            assertThat(found.scalar()).isEqualTo(field.scalar());
            assertThat(scan.valueText(found)).isEqualTo(object.valueText(field));
            assertThat(found.from())
                    .isEqualTo(
                            text.substring(0, field.from())
                                    .getBytes(StandardCharsets.UTF_8)
                                    .length);
        }
        assertThat(scan.field("none")).isEmpty();
        for (Set<String> without : List.of(Set.<String>of(), Set.of("id", "a"))) {
            if (sorted.fill(scan, without)) {
                assertThat(new String(sorted.bytes(), 0, sorted.length(), StandardCharsets.UTF_8))
                        .isEqualTo(object.sorted(without));
            }
        }
    }

    @Test
    void takesNothingThatTheReaderDoesNotTakeAsItIs(Seed seed) throws JsonFault {
        int taken = 0;
        for (int i = 0; i < HOSTILE; i++) {
            byte[] text =
                    RandomJson.canonical(new RandomJson(seed).object(2))
                            .getBytes(StandardCharsets.UTF_8);
            byte[] hostile = hostile(text, seed);
            if (scan.scan(hostile, 0, hostile.length)) {
                JsonObject object = reader.read(hostile, 0, hostile.length);
                assertThat(object.text().getBytes(StandardCharsets.UTF_8)).isEqualTo(hostile);
                taken++;
            }
        }
        assertThat(taken).isGreaterThan(HOSTILE / 50);
    }

    private static byte[] hostile(byte[] text, Seed seed) {
        byte[] bytes = text;
        for (int changes = seed.between(1, 3); changes > 0; changes--) {
            int at = seed.between(0, bytes.length);
            byte special = SPECIAL[seed.between(0, SPECIAL.length)];
            int more = seed.between(-1, 2);
            byte[] changed = new byte[bytes.length + more];
            System.arraycopy(bytes, 0, changed, 0, Math.min(at, changed.length));
            int behind = bytes.length - at - 1;
            if (behind > 0) {
                System.arraycopy(bytes, at + 1, changed, at + 1 + more, behind);
            }
            if (more >= 0) {
                changed[at] = special;
            }
            if (more > 0) {
                changed[at + 1] = bytes[at];
            }
            bytes = changed.length == 0 ? text : changed;
        }
        return bytes;
    }
}
