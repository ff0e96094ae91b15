package dev.slipway.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mapping made of rows becomes those rows again, or is refused. */
final class UnmappingTest {
    private static ThereAndBack of(String columns, String type, List<List<@Nullable Object>> rows) {
        Mapping mapping = MappingFile.parse("mapping: 1\ncolumns: {" + columns + "}", "m.yaml");
        return new ThereAndBack(mapping, Mapped.table("a", type), rows, 1);
    }

    private static List<List<@Nullable Object>> rows(@Nullable Object... values) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Object value : values) {
            rows.add(Arrays.asList(value));
        }
        return rows;
    }

    private static void comesBack(String steps, String type, @Nullable Object... values) {
        assertThat(of("a: {" + steps + "}", type, rows(values)).back())
                .as(steps)
                .isEqualTo(rows(values));
    }

    private static String refusal(ThereAndBack way) {
        Failure failure = catchThrowableOfType(Failure.class, way::back);
        assertThat(failure).as("it comes back").isNotNull();
        return failure.text();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void whateverIsNotRefusedComesBackByteForByte(long seed) {
        RandomMappings random = new RandomMappings(seed);
        int back = 0;
        for (int round = 0; round < 120; round++) {
            RandomMappings.Case next = random.next(1 + random.random().nextInt(200), round % 4 == 3 ? 2 : 0);
            String what =
                    "seed " + seed + ", round " + round + ": " + next.mapping().settings();
            ThereAndBack way = new ThereAndBack(next.mapping(), next.table(), next.rows(), seed + round);
            try {
                List<List<@Nullable Object>> found = way.back();
                for (int i = 0; i < found.size(); i++) {
                    assertThat(found.get(i))
                            .as("%s%nrow %d", what, i)
                            .isEqualTo(next.rows().get(i));
                }
                assertThat(found).as(what).hasSameSizeAs(next.rows());
                back++;
            } catch (Failure e) {
                assertThat(e.text()).as(what).contains("cannot be had as it was (");
            }
        }
        System.out.println("seed " + seed + ": " + back + " of 120 mappings had a way back");
        assertThat(back).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void aMappingIsTheSameWhenItWasWrittenDownAndRead(long seed) {
        RandomMappings random = new RandomMappings(seed);
        for (int round = 0; round < 200; round++) {
            Mapping mapping = random.next(1, 0).mapping();
            if (mapping.columns().stream().anyMatch(ColumnRule::drop)) {
                // Columns are dropped here that have other steps, which no file can say.
                continue;
            }

            assertThat(MappingJson.read(MappingJson.write(mapping)).settings())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(mapping.settings());
        }
    }

    @Test
    void namesAndTextsThatNoOneWouldChooseAreWrittenDownAndRead() {
        Mapping mapping = MappingFile.parse("""
                mapping: 1
                on-bad-value: null
                columns:
                  "a\\x7f\\u2028\\\" : #😀\\n": {split: "\\x7f\\0", rename: "null", on-bad-value: reject, cast: bytes}
                  "true": {promote: {"~": {path: "/~0/~1/\\u00e9", parse: "timestamp(utc,iso,3)", exact: false, default: "2023-06-15 09:02:09.5+00"}}}
                  "3": {drop: true}
                  "": {empty: null, parse: "boolean(,n)", on-bad-value: error}
                """, "m.yaml");

        assertThat(MappingJson.read(MappingJson.write(mapping)).settings()).isEqualTo(mapping.settings());
    }

    @Test
    void numbersComeBackAtTheirExtremes() {
        comesBack("parse: integer", "text?", "0", "-1", null, "9223372036854775807", "-9223372036854775808");
        comesBack("parse: integer(8)", "text", "-128", "127", "0");
        comesBack("parse: 'decimal(3,3)'", "text", "0.000", "-0.001", "0.999", "-0.999");
        comesBack("parse: 'decimal(18,2)'", "text", "0.05", "-0.50", "9999999999999999.99", "10.00");
        comesBack(
                "parse: 'decimal(38,38)'",
                "text",
                "0." + "0".repeat(38),
                "-0." + "9".repeat(38),
                "0." + "0".repeat(37) + "1");
        comesBack(
                "parse: 'decimal(38,0)'",
                "text?",
                "9".repeat(38),
                "-" + "9".repeat(38),
                null,
                "0",
                "18446744073709551616");
    }

    @Test
    void timesComeBackAtTheirExtremes() {
        String[] local = {
            "0001-01-01 00:00:00",
            "1969-12-31 23:59:59.999999",
            "1970-01-01 00:00:00",
            "2000-02-29 23:59:59.000001",
            "1900-02-28 12:00:00.1",
            "10000-03-01 00:00:00",
            "294246-12-31 23:59:59.999999"
        };
        comesBack("parse: timestamp", "text", (Object[]) local);
        comesBack(
                "parse: timestamp(utc)",
                "text",
                Arrays.stream(local).map(text -> text + "+00").toArray());
        comesBack(
                "parse: 'timestamp(utc,iso)'",
                "text",
                Arrays.stream(local).map(text -> text.replace(' ', 'T') + "Z").toArray());
        comesBack("parse: timestamp(3)", "text?", "2023-06-15 09:02:09.000", "1969-12-31 23:59:59.999", null);
        comesBack("parse: timestamp(0)", "text", "2023-06-15 09:02:09");
        comesBack("parse: timestamp(6)", "text", "2023-06-15 09:02:09.000010", "2023-06-15 09:02:09.100000");
    }

    @Test
    void wordsBytesUuidsAndJsonComeBack() {
        comesBack("parse: 'boolean(ü,)'", "text?", "ü", "", null);
        comesBack(
                "parse: uuid",
                "text?",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "00000000-0000-0000-0000-000000000000",
                null);
        comesBack("decode: base64", "text?", "", "AA==", "AAE=", "AAEC", "+/+/", null);
        comesBack("decode: base64url", "text?", "", "AA", "AAE", "AAEC", "-_-_", null);
        comesBack("parse: json", "text?", " { \"a\" : 1e400, \"a\":null } ", "null", null);
    }

    @Test
    void listsComeBackWhateverTheyHold() {
        comesBack("split: ','", "text?", "", null, ",", ",,", "a", "a,", ",a", "ü,😀,\0");
        comesBack("split: ', '", "text", ",", ", ", ",, ", " ,", "a, b,c");
        comesBack("{split: ',', decode: base64url}".replaceAll("[{}]", ""), "text?", "", ",", "AA,,AAEC", null, "AA");
        comesBack("split: ',', parse: integer(8)", "text", "", "-128", "1,2,3");
        comesBack("split: ',', empty: null", "text?", null, "a", ",");
        comesBack("split: ',', empty: null", "text", "", "a", ",");
    }

    @Test
    void castsComeBack() {
        comesBack("cast: int16", "int32?", -32768L, 32767L, null);
        comesBack("cast: uint64", "int64", 0L, Long.MAX_VALUE);
        comesBack("cast: 'decimal(38,19)'", "int64?", Long.MIN_VALUE, Long.MAX_VALUE, 0L, null);
        comesBack("cast: float32", "double?", -0.0, 1.5, Double.NaN, Double.NEGATIVE_INFINITY, null, (double)
                Float.MIN_VALUE);
        comesBack("cast: float64", "float", -0.0f, Float.MAX_VALUE, Float.MIN_VALUE);
        comesBack("cast: bytes", "text?", "", "ü\0", null);
        comesBack("cast: bytes", "json?", "{ }", null);
        comesBack("cast: text", "json?", "{ }", "null", null);
        comesBack("split: ',', cast: bytes", "text", "", "a,b", ",ü");
    }

    @Test
    void emptyTextsComeBackWhereThereWereNoNullsAndNullsWhereThereWereNoEmptyTexts() {
        comesBack("empty: null", "text?", "", "x", "");
        comesBack("empty: null", "text?", null, "x", null);
        comesBack("empty: null", "text?", "x", "y");
        comesBack("empty: null, parse: integer", "text", "", "1");
        comesBack("empty: null, decode: base64url, on-bad-value: null", "text?", "", "AA");

        assertThat(refusal(of("a: {empty: null, parse: integer}", "text?", rows("", null, "", "1"))))
                .contains("\"a\"", "(empty to null; parse integer(64))", "2 empty texts and 1 nulls became one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: {empty: null} | empty to null",
                "a: {parse: integer, on-bad-value: null} | parse integer(64)",
                "a: {parse: integer, on-bad-value: reject} | parse integer(64)"
            })
    void theLastFileOfAUnitMustBeThereWhereSomethingMayHaveBeenLost(String columns, String step) {
        ThereAndBack way = of(columns, "text?", rows("1"));
        way.said().remove("slipway.mapping.emptied");

        assertThat(refusal(way)).contains("\"a\"", "(" + step, "the last file of each unit says", "is not there");
        ThereAndBack promoted =
                of("a: {promote: {b: {path: /x, on-bad-value: reject}}}", "json?", rows("{\"x\": \"y\"}"));
        promoted.said().remove("slipway.mapping.emptied");
        assertThat(refusal(promoted)).contains("\"a/x\"", "the last file of each unit says");
    }

    @Test
    void theLastFileOfAUnitMayBeMissingWhereNothingCanBeLost() {
        ThereAndBack way = of("a: {parse: integer}", "text?", rows("1", null));
        way.said().remove("slipway.mapping.emptied");

        assertThat(way.back()).isEqualTo(rows("1", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: {parse: integer, exact: false} | parse integer(64) | other spellings of a value become one",
                "a: {default: none} | default \"none\" | null becomes",
                "a: {drop: true, promote: {b: {path: '', parse: json}}} | drop | its values are in no file"
            })
    void whatIsLostForAnyValueIsRefusedWithItsStep(String columns, String step, String why) {
        assertThat(refusal(of(columns, "text?", rows("1")))).contains("\"a\"", "(" + step + ")", why);
    }

    @Test
    void badValuesThatWereLetPassAreRefusedOnlyWhereThereWereAny() {
        comesBack("parse: integer, on-bad-value: null", "text", "1", "2");
        comesBack("parse: integer, on-bad-value: reject", "text?", "1", null);

        assertThat(refusal(of("a: {parse: integer, on-bad-value: null}", "text", rows("1", "x"))))
                .contains("column \"a\"", "(parse integer(64))", "1 became null");
        assertThat(refusal(of("a: {parse: integer, on-bad-value: reject}", "text", rows("1", "x"))))
                .contains("column \"a\"", "1 rows were rejected");
    }

    @Test
    void promotedColumnsGoAndNamesComeBack() {
        comesBack("rename: b, promote: {c: {path: /x, on-bad-value: null}}", "json?", "{\"x\": 1}", null, "[]");
        comesBack("promote: {c: {path: /x, parse: integer, on-bad-value: null}}", "json?", "{\"x\": \"?\"}", "{}");
        assertThat(refusal(of(
                        "a: {promote: {c: {path: /x, parse: integer, on-bad-value: reject}}}",
                        "json?",
                        rows("{\"x\": \"?\"}"))))
                .contains("column \"a/x\"", "promote \"a\" at \"/x\"; parse integer(64)", "1 rows were rejected");
        Table source = Mapped.table("a", "text", "b", "text");
        Mapping swap = MappingFile.parse("mapping: 1\ncolumns: {a: {rename: b}, b: {rename: a, parse: integer}}", "m");
        List<List<@Nullable Object>> rows = List.of(List.of("x", "1"), List.of("y", "2"));

        assertThat(new ThereAndBack(swap, source, rows, 3).back()).isEqualTo(rows);
    }

    @Test
    void listsThatNoTextGivesAreRefused() {
        ThereAndBack way = of("a: {split: ',', decode: base64url}", "text?", rows("", "AA"));

        assertThat(catchThrowableOfType(Failure.class, () -> way.back(List.of(List.of(List.of("\\x")))))
                        .text())
                .contains("column a", "row 1", "an empty text", "does not hold what the mapping gives");
        assertThat(catchThrowableOfType(
                                Failure.class,
                                () -> way.back(
                                        List.of(List.of(List.of("\\x00")), List.of(Arrays.asList("\\x00", null)))))
                        .text())
                .contains("column a", "row 2", "holds null");
    }

    @Test
    void footersThatDoNotSayEnoughAreRefusedWithTheirWriter() {
        ThereAndBack old = of("a: {parse: integer}", "text", rows("1"));
        old.said().keySet().removeIf(key -> key.startsWith("slipway.mapping"));
        assertThat(refusal(old)).contains("f.parquet", "slipway version 0", "does not hold the mapping");

        ThereAndBack foreign = of("a: {parse: integer}", "text", rows("1"));
        foreign.said().clear();
        assertThat(refusal(foreign)).contains("does not say what its columns were at the source");

        ThereAndBack newer = of("a: {parse: integer}", "text", rows("1"));
        newer.said().put("slipway.mapping.source", "{\"version\":2}");
        assertThat(refusal(newer)).contains("of a version that this program does not know");
    }

    @Test
    void filesOfDifferentMappingsAreRefused() {
        FileFooter one = of("a: {parse: integer}", "text", rows("1")).footer();
        FileFooter other =
                of("a: {parse: integer, on-bad-value: null}", "text", rows("1")).footer();
        FileFooter nullable = of("a: {parse: integer}", "text?", rows("1")).footer();

        assertThat(Unmapping.of(List.of(one, one))).isPresent();
        for (FileFooter last : List.of(other, nullable)) {
            assertThat(catchThrowableOfType(Failure.class, () -> Unmapping.of(List.of(one, last)))
                            .text())
                    .contains("were made by different mappings");
        }
    }

    @Test
    void theShippedExampleComesBack() {
        List<List<@Nullable Object>> rows = SeedTable.rows(3000, new Random(9));
        ThereAndBack way = new ThereAndBack(SeedTable.mapping(), SeedTable.TABLE, rows, 9);

        assertThat(way.back()).isEqualTo(rows);
    }
}
