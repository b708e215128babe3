package io.reducto.memory.entry;

import io.reducto.memory.json.JsonField;
import io.reducto.memory.json.JsonFields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Times as users' tools write them, in milliseconds since 1970, of the years 1 to 9999. */
final class UserTime {
    static final long MILLIS_MIN = -62_135_596_800_000L;
    static final long MILLIS_MAX = 253_402_300_799_999L;

    private static final List<String> FIELDS = List.of("timestamp", "last_updated", "created_at");

    /** From here on a number is milliseconds: in seconds it would be the year 5138. */
    private static final BigDecimal MILLISECONDS_FROM = BigDecimal.valueOf(100_000_000_000L);

    /** Longer numbers and wider exponents are no times, and costly. */
    private static final int NUMBER_CHARS_MAX = 64;

    private static final int ISO_CHARS_MIN = "2000-01-01".length();
    private static final int ISO_CHARS_MAX = "2000-01-01T00:00:00.123456789+00:00:00".length();

    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder()
                    .appendValue(ChronoField.YEAR, 4, 4, SignStyle.NEVER)
                    .appendPattern("-MM-dd['T'HH:mm][ HH:mm]")
                    .optionalStart()
                    .appendPattern(":ss")
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                    .optionalEnd()
                    .optionalEnd()
                    .appendPattern("[XXX][XX][X]")
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private UserTime() {}

    /** The first time in the fields that tell one. */
    static OptionalLong of(JsonFields object) {
        for (String name : FIELDS) {
            Optional<JsonField> field = object.field(name);
            OptionalLong time = field.isEmpty() ? OptionalLong.empty() : of(field.get());
            if (time.isPresent()) {
                return time;
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong of(JsonField field) {
        return switch (field.kind()) {
            case STRING -> ofText(field.scalar());
            case NUMBER -> ofNumber(field.scalar());
            default -> OptionalLong.empty();
        };
    }

    static OptionalLong ofNumber(String lexeme) {
        if (lexeme.length() > NUMBER_CHARS_MAX) {
            return OptionalLong.empty();
        }
        BigDecimal number;
        try {
            number = new BigDecimal(lexeme);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
        if (Math.abs((long) number.scale()) > NUMBER_CHARS_MAX) {
            return OptionalLong.empty();
        }
        boolean isMillis = number.compareTo(MILLISECONDS_FROM) >= 0;
        BigDecimal millis = isMillis ? number : number.movePointRight(3);
        return inRange(millis.setScale(0, RoundingMode.FLOOR));
    }

    private static OptionalLong inRange(BigDecimal millis) {
        return millis.compareTo(BigDecimal.valueOf(MILLIS_MIN)) < 0
                        || millis.compareTo(BigDecimal.valueOf(MILLIS_MAX)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(millis.longValueExact());
    }

    static OptionalLong ofText(String text) {
        if (text.length() < ISO_CHARS_MIN || text.length() > ISO_CHARS_MAX) {
            return OptionalLong.empty();
        }
        OptionalLong plain = UtcTime.millis(text);
        return plain.isPresent() ? plain : ofPattern(text);
    }

    static OptionalLong ofPattern(String text) {
        try {
            TemporalAccessor parsed = ISO.parse(text);
            LocalDate date = LocalDate.from(parsed);
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneOffset zone = parsed.query(TemporalQueries.offset());
            if (time == null) {
                return zone == null
                        ? inRange(millis(date, LocalTime.MIN, ZoneOffset.UTC))
                        : OptionalLong.empty();
            }
            return inRange(millis(date, time, zone == null ? ZoneOffset.UTC : zone));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static BigDecimal millis(LocalDate date, LocalTime time, ZoneOffset zone) {
        return BigDecimal.valueOf(date.atTime(time).toInstant(zone).toEpochMilli());
    }
}
