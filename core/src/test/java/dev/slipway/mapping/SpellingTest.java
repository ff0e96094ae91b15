package dev.slipway.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Losses;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts are taken in their exact spelling; in another one when the mapping says so; and in no other case. */
final class SpellingTest {
    private static final String ID = "123e4567-e89b-12d3-a456-426614174000";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+",
                ".",
                "--1",
                "1-",
                "1 2",
                "1_000",
                "1,000",
                "0x10",
                "NaN",
                "nan",
                "Infinity",
                "-Infinity",
                "inf",
                "1e",
                "e1",
                "1e1000",
                "1e-1",
                "1.5",
                "٣",
                "１",
                "1\0",
                "\0",
                "12345678é",
                "1234567:",
                "1234567/",
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999",
                "123456789012345678901234567890123456789012345678901234567890",
                "true",
                "null",
                "\u00a01"
            })
    void whatIsNoIntegerIsRefusedHoweverItIsRead(String text) {
        assertThat(Mapped.text("parse: integer").refusal(text)).contains("is not an integer of 64 bits");
        assertThat(Mapped.text("parse: integer, exact: false").refusal(text))
                .contains(
                        "public.t, column a, row 1: ", "is not an integer of 64 bits", "on-bad-value: null or reject");
    }

    @ParameterizedTest
    @CsvSource({
        "007, 7",
        "+5, 5",
        "-0, 0",
        "00, 0",
        "-00012, -12",
        "1e3, 1000",
        "1E+3, 1000",
        "10.00, 10",
        "5., 5",
        "' 42 ', 42",
        "+9223372036854775807, 9223372036854775807"
    })
    void otherSpellingsOfAnIntegerAreTakenWhenTheMappingSaysSo(String text, String exact) {
        assertThat(Mapped.text("parse: integer").refusal(text))
                .contains("would come back as \"" + exact + "\"; say exact: false");
        assertThat(Mapped.text("parse: integer, exact: false").values(text, null, exact))
                .containsExactly(Long.valueOf(exact), null, Long.valueOf(exact));
    }

    @ParameterizedTest
    @CsvSource({
        "8, -128, 127, 128, -129",
        "16, -32768, 32767, 32768, -32769",
        "32, -2147483648, 2147483647, 2147483648, 9999999999",
        "64, -9223372036854775808, 9223372036854775807, 9223372036854775808, 18446744073709551616"
    })
    void integersAreTakenUpToTheirBorders(int bits, String min, String max, String above, String below) {
        Mapped mapped = Mapped.text("parse: integer(" + bits + "), on-bad-value: null");

        assertThat(mapped.values(min, max, above, below, "0", "-1"))
                .containsExactly(Long.valueOf(min), Long.valueOf(max), null, null, 0L, -1L);
        assertThat(mapped.losses().columns()).containsExactly(new Losses.OfColumn("a", 2, 0));
    }

    @Test
    void decimalsHaveJustTheDigitsOfTheirScale() {
        Mapped mapped = Mapped.text("parse: 'decimal(5,2)'");

        assertThat(mapped.values("0.00", "-0.01", "999.99", "-999.99", "10.50"))
                .containsExactly(
                        new BigDecimal("0.00"),
                        new BigDecimal("-0.01"),
                        new BigDecimal("999.99"),
                        new BigDecimal("-999.99"),
                        new BigDecimal("10.50"));
        for (String text : new String[] {"1000.00", "1.005", "NaN", ".", "1.2.3", "1e5", "-", "12345"}) {
            assertThat(mapped.refusal(text)).contains("is not a decimal of 5 digits, 2 of them behind the point");
        }
        for (String text : new String[] {"1", "1.5", "01.50", "+1.50", "1.500", ".5", "-0.00", "15e-1"}) {
            assertThat(mapped.refusal(text)).contains("would come back as");
        }
        assertThat(Mapped.text("parse: 'decimal(5,2)', exact: false").values("1", ".5", "15e-1", "1.500"))
                .containsExactly(
                        new BigDecimal("1.00"), new BigDecimal("0.50"), new BigDecimal("1.50"), new BigDecimal("1.50"));
    }

    @Test
    void decimalsOf128BitsAreTakenUpToTheirLastDigit() {
        String nines = "9".repeat(38);

        assertThat(Mapped.text("parse: 'decimal(38,0)'").values(nines, "-" + nines, "1" + "0".repeat(37)))
                .containsExactly(
                        new BigDecimal(nines), new BigDecimal("-" + nines), new BigDecimal("1" + "0".repeat(37)));
        assertThat(Mapped.text("parse: 'decimal(38,0)'").refusal(nines + "9")).contains("is not a decimal");
        assertThat(Mapped.text("parse: 'decimal(38,38)'").values("0." + nines, "-0." + nines))
                .containsExactly(new BigDecimal("0." + nines), new BigDecimal("-0." + nines));
        assertThat(Mapped.text("parse: 'decimal(20,0)'").values("18446744073709551616", "99999999999999999999"))
                .containsExactly(new BigDecimal("18446744073709551616"), new BigDecimal("99999999999999999999"));
    }

    @Test
    void uuidsAreInLowerCase() {
        assertThat(Mapped.text("parse: uuid").values(ID, "ffffffff-ffff-ffff-ffff-ffffffffffff"))
                .containsExactly(UUID.fromString(ID), new UUID(-1, -1));
        for (String text : new String[] {ID.toUpperCase(Locale.ROOT), ID.replace("-", ""), "{" + ID + "}", ID + " "}) {
            assertThat(Mapped.text("parse: uuid").refusal(text)).contains("would come back as \"" + ID + '"');
            assertThat(Mapped.text("parse: uuid, exact: false").values(text)).containsExactly(UUID.fromString(ID));
        }
        for (String text : new String[] {
            "",
            ID.substring(1),
            ID + "0",
            "{" + ID,
            ID.replace('e', 'g'),
            ID.replace("-", "_"),
            ID.replace("1", "é"),
            "123e4567-e89b-12d3-a456-42661417400é"
        }) {
            assertThat(Mapped.text("parse: uuid, exact: false").refusal(text)).contains("is not a UUID");
        }
    }

    @Test
    void everyCharacterOfAUuidIsLookedAt() {
        for (int i = 0; i < ID.length(); i++) {
            String text = ID.substring(0, i) + 'G' + ID.substring(i + 1);
            assertThat(Mapped.text("parse: uuid").refusal(text)).contains("is not a UUID");
        }
    }

    @Test
    void booleansAreTwoWords() {
        assertThat(Mapped.text("parse: boolean").values("true", "false", null)).containsExactly(true, false, null);
        assertThat(Mapped.text("parse: 'boolean(t,f)'").values("t", "f")).containsExactly(true, false);
        assertThat(Mapped.text("parse: boolean").refusal("t")).contains("would come back as \"true\"");
        assertThat(Mapped.text("parse: boolean").refusal("")).contains("is not \"true\" or \"false\"");
        assertThat(Mapped.text("parse: boolean").refusal("truest")).contains("is not \"true\" or \"false\"");
        assertThat(Mapped.text("parse: boolean, exact: false").values("T", "off", " 1 ", "NO"))
                .containsExactly(true, false, true, false);
        assertThat(Mapped.text("parse: 'boolean(0,1)', exact: false").values("0", "1"))
                .containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "infinity",
                "-infinity",
                "2023-02-29 00:00:00",
                "1900-02-29 00:00:00",
                "2023-13-01 00:00:00",
                "2023-00-01 00:00:00",
                "2023-04-31 00:00:00",
                "2023-06-15 24:00:00",
                "2023-06-15 23:60:00",
                "2023-06-15 23:59:60",
                "2023-06-15 23:59:59.",
                "2023-06-15 23:59:59.1234567",
                "0044-03-15 12:00:00 BC",
                "0000-01-01 00:00:00",
                "294247-01-01 00:00:00",
                "2023-06-15 00:00:00+00",
                "2023-06-15",
                "15.06.2023",
                "2023-06-15 00:00:0٣",
                "123-06-15 00:00:00",
                "-2023-06-15 00:00:00",
                "2023-06-15 00:00:00 PST"
            })
    void whatIsNoTimeIsRefusedHoweverItIsRead(String text) {
        assertThat(Mapped.text("parse: timestamp").refusal(text)).contains("is not a time like 2023-06-15 09:02:09.5");
        assertThat(Mapped.text("parse: timestamp, exact: false").refusal(text)).contains("is not a time like");
    }

    @ParameterizedTest
    @CsvSource({
        "timestamp, 2023-06-15T09:02:09, 2023-06-15 09:02:09",
        "timestamp, 2023-06-15 09:02:09.50, 2023-06-15 09:02:09.5",
        "timestamp, 2023-06-15 09:02, 2023-06-15 09:02:00",
        "timestamp, 02023-06-15 09:02:00, 2023-06-15 09:02:00",
        "timestamp(utc), 2023-06-15 09:02:09Z, 2023-06-15 09:02:09+00",
        "timestamp(utc), 2023-03-26 02:30:00+02, 2023-03-26 00:30:00+00",
        "'timestamp(utc,iso)', 2023-06-15T09:02:09-05:30, 2023-06-15T14:32:09Z",
        "'timestamp(iso,3)', 2023-06-15T09:02:09.5, 2023-06-15T09:02:09.500",
        "'timestamp(iso,0)', 2023-06-15T09:02:09.000, 2023-06-15T09:02:09",
        "'timestamp(utc,iso,6)', 2023-06-15T09:02:09Z, 2023-06-15T09:02:09.000000Z"
    })
    void otherSpellingsOfATimeAreTakenWhenTheMappingSaysSo(String form, String text, String exact) {
        Object value = Mapped.text("parse: '" + form + "'").values(exact).getFirst();

        assertThat(Mapped.text("parse: '" + form + "'").refusal(text)).contains("would come back as \"" + exact);
        assertThat(Mapped.text("parse: '" + form + "', exact: false").values(text, exact))
                .containsExactly(value, value);
    }

    @Test
    void timesAreMicrosecondsSince1970() {
        Mapped mapped = Mapped.text("parse: timestamp");

        assertThat(mapped.values("1970-01-01 00:00:00", "1969-12-31 23:59:59.999999", "2024-02-29 12:00:00.1"))
                .containsExactly(0L, -1L, 1_709_208_000_100_000L);
        for (int year : new int[] {1, 4, 100, 400, 1582, 1900, 2000, 9999, 294_246}) {
            LocalDateTime time = LocalDateTime.of(year, 12, 31, 23, 59, 59);
            assertThat(mapped.values(String.format(Locale.ROOT, "%04d-12-31 23:59:59", year)))
                    .containsExactly(time.toEpochSecond(ZoneOffset.UTC) * 1_000_000);
        }
    }

    @Test
    void longTextsAreShortenedInMessagesAndControlCharactersAreNotPrinted() {
        assertThat(Mapped.text("parse: integer").refusal("x".repeat(100_000)))
                .contains("\"" + "x".repeat(64) + "\"… (100000 bytes) is not")
                .hasSizeLessThan(400);
        assertThat(Mapped.text("parse: integer").refusal("a\u001b[31m\n\u202eb"))
                .contains("\"a·[31m··b\"");
    }
}
