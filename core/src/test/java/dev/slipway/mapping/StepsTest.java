package dev.slipway.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Losses;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each step does what the reference says, and bad values end as the mapping says. */
final class StepsTest {
    @Test
    void emptyTextsBecomeNull() {
        assertThat(Mapped.text("empty: null").values("", " ", null, "a")).containsExactly(null, " ", null, "a");
        assertThat(Mapped.of("columns: {a: {empty: null}}", "a", "text").values("a", "b"))
                .containsExactly("a", "b");
    }

    @Test
    void emptyTextsBecomeNullBeforeTheyAreParsed() {
        assertThat(Mapped.text("parse: integer, empty: null").values("", "1", null))
                .containsExactly(null, 1L, null);
    }

    @Test
    void separatorsMayBeLongAndOverlap() {
        assertThat(Mapped.text("split: '::'").values("a::b", ":::", "a:b", "::", ""))
                .containsExactly(List.of("a", "b"), List.of("", ":"), List.of("a:b"), List.of("", ""), List.of());
        assertThat(Mapped.text("split: 'é'").values("aéb", "aèb")).containsExactly(List.of("a", "b"), List.of("aèb"));
    }

    @Test
    void defaultsTakeThePlaceOfNulls() {
        assertThat(Mapped.text("default: none").values(null, "a", "", null)).containsExactly("none", "a", "", "none");
        assertThat(Mapped.text("default: ''").values(null, "a")).containsExactly("", "a");
        assertThat(Mapped.text("parse: integer, default: -1").values(null, "5")).containsExactly(-1L, 5L);
        assertThat(Mapped.text("parse: boolean, default: true").values(null, "false"))
                .containsExactly(true, false);
        assertThat(Mapped.text("parse: 'decimal(20,1)', default: 0.5").values(null, "1.0"))
                .containsExactly(new BigDecimal("0.5"), new BigDecimal("1.0"));
        assertThat(Mapped.text("parse: integer, default: 0, on-bad-value: null").values("x", "", "7"))
                .containsExactly(0L, 0L, 7L);
        assertThat(Mapped.of("columns: {a: {default: 3}}", "a", "int32?").values(null, 4L))
                .containsExactly(3L, 4L);
    }

    @Test
    void badValuesBecomeNullAndAreCounted() {
        Mapped mapped = Mapped.text("parse: integer, on-bad-value: null");

        assertThat(mapped.values("1", "x", null, "3", "y", "5", "z", "", "9", "10", "nine"))
                .containsExactly(1L, null, null, 3L, null, 5L, null, null, 9L, 10L, null);
        assertThat(mapped.losses().columns()).containsExactly(new Losses.OfColumn("a", 5, 0));
        assertThat(mapped.losses().columns().getFirst())
                .hasToString("column a had bad values: 5 became null, 0 rows were rejected");
        assertThat(mapped.field("a").nullable()).isTrue();
    }

    @Test
    void badElementsBecomeNullWithinTheirLists() {
        Mapped mapped = Mapped.text("split: ',', parse: integer, on-bad-value: null");

        assertThat(mapped.values("1,x,3", null, "", ",", "4"))
                .containsExactly(Arrays.asList(1L, null, 3L), null, List.of(), Arrays.asList(null, null), List.of(4L));
        assertThat(mapped.losses().columns()).containsExactly(new Losses.OfColumn("a", 3, 0));
    }

    @Test
    void rowsWithABadValueAreLeftOutAndCounted() {
        Mapped mapped = Mapped.text("parse: integer, on-bad-value: reject");

        assertThat(mapped.values("1", "x", null, "3", "y")).containsExactly(1L, null, 3L);
        assertThat(mapped.losses().rejected()).isEqualTo(2);
        assertThat(mapped.losses().columns()).containsExactly(new Losses.OfColumn("a", 0, 2));
        assertThat(mapped.values("x", "y")).isEmpty();
    }

    @Test
    void aListWithABadElementRejectsItsRow() {
        List<@Nullable Object> values = new ArrayList<>(List.of("", "1,x", "", "2", "", "y", "3,4", "5,z,6,z"));

        assertThat(Mapped.text("split: ',', parse: integer, on-bad-value: reject")
                        .values(values.toArray()))
                .containsExactly(List.of(), List.of(), List.of(2L), List.of(), List.of(3L, 4L));
    }

    @Test
    void whatElseIsWrongInARejectedRowDoesNotCount() {
        Mapped mapped = Mapped.of(
                "columns: {a: {parse: integer, on-bad-value: null}, b: {parse: integer, on-bad-value: reject},"
                        + " c: {parse: integer}}",
                "a",
                "text",
                "b",
                "text",
                "c",
                "text");

        assertThat(mapped.rows(List.of(List.of("x", "y", "z"), List.of("x", "2", "3"))))
                .containsExactly(Arrays.asList(null, 2L, 3L));
        assertThat(mapped.losses().rejected()).isEqualTo(1);
        assertThat(mapped.losses().columns())
                .containsExactly(new Losses.OfColumn("a", 1, 0), new Losses.OfColumn("b", 0, 1));
    }

    @Test
    void messagesNameTheRowByItsKey() {
        Mapped mapped =
                Mapped.of("key: [id, n]\ncolumns: {a: {parse: integer}}", "id", "uuid", "a", "text", "n", "int32");

        assertThat(mapped.refusal(new UUID(0, 1), "x", 7L))
                .startsWith(
                        "public.t, column a, row 1 (id = 00000000-0000-0000-0000-000000000001, n = 7): \"x\" is not");
    }

    @Test
    void jsonIsKeptAsItIs() {
        String[] texts = {
            "{}", " [1, 2.50 ,null]\n", "\"é\"", "{\"a\":1,\"a\":2}", "-0.0e-7", "[".repeat(900) + "]".repeat(900)
        };

        assertThat(Mapped.text("parse: json").values((Object[]) texts)).containsExactly((Object[]) texts);
        for (String text : new String[] {
            "",
            " ",
            "{",
            "{} {}",
            "{}x",
            "{'a':1}",
            "[1,]",
            "NaN",
            "01",
            "\"\u0001\"",
            "\ufeff{}",
            "{a:1}",
            "[".repeat(20_000),
            "tru"
        }) {
            assertThat(Mapped.text("parse: json").refusal(text)).contains("is not JSON");
        }
        assertThat(Mapped.text("parse: json, on-bad-value: null").values("{}", "{", "1"))
                .containsExactly("{}", null, "1");
    }

    @Test
    void aColumnCanBeRenamedAndAnotherOneDropped() {
        Mapped mapped = Mapped.of("columns: {a: {rename: b}, b: {drop: true}}", "a", "int32", "b", "text", "c", "date");

        assertThat(mapped.row(1L, "x", 3L)).containsExactly(1L, 3L);
        assertThat(mapped.bound().nameOf("a")).contains("b");
        assertThat(mapped.bound().nameOf("b")).isEmpty();
        assertThat(mapped.bound().nameOf("c")).contains("c");
    }

    @ParameterizedTest
    @CsvSource({
        "int32, int16, 32767, 32768",
        "int32, int16, -32768, -32769",
        "int32, uint8, 255, 256",
        "int32, uint32, 2147483647, -1",
        "int64, uint32, 4294967295, 4294967296",
        "uint32, int32, 2147483647, 2147483648",
        "uint64, int64, 9223372036854775807, 9223372036854775808",
        "int64, uint64, 9223372036854775807, -1",
        "'decimal(20,0)', uint64, 18446744073709551615, 18446744073709551616",
        "'decimal(38,0)', int64, -9223372036854775808, -9223372036854775809",
        "int32, 'decimal(5,2)', 999, 1000",
        "'decimal(10,2)', int8, 127.00, 127.50",
        "'decimal(38,2)', int32, -7.00, 99999999999999999999999999.99",
        "'decimal(20,5)', 'decimal(18,3)', 123456789012345.67800, 1.23450",
        "'decimal(38,0)', 'decimal(38,1)', 1234567890123456789012345678901234567, 12345678901234567890123456789012345678"
    })
    void aNumberIsCastIfItFits(String from, String to, String fits, String tooMuch) {
        Mapped mapped = Mapped.of("columns: {a: {cast: '" + to + "', on-bad-value: null}}", "a", from + "?");
        Object good = number(from, fits);

        List<@Nullable Object> found = mapped.values(good, null, number(from, tooMuch));

        assertThat(new BigDecimal(String.valueOf(found.getFirst()))).isEqualByComparingTo(fits);
        assertThat(found.subList(1, 3)).containsExactly(null, null);
    }

    private static Object number(String type, String digits) {
        if (type.startsWith("decimal")) {
            return new BigDecimal(digits);
        }
        return type.equals("uint64") ? new BigInteger(digits) : (Object) Long.valueOf(digits);
    }

    @Test
    void floatsAreCastIfNothingIsLost() {
        assertThat(Mapped.of("columns: {a: {cast: float64}}", "a", "float").values(0.1f, Float.NaN, -0.0f))
                .containsExactly((double) 0.1f, Double.NaN, -0.0);
        assertThat(Mapped.of("columns: {a: {cast: float32, on-bad-value: null}}", "a", "double")
                        .values(0.5, 0.1, Double.NEGATIVE_INFINITY, 1e300, Double.NaN, -0.0))
                .containsExactly(0.5f, null, Float.NEGATIVE_INFINITY, null, Float.NaN, -0.0f);
    }

    @Test
    void textIsCastToItsBytes() {
        assertThat(Mapped.text("cast: bytes").values("é", null, "")).containsExactly("\\xc3a9", null, "\\x");
        assertThat(Mapped.of("columns: {a: {cast: text}}", "a", "json").values("{ }"))
                .containsExactly("{ }");
    }
}
