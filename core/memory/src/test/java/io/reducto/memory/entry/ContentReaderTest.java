package io.reducto.memory.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.memory.json.JsonFault;
import io.reducto.memory.json.JsonObject;
import io.reducto.memory.json.JsonObjectReader;
import io.reducto.memory.json.RandomJson;
import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Seed.Extension.class)
class ContentReaderTest {
    private static final int DRAWS = 10_000;

    private final ContentReader reader = new ContentReader();

    @Test
    void saysWhatTheEntrySays(Seed seed) throws JsonFault {
        for (int i = 0; i < DRAWS; i++) {
            String text = RandomJson.canonical(new RandomJson(seed).object(4));
            String more = seed.between(0, 2) == 0 ? "" : ",\"created_at\":\"2024-02-29\"";
            check(text.equals("{}") ? text : text.substring(0, text.length() - 1) + more + "}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"timestamp\":\"2024-02-29T12:34:56.5Z\",\"id\":1}",
                "{\"timestamp\":\"no\",\"last_updated\":1700000000,\"id\":1,\"a\":2}",
                "{\"timestamp\":\"2024\\u002d02-29\"}",
                "{\"b\":[{\"d\":1,\"c\":2}],\"a\":1,\"original_id\":7}",
                "{\"b\":{\"d\":1,\"c\":2},\"a\":1,\"original_id\":7}",
                "{\"timestamp\":{\"id\":1}}"
            })
    void examples(String text) throws JsonFault {
        check(new JsonObjectReader().read(text).text());
    }

    private void check(String canonical) throws JsonFault {
        JsonObject object = new JsonObjectReader().read(canonical);
        byte[] value = canonical.getBytes(StandardCharsets.UTF_8);
        ContentReader.Content content = reader.read(value);
        ContentDigest digest = ContentDigest.of(object.sorted(Entry.IDENTITY));
        assertThat(content.digest()).isEqualTo(digest);
        assertThat(content.userTimeMillis()).isEqualTo(UserTime.of(object));
        assertThat(Entry.ofValue(value).content()).isEqualTo(digest);
    }

    @Test
    void refusesWhatIsNoValue() {
        for (String text :
                new String[] {"{\"a\": 1}", "{\"_reducto\":1}", "[]", "{\"a\":1,\"a\":1}"}) {
            assertThatThrownBy(() -> reader.read(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Texts near to times: what is read without the pattern is what the pattern reads. */
    @Test
    void timesOfUtcAreWhatThePatternSays(Seed seed) {
        int times = 0;
        for (int i = 0; i < DRAWS; i++) {
            String text = nearlyATime(seed);
            OptionalLong plain = UtcTime.millis(text);
            if (plain.isPresent()) {
                assertThat(UserTime.ofPattern(text)).as(text).isEqualTo(plain);
                times++;
            }
        }
        assertThat(times).isBetween(DRAWS / 10, DRAWS - DRAWS / 10);
        for (String zone : new String[] {"", "Z", "+00:00"}) {
            assertThat(UtcTime.millis("1969-12-31T23:59:59.9999" + zone)).hasValue(-1);
            assertThat(UtcTime.millis("2024-02-29T00:00:00" + zone))
                    .hasValue(Instant.parse("2024-02-29T00:00:00Z").toEpochMilli());
        }
    }

    private static String nearlyATime(Seed seed) {
        Instant instant =
                Instant.ofEpochSecond(
                        UserTime.MILLIS_MIN / 1000
                                + Math.floorMod(seed.random().nextLong(), 315_537_897_600L),
                        seed.between(0, 3) == 0 ? 0 : seed.between(0, 1_000_000_000));
        StringBuilder text = new StringBuilder(instant.toString());
        if (seed.between(0, 3) == 0) {
            text.setLength(text.length() - 1);
            text.append(seed.between(0, 2) == 0 ? "+00:00" : "");
        }
        int point = text.indexOf(".");
        int from = point + seed.between(0, 10);
        if (point > 0 && from < text.length()) {
            text.delete(from, Math.min(point + 10, text.length()));
        }
        for (int changes = seed.between(0, 3); changes > 0; changes--) {
            int at = seed.between(0, text.length());
            switch (seed.between(0, 3)) {
                case 0 -> text.setCharAt(at, "0123456789:.-TZ+ ٢".charAt(seed.between(0, 18)));
                case 1 -> text.deleteCharAt(at);
                default -> text.insert(at, (char) ('0' + seed.between(0, 10)));
            }
        }
        return text.toString();
    }
}
