package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.data.Batch;
import dev.slipway.data.Field;
import dev.slipway.data.RandomTables;
import dev.slipway.data.RowBatches;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.data.TypeText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first and the last row of a file, by time and id. */
final class KeyRangeTest {
    private static final String MICROS = "timestamp(micros,local)?";

    private static Table table(String time, String id) {
        return new Table(
                "s",
                "t",
                new Schema(List.of(
                        TypeText.field("other", "int32?"), TypeText.field("id", id), TypeText.field("at", time))));
    }

    private static List<@Nullable Object> row(@Nullable Object time, @Nullable Object id) {
        return new ArrayList<>(Arrays.asList(5L, id, time));
    }

    private static final Key BOTH = new Key(Optional.of("at"), Optional.of("id"));

    private static KeyRange range(Table table, Key key, List<List<@Nullable Object>> rows) {
        KeyRange range = new KeyRange(table.schema(), key);
        range.add(RowBatches.tidy(table, rows));
        return range;
    }

    @SafeVarargs
    private static KeyRange range(String id, List<@Nullable Object>... rows) {
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            all.add(row);
        }
        return range(table(MICROS, id), BOTH, all);
    }

    private static void spans(KeyRange range, String first, String last) {
        assertThat(range.firstText()).isEqualTo(first);
        assertThat(range.lastText()).isEqualTo(last);
    }

    @Test
    void timesComeBeforeIds() {
        spans(range("text?", row(3L, "a"), row(1L, "z"), row(2L, "m")), "1,z", "3,a");
    }

    @Test
    void rowsOfTheSameTimeAreToldByTheirIds() {
        spans(range("text?", row(1L, "b"), row(1L, "a"), row(1L, "c")), "1,a", "1,c");
    }

    @Test
    void textsAndBytesCompareByteByByte() {
        spans(range("text?", row(1L, "é"), row(1L, "a"), row(1L, "Z"), row(1L, "_")), "1,Z", "1,é");
        spans(range("text?", row(1L, "ab"), row(1L, "a"), row(1L, "")), "1,", "1,ab");
        spans(range("text?", row(1L, "\uFB01"), row(1L, "🛳")), "1,\uFB01", "1,🛳");
        spans(range("bytes?", row(1L, "\\x7f"), row(1L, "\\x80"), row(1L, "\\x00")), "1,00", "1,80");
    }

    @Test
    void numbersCompareAsNumbers() {
        spans(range("int32?", row(1L, 10L), row(1L, 9L), row(1L, -10L)), "1,-10", "1,10");
        spans(range("uint32?", row(1L, 4294967295L), row(1L, 1L)), "1,1", "1,4294967295");
        spans(
                range("int64?", row(1L, Long.MIN_VALUE), row(1L, Long.MAX_VALUE)),
                "1," + Long.MIN_VALUE,
                "1," + Long.MAX_VALUE);
        BigInteger most = new BigInteger("18446744073709551615");
        spans(range("uint64?", row(1L, most), row(1L, BigInteger.ONE)), "1,1", "1," + most);
        BigDecimal small = new BigDecimal("-12345678901234567890.12");
        spans(
                range("decimal(30,2)?", row(1L, new BigDecimal("0.05")), row(1L, small), row(1L, small.negate())),
                "1,-12345678901234567890.12",
                "1,12345678901234567890.12");
    }

    @Test
    void uuidsCompareAsUnsignedBytes() {
        UUID low = UUID.fromString("00000000-0000-0000-8000-000000000000");
        UUID high = UUID.fromString("f0000000-0000-0000-0000-000000000000");
        spans(range("uuid?", row(1L, high), row(1L, low)), "1," + low, "1," + high);
    }

    @Test
    void aRowWithoutTimeCountsOnlyWhileNoneHasOne() {
        spans(range("text?", row(null, "a"), row(null, "c"), row(null, "b")), ",a", ",c");
        spans(range("text?", row(null, "a"), row(2L, "x"), row(1L, "y"), row(null, "z")), "1,y", "2,x");
    }

    @Test
    void aMissingIdComesFirst() {
        spans(range("text?", row(1L, "a"), row(1L, null)), "1", "1,a");
        spans(range("text?", row(1L, null), row(1L, null)), "1", "1");
        spans(range("text?", row(null, null)), "", "");
    }

    @Test
    void withoutAKeyNamesSaySo() {
        Table table = table(MICROS, "text?");
        List<List<@Nullable Object>> rows = List.of(row(1L, "a"));

        KeyRange none = range(table, Key.NONE, rows);
        spans(none, "", "");
        assertThat(none.first()).isEqualTo(FileName.RowName.NONE);
        assertThat(range(table, new Key(Optional.of("at"), Optional.empty()), rows)
                        .first())
                .isEqualTo(new FileName.RowName("19700101T000000Z", "--------"));
        assertThat(range(table, new Key(Optional.empty(), Optional.of("id")), rows)
                        .last())
                .isEqualTo(new FileName.RowName("00000000T000000Z", "a-------"));
    }

    @Test
    void withoutRowsNamesSaySo() {
        KeyRange range = new KeyRange(table(MICROS, "text?").schema(), BOTH);
        assertThat(range.first()).isEqualTo(FileName.RowName.NONE);
        assertThat(range.last()).isEqualTo(FileName.RowName.NONE);
        spans(range, "", "");
    }

    @Test
    void fractionsOfASecondAreCutOffBefore1970Too() {
        KeyRange range = range("text?", row(-1L, "a"), row(1_999_999L, "b"));
        assertThat(range.first().time()).isEqualTo("19691231T235959Z");
        assertThat(range.last().time()).isEqualTo("19700101T000001Z");
    }

    @Test
    void timesOfEachUnitAndDatesMeanTheSame() {
        long second = 1_686_819_729L;
        for (List<Object> each : List.<List<Object>>of(
                List.of("timestamp(millis,utc)?", second * 1_000),
                List.of("timestamp(micros,utc)?", second * 1_000_000),
                List.of("timestamp(nanos,local)?", second * 1_000_000_000))) {
            KeyRange range = range(table((String) each.get(0), "text?"), BOTH, List.of(row(each.get(1), "a")));
            assertThat(range.first().time()).isEqualTo("20230615T090209Z");
        }
        KeyRange dates = range(table("date?", "text?"), BOTH, List.of(row(-1L, "a"), row(19_523L, "b")));
        assertThat(dates.first().time()).isEqualTo("19691231T000000Z");
        assertThat(dates.last().time()).isEqualTo("20230615T000000Z");
        spans(dates, "-1,a", "19523,b");
    }

    @Test
    void timesWithoutAPlaceInANameAreToldInFullElsewhere() {
        KeyRange infinite = range("text?", row(Long.MIN_VALUE, "a"), row(Long.MAX_VALUE, "b"));
        assertThat(infinite.first().time()).isEqualTo("00000000T000000Z");
        assertThat(infinite.last().time()).isEqualTo("00000000T000000Z");
        spans(infinite, Long.MIN_VALUE + ",a", Long.MAX_VALUE + ",b");
        KeyRange dates = range(
                table("date?", "text?"),
                BOTH,
                List.of(row((long) Integer.MIN_VALUE, "a"), row((long) Integer.MAX_VALUE, "b")));
        assertThat(dates.first().time()).isEqualTo("00000000T000000Z");
        assertThat(dates.last().time()).isEqualTo("00000000T000000Z");
    }

    @Test
    void idsInNamesAreCutFromTheirBase64OrTheirText() {
        assertThat(range("bytes?", row(1L, "\\xbffa9e42fba4")).first().id()).isEqualTo("v_qeQvuk");
        assertThat(range("bytes?", row(1L, "\\xff")).first().id()).isEqualTo("_w------");
        assertThat(range("text?", row(1L, "v_qeQ-uk-and-more")).first().id()).isEqualTo("v_qeQ-uk");
        assertThat(range("int64?", row(1L, -42L)).first().id()).isEqualTo("-42-----");
        assertThat(range("decimal(20,2)?", row(1L, new BigDecimal("1234567.89")))
                        .first()
                        .id())
                .isEqualTo("1234567-");
        assertThat(range("uuid?", row(1L, UUID.fromString("01234567-89ab-cdef-fedc-ba9876543210")))
                        .first()
                        .id())
                .isEqualTo("01234567");
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /** However rows are cut into batches and ordered, the ends are those of the sorted rows. */
    @ParameterizedTest
    @MethodSource("seeds")
    void rowsInAnyOrderAndBatchesHaveTheSameEnds(int seed) {
        Random random = new Random(seed);
        boolean dates = seed % 3 == 0;
        Table table = table(dates ? "date?" : MICROS, seed % 2 == 0 ? "int64?" : "text?");
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Long time = random.nextInt(10) < seed % 10 ? null : (long) random.nextInt(5);
            long number = random.nextInt(-20, 20);
            Object id = seed % 2 == 0 ? number : Long.toString(number, 36);
            rows.add(row(time, random.nextInt(5) == 0 ? null : id));
        }
        List<List<@Nullable Object>> sorted = sorted(rows);
        KeyRange range = new KeyRange(table.schema(), BOTH);
        Collections.shuffle(rows, random);
        for (Batch batch : new RandomTables(seed).batches(table, rows)) {
            range.add(batch);
        }

        spans(range, text(sorted.getFirst()), text(sorted.getLast()));
    }

    @SuppressWarnings("unchecked")
    private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
        boolean timed = rows.stream().anyMatch(row -> row.get(2) != null);
        Comparator<Object> natural = (a, b) -> ((Comparable<Object>) a).compareTo(b);
        Comparator<List<@Nullable Object>> byTime =
                Comparator.comparing(row -> row.get(2), Comparator.nullsFirst(natural));
        return rows.stream()
                .filter(row -> !timed || row.get(2) != null)
                .sorted(byTime.thenComparing(row -> row.get(1), Comparator.nullsFirst(natural)))
                .toList();
    }

    private static String text(List<@Nullable Object> row) {
        return (row.get(2) == null ? "" : row.get(2)) + (row.get(1) == null ? "" : "," + row.get(1));
    }

    @Test
    void whatCanBeAnIdAndWhatATimeIsKnownBefore() {
        for (Type type : RandomTables.simpleTypes()) {
            Schema schema = new Schema(List.of(Field.of("c", type, true)));
            Key asId = new Key(Optional.empty(), Optional.of("c"));
            if (KeyRange.canBeId(type)) {
                new KeyRange(schema, asId);
            } else {
                assertThatThrownBy(() -> new KeyRange(schema, asId)).isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThat(Stream.of("date", "timestamp(micros,utc)", "time(micros)", "int64", "text")
                        .filter(type ->
                                KeyRange.canBeTime(TypeText.field("c", type).type())))
                .containsExactly("date", "timestamp(micros,utc)");
        assertThatThrownBy(
                        () -> new KeyRange(table(MICROS, "text").schema(), new Key(Optional.of("x"), Optional.empty())))
                .hasMessageContaining("no column x");
    }
}
