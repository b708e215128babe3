package io.reducto.memory.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.json.JsonFault;
import io.reducto.memory.json.JsonObjectReader;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2024-02-29, 2024-02-29T00:00:00Z",
        "2024-02-29T12:34, 2024-02-29T12:34:00Z",
        "2024-02-29 12:34:56, 2024-02-29T12:34:56Z",
        "2024-02-29T12:34:56Z, 2024-02-29T12:34:56Z",
        "2024-02-29T12:34:56.7, 2024-02-29T12:34:56.700Z",
        "2024-02-29T12:34:56.123456Z, 2024-02-29T12:34:56.123Z",
        "2024-02-29 12:34:56.123456789+00:00, 2024-02-29T12:34:56.123Z",
        "2024-02-29T12:34:56+02:00, 2024-02-29T10:34:56Z",
        "2024-02-29T12:34:56-0130, 2024-02-29T14:04:56Z",
        "2024-02-29T12:34:56+05, 2024-02-29T07:34:56Z",
        "1960-01-01, 1960-01-01T00:00:00Z",
        "0001-01-01, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999, 9999-12-31T23:59:59.999Z"
    })
    void textsAreIso(String text, String instant) {
        assertThat(UserTime.ofText(text)).hasValue(Instant.parse(instant).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2024",
                "2024-02",
                "2023-02-29",
                "2024-13-01",
                "2024-2-9",
                "2024-02-29T",
                "2024-02-29T24:00",
                "2024-02-29T12:60",
                "2024-02-29T12:34:60",
                "2024-02-29T12:34:56.",
                "2024-02-29T12:34:56.1234567890",
                "2024-02-29T12:34:56,5",
                "2024-02-29T12:34:56+25:00",
                "2024-02-29Z",
                " 2024-02-29",
                "2024-02-29 ",
                "0000-12-31",
                "0001-01-01T00:00+01:00",
                "9999-12-31T23:59-01:00",
                "-2024-02-29",
                "+12024-02-29",
                "20240229",
                "1700000000",
                "2024-02-29T12:34:56 Europe/Berlin",
                "\u0662024-02-29",
                "\u0662\u0660\u0662\u0664-02-29"
            })
    void otherTextsAreNoTimes(String text) {
        assertThat(UserTime.ofText(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1700000000, 1700000000000",
        "1700000000.9994, 1700000000999",
        "1.7e9, 1700000000000",
        "99999999999, 99999999999000",
        "100000000000, 100000000000",
        "1700000000123, 1700000000123",
        "1700000000123.9, 1700000000123",
        "1.7E+12, 1700000000000",
        "-1, -1000",
        "-0.0001, -1",
        "1e-30, 0",
        "253402300799999, 253402300799999"
    })
    void numbersAreSecondsOrMilliseconds(String lexeme, long millis) {
        assertThat(millisOf(lexeme)).isEqualTo(millis);
    }

    private static long millisOf(String lexeme) {
        return UserTime.ofNumber(lexeme).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "253402300800000",
                "-62135596801",
                "-1700000000123",
                "1e999",
                "1e999999999",
                "1e-999999999",
                "1e99999999999",
                "-1e99999999999"
            })
    void numbersOutOfRangeAreNoTimes(String lexeme) {
        assertThat(UserTime.ofNumber(lexeme)).isEmpty();
    }

    @Test
    void manyDigitsAreNoTime() {
        assertThat(UserTime.ofNumber("1".repeat(400))).isEmpty();
        assertThat(UserTime.ofNumber("1." + "0".repeat(1_000_000))).isEmpty();
    }

    @Test
    void theFirstFieldThatIsATimeCounts() throws JsonFault {
        assertThat(of("{\"created_at\":3,\"last_updated\":2,\"timestamp\":1}")).hasValue(1_000);
        assertThat(of("{\"created_at\":3,\"last_updated\":2,\"timestamp\":\"now\"}"))
                .hasValue(2_000);
        assertThat(of("{\"created_at\":3,\"last_updated\":null,\"timestamp\":[1]}"))
                .hasValue(3_000);
        assertThat(of("{\"timestamp\":true,\"created\":1}")).isEmpty();
    }

    private static OptionalLong of(String text) throws JsonFault {
        return UserTime.of(new JsonObjectReader().read(text));
    }
}
