package dev.slipway.digest;

import static dev.slipway.digest.Digests.field;
import static dev.slipway.digest.Digests.mandatory;
import static dev.slipway.digest.Digests.one;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.RowBatches;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values are the same to a digest, and which are not. */
final class DigestOfValuesTest {
    private static final Type TEXT = new Type.Text();
    private static final Type INT64 = new Type.Int(64, true);
    private static final Type.ListOf LIST = new Type.ListOf(field("element", INT64));

    @Test
    void anEmptyValueIsNotNull() {
        distinct(one(TEXT, ""), one(TEXT, null));
        distinct(one(new Type.Bytes(), "\\x"), one(new Type.Bytes(), null));
        distinct(one(LIST, List.of()), one(LIST, null));
        distinct(one(new Type.MapOf(mandatory("k", TEXT), field("v", TEXT)), List.of()), one(TEXT, null));
    }

    @Test
    void zeroIsNotNull() {
        distinct(one(INT64, 0L), one(INT64, null));
        distinct(one(new Type.Bool(), false), one(new Type.Bool(), null));
        distinct(one(new Type.Floating(64), 0.0), one(new Type.Floating(64), null));
    }

    @Test
    void oneOfEachClassIsAnother() {
        distinct(
                one(new Type.Bool(), true),
                one(INT64, 1L),
                one(new Type.Floating(64), 1.0),
                one(new Type.Decimal(10, 0), new BigDecimal("1")),
                one(new Type.Decimal(10, 1), new BigDecimal("1.0")),
                one(new Type.Decimal(30, 2), new BigDecimal("1.00")),
                one(TEXT, "1"),
                one(TEXT, "1.0"),
                one(new Type.Bytes(), "\\x31"),
                one(new Type.Date(), 1L),
                one(LIST, Arrays.asList(1L)));
    }

    @Test
    void timesOfEachUnitAndZoneAreOthers() {
        List<Digest> digests = new ArrayList<>();
        for (Type.Unit unit : Type.Unit.values()) {
            digests.add(one(new Type.Time(unit), 5L));
            digests.add(one(new Type.Timestamp(unit, true), 5L));
            digests.add(one(new Type.Timestamp(unit, false), 5L));
        }

        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void jsonIsTextVerbatim() {
        assertThat(one(new Type.Json(), "{}")).isEqualTo(one(TEXT, "{}"));
        distinct(one(new Type.Json(), "{}"), one(new Type.Json(), "{ }"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 127, -128})
    void integersOfEachWidthAgree(long value) {
        assertThat(Stream.of(8, 16, 32, 64).map(bits -> one(new Type.Int(bits, true), value)))
                .containsOnly(one(INT64, value));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 255})
    void unsignedIntegersOfEachWidthAgreeWithSignedOnes(long value) {
        assertThat(Stream.of(8, 16, 32).map(bits -> one(new Type.Int(bits, false), value)))
                .containsOnly(one(INT64, value));
        assertThat(one(new Type.Int(64, false), BigInteger.valueOf(value))).isEqualTo(one(INT64, value));
    }

    @Test
    void unsignedNumbersAreNotTheNegativeOnesOfTheSameBits() {
        assertThat(one(new Type.Int(32, false), 4294967295L)).isEqualTo(one(INT64, 4294967295L));
        distinct(one(new Type.Int(32, false), 4294967295L), one(new Type.Int(32, true), -1L));
        distinct(one(new Type.Int(8, false), 255L), one(new Type.Int(8, true), -1L));
        distinct(one(new Type.Int(64, false), new BigInteger("18446744073709551615")), one(INT64, -1L));
        distinct(one(new Type.Int(64, false), new BigInteger("9223372036854775808")), one(INT64, Long.MIN_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            floats = {0, -0.0f, 1, -2.5f, 0.1f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NaN})
    void aFloatAgreesWithTheDoubleItWidensTo(float value) {
        assertThat(one(new Type.Floating(32), value)).isEqualTo(one(new Type.Floating(64), (double) value));
    }

    @Test
    void zerosOfBothSignsDiffer() {
        distinct(one(new Type.Floating(64), 0.0), one(new Type.Floating(64), -0.0));
        distinct(one(new Type.Floating(32), 0.0f), one(new Type.Floating(32), -0.0f));
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void allNansAreOneNan(int bits) {
        Type type = new Type.Floating(bits);
        Table table = Digests.table(field("c", type));
        List<@Nullable Object> nan = Digests.row(bits == 32 ? (Object) Float.NaN : (Object) Double.NaN);
        Random noise = new Random(bits);

        for (int i = 0; i < 50; i++) {
            // Scattered layouts give a NaN any bits that are one.
            assertThat(Digests.of(List.of(RowBatches.scattered(table, List.of(nan), noise)), table))
                    .isEqualTo(one(type, nan.getFirst()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-1", "999999999999999999", "-999999999999999999"})
    void decimalsOfEachPrecisionAgree(String digits) {
        BigDecimal value = new BigDecimal(digits).setScale(0);

        assertThat(Stream.of(18, 19, 38).map(precision -> one(new Type.Decimal(precision, 0), value)))
                .containsOnly(one(new Type.Decimal(18, 0), value));
    }

    @Test
    void wideDecimalsDifferFromWhatTheirLowerHalfMeans() {
        BigInteger lower = BigInteger.valueOf(-5);
        BigInteger same = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.valueOf(5));
        Type type = new Type.Decimal(38, 0);

        distinct(
                one(type, new BigDecimal(lower)),
                one(type, new BigDecimal(same)),
                one(type, new BigDecimal(same.negate())),
                one(type, new BigDecimal(BigInteger.ONE.shiftLeft(64))));
    }

    @Test
    void listsAreToldByTheirElementsInOrder() {
        distinct(
                one(LIST, null),
                one(LIST, List.of()),
                one(LIST, Arrays.asList((Object) null)),
                one(LIST, Arrays.asList(null, null)),
                one(LIST, List.of(0L)),
                one(LIST, List.of(1L)),
                one(LIST, List.of(1L, 2L)),
                one(LIST, List.of(2L, 1L)),
                one(LIST, Arrays.asList(1L, null)),
                one(LIST, Arrays.asList(null, 1L)),
                one(LIST, Arrays.asList(1L, null, 2L)),
                one(LIST, Arrays.asList(null, 1L, 2L)));
    }

    @Test
    void listsRegroupedDiffer() {
        Type lists = new Type.ListOf(field("element", LIST));
        distinct(
                one(lists, List.of(List.of(1L, 2L))),
                one(lists, List.of(List.of(1L), List.of(2L))),
                one(lists, List.of(List.of(1L, 2L), List.of())),
                one(lists, List.of(List.of(), List.of(1L, 2L))),
                one(lists, Arrays.asList(List.of(1L, 2L), null)),
                one(LIST, List.of(1L, 2L)));
    }

    @Test
    void elementsMovedBetweenTheListsOfTwoRowsChangeIt() {
        Table table = Digests.table(field("c", LIST));

        distinct(
                Digests.of(table, Digests.row(List.of(1L, 2L)), Digests.row(List.of(3L))),
                Digests.of(table, Digests.row(List.of(1L)), Digests.row(List.of(2L, 3L))));
    }

    @Test
    void aNullStructIsNotAStructOfNulls() {
        Type.Struct inner = new Type.Struct(List.of(field("x", INT64), field("y", INT64)));
        Type outer = new Type.Struct(List.of(field("s", inner)));
        Map<String, @Nullable Object> withNull = new HashMap<>();
        withNull.put("s", null);

        distinct(one(inner, null), one(inner, Map.of()), one(inner, Map.of("x", 0L)), one(inner, Map.of("y", 0L)));
        distinct(one(outer, null), one(outer, withNull), one(outer, Map.of("s", Map.of())));
        distinct(
                one(new Type.ListOf(field("element", inner)), Arrays.asList((Object) null)),
                one(new Type.ListOf(field("element", inner)), List.of(Map.of())));
    }

    @Test
    void fieldsMovedBetweenTheStructsOfAListChangeIt() {
        Type structs =
                new Type.ListOf(field("element", new Type.Struct(List.of(field("x", INT64), field("y", INT64)))));

        distinct(
                one(structs, List.of(Map.of("x", 1L, "y", 1L), Map.of("x", 2L, "y", 2L))),
                one(structs, List.of(Map.of("x", 1L, "y", 2L), Map.of("x", 2L, "y", 1L))));
    }

    @Test
    void mapsAreEntriesInOrder() {
        Type map = new Type.MapOf(mandatory("key", TEXT), field("value", INT64));
        Map<String, @Nullable Object> none = new HashMap<>();
        none.put("a", null);

        distinct(
                one(map, List.of()),
                one(map, List.copyOf(none.entrySet())),
                one(map, List.of(Map.entry("a", 1L))),
                one(map, List.of(Map.entry("a", 1L), Map.entry("b", 2L))),
                one(map, List.of(Map.entry("b", 2L), Map.entry("a", 1L))),
                one(map, List.of(Map.entry("a", 2L), Map.entry("b", 1L))));
    }

    @Test
    void aMapIsNotAListOfItsEntries() {
        Type map = new Type.MapOf(mandatory("key", TEXT), field("value", INT64));
        Type list =
                new Type.ListOf(field("element", new Type.Struct(List.of(field("key", TEXT), field("value", INT64)))));

        distinct(one(map, List.of(Map.entry("a", 1L))), one(list, List.of(Map.of("key", "a", "value", 1L))));
    }

    private static void distinct(Digest... digests) {
        assertThat(digests).doesNotHaveDuplicates();
    }
}
