package dev.slipway.files;

import static dev.slipway.files.Outcome.ANY;
import static dev.slipway.files.Outcome.INEXACT;
import static dev.slipway.files.Outcome.column;
import static dev.slipway.files.Outcome.format;
import static dev.slipway.files.Outcome.jsonLines;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value is what is written, or it is rejected. */
final class ValuesTest {
    private static Object value(FileColumn column, String json) {
        return Outcome.of(jsonLines(column), "{\"a\":" + json + "}")
                .allRows()
                .getFirst()
                .getFirst();
    }

    private static String refusal(FileColumn column, String json) {
        return Outcome.of(jsonLines(column), "{\"a\":" + json + "}").onlyReject();
    }

    @ParameterizedTest
    @CsvSource({
        "int8,127,128",
        "int8,-128,-129",
        "int16,32767,32768",
        "int32,-2147483648,-2147483649",
        "uint8,255,256",
        "uint8,0,-1",
        "uint16,65535,65536",
        "uint32,4294967295,4294967296",
        "uint32,0,-1"
    })
    void integersEndAtTheirBorders(String type, String last, String beyond) {
        assertThat(value(column("a", type), last)).isEqualTo(Long.valueOf(last));
        assertThat(refusal(column("a", type), beyond)).startsWith("1 a: \"" + beyond + "\" is not an");
    }

    @Test
    void unsignedIntegersOf64BitsAreRead() {
        assertThat(value(column("a", "uint64"), "18446744073709551615"))
                .isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(refusal(column("a", "uint64"), "18446744073709551616")).contains("an unsigned integer of 64 bits");
        assertThat(refusal(column("a", "uint64"), "-1")).contains("an unsigned integer of 64 bits");
    }

    @Test
    void decimalsAreNotRounded() {
        assertThat(value(column("a", "decimal(5,2)"), "12.5")).isEqualTo(new BigDecimal("12.50"));
        assertThat(value(column("a", "decimal(5,2)"), "1e2")).isEqualTo(new BigDecimal("100.00"));
        assertThat(value(column("a", "decimal(5,2)"), "-0")).isEqualTo(new BigDecimal("0.00"));
        assertThat(refusal(column("a", "decimal(5,2)"), "1.005")).contains("is not a decimal of 5 digits");
        assertThat(refusal(column("a", "decimal(5,2)"), "1000")).contains("is not a decimal of 5 digits");
        assertThat(value(column("a", "decimal(38,0)"), "9".repeat(38))).isEqualTo(new BigDecimal("9".repeat(38)));
        assertThat(refusal(column("a", "decimal(38,0)"), "9".repeat(39))).contains("is not a decimal of 38 digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.1",
                "1e22",
                "1e23",
                "5e-324",
                "4.9E-324",
                "1.7976931348623157e308",
                "0.10000000000000001",
                "123456789012345678",
                "1.0000000000000000000",
                "100000000000000000000000",
                "2.5",
                "0.1000000000000000055511151231257827021181583404541015625"
            })
    void floatsAreReadThatHaveTheDigitsThatAreWritten(String number) {
        if (number.equals("123456789012345678")) {
            assertThat(refusal(column("a", "float64"), number)).contains("is not exact in a float of 64 bits");
            return;
        }
        assertThat(value(column("a", "float64"), number)).isEqualTo(Double.valueOf(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "0.1000000000000000000001",
                "1e-400",
                "1e-99999999999",
                "3.14159265358979323846"
            })
    void floatsThatAreNotAreRejectedUnlessTheyMayBeInexact(String number) {
        assertThat(refusal(column("a", "float64"), number)).contains("is not exact in a float of 64 bits");
        assertThat(value(column("a", "float64", INEXACT), number)).isEqualTo(Double.valueOf(number));
    }

    @Test
    void noFloatIsInfiniteUnlessThatIsWritten() {
        assertThat(refusal(column("a", "float64", INEXACT), "1e400")).contains("larger than any float of 64 bits");
        assertThat(refusal(column("a", "float32"), "1e39")).contains("larger than any float of 32 bits");
        assertThat(refusal(column("a", "float32"), "16777217")).contains("is not exact in a float of 32 bits");
        assertThat(value(column("a", "float32"), "0.1")).isEqualTo(0.1f);
        assertThat(refusal(column("a", "float64"), "\"NaN\"")).contains("is a string, expected a number");
        assertThat(value(column("a", "float64", ANY), "\"NaN\"")).isEqualTo(Double.NaN);
        assertThat(value(column("a", "float64", ANY), "\"-Infinity\"")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(refusal(column("a", "float64", ANY), "\"1,5\"")).contains("is not a number");
        assertThat(refusal(column("a", "float64", ANY), "\"\"")).contains("\"\" is not a number");
    }

    @Test
    void textIsAStringUnlessAnyKindIsTaken() {
        assertThat(refusal(column("a", "text"), "1.50")).contains("is a number, expected a string for text");
        assertThat(refusal(column("a", "text"), "true")).contains("is true or false, expected a string for text");
        assertThat(value(column("a", "text", ANY), "1.50")).isEqualTo("1.50");
        assertThat(value(column("a", "text", ANY), "false")).isEqualTo("false");
        assertThat(refusal(column("a", "text", ANY), "[1]")).contains("is an array");
        assertThat(value(column("a", "int64", ANY), "\"12\"")).isEqualTo(12L);
        assertThat(refusal(column("a", "int64", ANY), "\"12 apples\"")).contains("is not an integer of 64 bits");
        assertThat(value(column("a", "bool", ANY), "\"true\"")).isEqualTo(true);
        assertThat(value(column("a", "bool", format("Y/N")), "\"N\"")).isEqualTo(false);
        assertThat(refusal(column("a", "bool", format("Y/N")), "\"maybe\"")).contains("is not \"Y\" or \"N\"");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-10-28T00:15:23Z,2025-10-28T00:15:23Z",
        "2025-10-28 07:15:23.5+07:00,2025-10-28T00:15:23.500Z",
        "2025-10-28T00:15Z,2025-10-28T00:15:00Z",
        "2025-10-28t00:15:23.123456z,2025-10-28T00:15:23.123456Z",
        "2025-10-28 00:15:23.120000000+00,2025-10-28T00:15:23.120Z",
        "0001-01-01T00:00:00Z,0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z,9999-12-31T23:59:59.999999Z",
        "10000-01-01T00:00:00Z,+10000-01-01T00:00:00Z",
        "2024-02-29T12:00:00-12:00,2024-03-01T00:00:00Z"
    })
    void momentsAreReadAsTheyAreCommonlyWritten(String text, Instant expected) {
        long micros = expected.getEpochSecond() * 1_000_000 + expected.getNano() / 1000;
        assertThat(value(column("a", "timestamp utc"), '"' + text + '"')).isEqualTo(micros);
        assertThat(value(column("a", "timestamp micros utc"), '"' + text + '"')).isEqualTo(micros);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-10-28T00:15:23",
                "2025-10-28",
                "2025-13-01T00:00:00Z",
                "2025-02-29T00:00:00Z",
                "2025-01-01T24:00:00Z",
                "2025-01-01T23:59:60Z",
                "0000-01-01T00:00:00Z",
                "2025-01-01T00:00:00.1234567Z",
                "2025-01-01T00:00:00.1234567890Z",
                "-2025-01-01T00:00:00Z",
                "294247-01-01T00:00:00Z",
                "",
                "now",
                "20250101T000000Z",
                "2025-01-01T00:00:00Zjunk",
                "٢٠٢٥-01-01T00:00:00Z"
            })
    void whatIsNoMomentInMicrosecondsIsRejected(String text) {
        assertThat(refusal(column("a", "timestamp utc"), '"' + text + '"')).startsWith("1 a: ");
    }

    @Test
    void momentsHaveTheUnitOfTheirColumnOrAreRejected() {
        String nanos = "\"2025-01-01T00:00:00.123456789Z\"";
        assertThat(value(column("a", "timestamp nanos utc"), nanos)).isEqualTo(1_735_689_600_123_456_789L);
        assertThat(refusal(column("a", "timestamp millis utc"), nanos)).contains("does not fit a count of millis");
        assertThat(refusal(column("a", "timestamp nanos utc"), "\"2300-01-01T00:00:00Z\""))
                .contains("count of nanos");
        assertThat(value(column("a", "timestamp millis local"), "\"1970-01-01 00:00:01\""))
                .isEqualTo(1000L);
        assertThat(refusal(column("a", "timestamp local"), "\"1970-01-01 00:00:01Z\""))
                .contains("is not a time");
    }

    @Test
    void epochsAreReadWhereTheyAreDeclared() {
        assertThat(refusal(column("a", "timestamp utc"), "1735689600")).contains("is a number, expected a string");
        assertThat(value(column("a", "timestamp utc", format("epoch-seconds")), "1735689600"))
                .isEqualTo(1_735_689_600_000_000L);
        assertThat(value(column("a", "timestamp utc", format("epoch-seconds")), "1735689600.25"))
                .isEqualTo(1_735_689_600_250_000L);
        assertThat(value(column("a", "timestamp millis utc", format("epoch-millis")), "-1"))
                .isEqualTo(-1L);
        assertThat(refusal(column("a", "timestamp millis utc", format("epoch-micros")), "1"))
                .contains("no whole number");
        assertThat(refusal(column("a", "timestamp utc", format("epoch-seconds")), "99999999999999"))
                .contains("64 bits");
        assertThat(refusal(column("a", "timestamp utc", format("epoch-millis")), "\"1\""))
                .contains("is a string");
    }

    @Test
    void timesWithoutAZoneAreOfTheDeclaredOneUnlessClocksWereChanged() {
        Reading berlin =
                new Reading(Optional.empty(), List.of(), false, false, Optional.of(ZoneId.of("Europe/Berlin")));
        FileColumn column = column("a", "timestamp utc", berlin);

        assertThat(value(column, "\"2025-07-01 12:00:00\"")).isEqualTo(micros("2025-07-01T10:00:00Z"));
        assertThat(value(column, "\"2025-03-30T01:59:59\"")).isEqualTo(micros("2025-03-30T00:59:59Z"));
        assertThat(refusal(column, "\"2025-03-30T02:30:00\"")).contains("never was in Europe/Berlin");
        assertThat(value(column, "\"2025-03-30T03:00:00\"")).isEqualTo(micros("2025-03-30T01:00:00Z"));
        assertThat(refusal(column, "\"2025-10-26T02:30:00\"")).contains("was twice in Europe/Berlin");
        assertThat(value(column, "\"2025-10-26T02:30:00+01:00\"")).isEqualTo(micros("2025-10-26T01:30:00Z"));
        assertThat(refusal(column, "\"yesterday\"")).contains("is not a time");
    }

    private static long micros(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000;
    }

    @Test
    void datesAndTimesOfDayAreRead() {
        assertThat(value(column("a", "date"), "\"2025-10-28\""))
                .isEqualTo(LocalDate.of(2025, 10, 28).toEpochDay());
        assertThat(value(column("a", "date"), "\"0001-01-01\""))
                .isEqualTo(LocalDate.of(1, 1, 1).toEpochDay());
        assertThat(value(column("a", "date"), "\"10000-01-01\""))
                .isEqualTo(LocalDate.of(10000, 1, 1).toEpochDay());
        for (String bad : List.of("0000-01-01", "2025-02-30", "28.10.2025", "2025-10-28T00:00:00", "", "+2025-10-28")) {
            assertThat(refusal(column("a", "date"), '"' + bad + '"')).contains("is not a date like 2025-10-28");
        }
        assertThat(value(column("a", "time"), "\"09:02:09.5\"")).isEqualTo(32_529_500_000L);
        assertThat(value(column("a", "time nanos"), "\"23:59:59.999999999\"")).isEqualTo(86_399_999_999_999L);
        for (String bad : List.of("24:00:00", "9:02", "09:02:09Z", "09:02:09.1234567", "")) {
            assertThat(refusal(column("a", "time"), '"' + bad + '"')).contains("is not a time of day");
        }
    }

    @Test
    void uuidsAndBytesAreRead() {
        String uuid = "123e4567-e89b-12d3-a456-426614174000";
        assertThat(value(column("a", "uuid"), '"' + uuid + '"')).isEqualTo(UUID.fromString(uuid));
        assertThat(value(column("a", "uuid"), "\"{123E4567E89B12D3A456426614174000}\""))
                .isEqualTo(UUID.fromString(uuid));
        assertThat(refusal(column("a", "uuid"), "\"123e4567\"")).contains("is not a UUID");
        assertThat(value(column("a", "bytes"), "\"AP8=\"")).isEqualTo("\\x00ff");
        assertThat(value(column("a", "bytes"), "\"AP8\"")).isEqualTo("\\x00ff");
        assertThat(refusal(column("a", "bytes"), "\"AP9=\"")).contains("is not base64");
        assertThat(refusal(column("a", "bytes"), "\"A P8\"")).contains("is not base64");
        assertThat(value(column("a", "bytes", format("base64url")), "\"-_8\"")).isEqualTo("\\xfbff");
        assertThat(value(column("a", "bytes", format("hex")), "\"\\\\x00FF\"")).isEqualTo("\\x00ff");
        assertThat(refusal(column("a", "bytes", format("hex")), "\"0\"")).contains("is not hex");
    }

    @Test
    void listsMapsAndStructsAreRead() {
        assertThat(value(column("a", "list<int64>"), "[1,null,-3]")).isEqualTo(Arrays.asList(1L, null, -3L));
        assertThat(value(column("a", "list<list<text>>"), "[[\"x\"],[],null]"))
                .isEqualTo(Arrays.asList(List.of("x"), List.of(), null));
        assertThat(value(column("a", "map<int32, text>"), "{\"1\":\"x\",\"2\":null}")
                        .toString())
                .isEqualTo("[1=x, 2=null]");
        assertThat(refusal(column("a", "list<int64>"), "[1,\"2\"]"))
                .isEqualTo("1 a.element: is a string, expected a number for int64");
        assertThat(refusal(column("a", "map<int32, text>"), "{\"x\":\"y\"}")).contains("is not an integer of 32 bits");
        assertThat(refusal(column("a", "map<text, text>"), "{\"x\":\"y\",\"x\":\"z\"}"))
                .contains("has the key \"x\" twice");
        assertThat(refusal(column("a", "list<int64>"), "{}")).contains("is an object, expected an array");
    }

    @Test
    void whatIsWithinAStructIsReadLikeAColumn() {
        FileSchema schema = SchemaFile.parse("""
                name: t
                version: 1
                format: jsonl
                columns:
                  a:
                    type: struct
                    fields:
                      x: {type: int64, nullable: false}
                      y: {type: text, from: why}
                """, "s.yaml");

        assertThat(Outcome.of(schema, "{\"a\":{\"x\":1,\"why\":\"z\"}}\n{\"a\":null}\n{}")
                        .allRows()
                        .toString())
                .isEqualTo("[[{x=1, y=z}], [null], [null]]");
        assertThat(Outcome.of(schema, "{\"a\":{\"why\":\"z\"}}").onlyReject())
                .isEqualTo("1 a.x: is missing or null, which it cannot be");
        assertThat(Outcome.of(schema, "{\"a\":{\"x\":1,\"y\":2}}").onlyReject())
                .isEqualTo("1 a: has an unknown key \"y\"");
    }

    @Test
    void valuesAreTakenFromWithinAndFromTheFirstThatIsThere() {
        FileSchema schema = jsonLines(
                column("ms", "float64", Reading.PLAIN, "duration_ms", "/timings/total_ms"),
                column("timings", "json"),
                column("fts", "float64", Reading.PLAIN, "/timings/fts_ms"),
                column("all", "json", Reading.PLAIN, "$"));
        String text =
                "{\"duration_ms\":1}\n{\"timings\":{\"fts_ms\":2.5,\"total_ms\":3,\"more\":0}}\n{\"duration_ms\":null}";

        assertThat(Outcome.of(schema, text).allRows())
                .isEqualTo(List.of(
                        Arrays.asList(1.0, null, null, "{\"duration_ms\":1}"),
                        Arrays.asList(
                                3.0,
                                "{\"fts_ms\":2.5,\"total_ms\":3,\"more\":0}",
                                2.5,
                                "{\"timings\":{\"fts_ms\":2.5,\"total_ms\":3,\"more\":0}}"),
                        Arrays.asList(null, null, null, "{\"duration_ms\":null}")));
    }

    @Test
    void whatStandsWhereAnObjectShouldIsNotPassedOver() {
        FileSchema schema = jsonLines(column("ms", "float64", Reading.PLAIN, "/timings/total_ms"));

        assertThat(Outcome.of(schema, "{\"timings\":5}").onlyReject())
                .contains("timings: is a number, expected an object with total_ms");
        assertThat(Outcome.of(schema, "{\"timings\":{\"x\":5}}").onlyReject())
                .contains("has an unknown key \"timings.x\"");
        assertThat(Outcome.of(schema, "{\"timings\":null}").allRows())
                .isEqualTo(List.of(Collections.singletonList(null)));
    }

    @Test
    void nullsCanBeSpelt() {
        Reading nulls = new Reading(Optional.empty(), List.of("", "n/a"), true, false, Optional.empty());
        FileSchema schema = jsonLines(column("a", "int64", nulls));
        FileSchema text = jsonLines(column("a", "text", nulls));

        assertThat(Outcome.of(text, "{\"a\":\"\\u006e\\/a\"}\n{\"a\":\"n\\\\a\"}\n{\"a\":\"n/a \"}")
                        .allRows())
                .isEqualTo(List.of(Collections.singletonList(null), List.of("n\\a"), List.of("n/a ")));
        assertThat(Outcome.of(schema, "{\"a\":\"\"}\n{\"a\":\"n/a\"}\n{\"a\":\"5\"}")
                        .allRows())
                .isEqualTo(List.of(Collections.singletonList(null), Collections.singletonList(null), List.of(5L)));
    }

    @Test
    void unknownKeysAreLeftOutWhereThatIsDeclared() {
        FileSchema schema = new FileSchema("t", 1, "", new FileFormat.JsonLines(), true, List.of(column("a", "int64")));

        assertThat(Outcome.of(schema, "{\"b\":[{}],\"a\":1,\"b\":2}").allRows()).isEqualTo(List.of(List.of(1L)));
    }
}
