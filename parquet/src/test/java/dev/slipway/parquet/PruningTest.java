package dev.slipway.parquet;

import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.doubleColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.eq;
import static org.apache.parquet.filter2.predicate.FilterApi.gtEq;
import static org.apache.parquet.filter2.predicate.FilterApi.intColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.ltEq;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers find with the help of bounds, page indexes and dictionaries is what they find without. */
final class PruningTest {
    private static final int ROWS = 600;
    private static final ParquetFormat FORMAT =
            new ParquetFormat(ParquetSettings.DEFAULT.withPages(20, 1 << 20).withGroups(200, 1 << 20));
    private static final Table TABLE = new Table(
            "",
            "pruned",
            new Schema(List.of(
                    Field.of("i", new Type.Int(32, true), true),
                    Field.of("u", new Type.Int(32, false), true),
                    Field.of("d", new Type.Floating(64), true),
                    Field.of("t", new Type.Text(), true),
                    Field.of("b", new Type.Bytes(), true),
                    Field.of("n", new Type.Decimal(25, 2), true),
                    Field.of("s", new Type.Decimal(15, 2), true),
                    Field.of("k", new Type.Uuid(), true),
                    Field.of("f", new Type.Bool(), true))));

    @TempDir
    Path folder;

    /** Sorted roughly, so that pages differ, with the values that are hard to bound. */
    private static Batch batch(Random random) {
        int[] ints = new int[ROWS];
        int[] bools = new int[ROWS];
        long[] doubles = new long[ROWS];
        long[] small = new long[ROWS];
        long[] high = new long[ROWS];
        long[] low = new long[ROWS];
        double[] special = {Double.NaN, -0.0, 0.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        List<byte[]> texts = new ArrayList<>();
        List<byte[]> bytes = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            ints[i] = (i - ROWS / 2) * 10_000_000 + random.nextInt(9);
            bools[i] = i / 100 & 1;
            double value = random.nextInt(10) == 0 ? special[random.nextInt(5)] : (i - ROWS / 2) / 10.0;
            doubles[i] = Double.doubleToRawLongBits(i / 40 == 3 ? Double.NaN : value);
            small[i] = (i - ROWS / 2) * 1000L;
            high[i] = i < ROWS / 2 ? -1 : i / 100;
            low[i] = (i - ROWS / 2) * 100L;
            texts.add(text(i, random));
            byte[] raw = new byte[80];
            Arrays.fill(raw, (byte) (i % 50 == 0 ? -1 : i));
            bytes.add(raw);
        }
        return new Batch(
                TABLE,
                ROWS,
                List.of(
                        new Column.Ints(ints, nulls(random)),
                        new Column.Ints(ints, nulls(random)),
                        new Column.Longs(doubles, nulls(random)),
                        column(texts, nulls(random)),
                        column(bytes, nulls(random)),
                        new Column.Wides(high, low, nulls(random)),
                        new Column.Longs(small, nulls(random)),
                        new Column.Wides(high, low, nulls(random)),
                        new Column.Ints(bools, nulls(random))));
    }

    /** Characters whose increments change their length, behind more than the 64 bytes that bounds keep. */
    private static byte[] text(int i, Random random) {
        String[] last = {"\u007f", "\u07ff", "\uffff", "\udbff\udfff", "z"};
        String text = (char) ('a' + i / 30) + last[random.nextInt(5)].repeat(1 + random.nextInt(70));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Column column(List<byte[]> values, Validity validity) {
        Output data = new Output();
        int[] starts = new int[ROWS];
        int[] lengths = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            if (!validity.isNull(i)) {
                starts[i] = data.length();
                lengths[i] = values.get(i).length;
                data.write(values.get(i), 0, lengths[i]);
            }
        }
        return new Column.Bytes(data.toByteArray(), starts, lengths, validity);
    }

    private static Validity nulls(Random random) {
        long[] words = new long[Validity.words(ROWS)];
        int nulls = 0;
        int wholePage = random.nextInt(30);
        for (int i = 0; i < ROWS; i++) {
            if (i / 20 == wholePage || random.nextInt(10) == 0) {
                nulls++;
            } else {
                words[i >>> 6] |= 1L << i;
            }
        }
        return new Validity(words, nulls);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void duckdbFindsTheSameRowsWithAndWithoutStatistics(long seed) {
        Batch batch = batch(new Random(seed));
        Path file = Written.file(folder, FORMAT, batch);
        String copied = "(SELECT * FROM " + DuckJudge.scan(file) + " LIMIT 1000000)";
        for (Field field : TABLE.schema().fields()) {
            String name = field.name();
            for (String operator : List.of("=", "<", ">", "<=", ">=", "<>")) {
                // Against every third value of the column: all comparisons at once, with a scan for each.
                String join = "SELECT count(*) FROM (SELECT DISTINCT " + name + " AS v FROM " + copied
                        + " USING SAMPLE 9 ROWS" + " (reservoir, 1)) x, %s y WHERE y." + name + ' ' + operator
                        + " x.v";
                assertThat(DuckJudge.query(String.format(Locale.ROOT, join, DuckJudge.scan(file))))
                        .as("%s %s, seed %d", name, operator, seed)
                        .isEqualTo(DuckJudge.query(String.format(Locale.ROOT, join, copied)));
            }
        }
        literals(file, copied, batch);
    }

    /** Literals reach the reader's filters; joins may not. */
    private static void literals(Path file, String copied, Batch batch) {
        List<String> predicates = new ArrayList<>(List.of(
                "d = 0",
                "d = -0.0",
                "d > 29",
                "d < -29",
                "isnan(d)",
                "d >= 'nan'",
                "d <= '-infinity'",
                "d IS NULL",
                "u > 3000000000",
                "u < 10",
                "u >= 4294967290",
                "n < 0",
                "n > 0",
                "n = -0.02",
                "s < -100",
                "f",
                "NOT f",
                "k > '7fffffff-ffff-ffff-ffff-ffffffffffff'",
                "k < '00000000-0000-0001-0000-000000000000'"));
        for (int i = 0; i < batch.rows(); i += 23) {
            if (!batch.columns().get(3).validity().isNull(i)) {
                Column.Bytes texts = (Column.Bytes) batch.columns().get(3);
                String text = new String(texts.data(), texts.starts()[i], texts.lengths()[i], StandardCharsets.UTF_8);
                predicates.add("t = '" + text + "'");
                predicates.add("t >= '" + text + "'");
                predicates.add("t <= '" + text + "'");
            }
        }
        for (String predicate : predicates) {
            String count = "SELECT count(*) FROM %s WHERE " + predicate.replace("%", "%%");
            assertThat(DuckJudge.query(String.format(Locale.ROOT, count, DuckJudge.scan(file))))
                    .as(predicate)
                    .isEqualTo(DuckJudge.query(String.format(Locale.ROOT, count, copied)));
        }
    }

    @Test
    void parquetJavaFindsTheSameRowsWithAndWithoutStatistics() {
        for (long seed = 1; seed <= 2; seed++) {
            Batch batch = batch(new Random(seed));
            Path file = Written.file(folder, FORMAT, batch);
            int found = 0;
            for (FilterPredicate predicate : predicates(batch)) {
                List<String> pruned = JavaJudge.filtered(file, TABLE, predicate, true);
                assertThat(pruned)
                        .as("%s, seed %d", predicate, seed)
                        .isEqualTo(JavaJudge.filtered(file, TABLE, predicate, false));
                found += pruned.size();
            }
            assertThat(found).isPositive();
        }
    }

    private static List<FilterPredicate> predicates(Batch batch) {
        List<FilterPredicate> predicates = new ArrayList<>();
        for (double value : new double[] {0.0, -0.0, -29.9, 29.9, 5, Double.NEGATIVE_INFINITY}) {
            predicates.add(eq(doubleColumn("d"), value));
            predicates.add(ltEq(doubleColumn("d"), value));
            predicates.add(gtEq(doubleColumn("d"), value));
        }
        for (int i = 0; i < ROWS; i += 43) {
            predicates.add(eq(intColumn("i"), ((Column.Ints) batch.columns().get(0)).values()[i]));
            predicates.add(gtEq(intColumn("u"), ((Column.Ints) batch.columns().get(1)).values()[i]));
            predicates.add(ltEq(longColumn("s"), ((Column.Longs) batch.columns().get(6)).values()[i]));
            bytes(batch, 3, i, "t", predicates);
            bytes(batch, 4, i, "b", predicates);
            Column.Wides wide = (Column.Wides) batch.columns().get(7);
            byte[] key = new byte[16];
            Output.BIG_LONG.set(key, 0, wide.high()[i]);
            Output.BIG_LONG.set(key, 8, wide.low()[i]);
            predicates.add(eq(binaryColumn("k"), Binary.fromConstantByteArray(key)));
            predicates.add(gtEq(binaryColumn("k"), Binary.fromConstantByteArray(key)));
            byte[] number = Arrays.copyOfRange(key, 5, 16);
            predicates.add(eq(binaryColumn("n"), Binary.fromConstantByteArray(number)));
            predicates.add(ltEq(binaryColumn("n"), Binary.fromConstantByteArray(number)));
        }
        return predicates;
    }

    private static void bytes(Batch batch, int column, int row, String name, List<FilterPredicate> predicates) {
        Column.Bytes values = (Column.Bytes) batch.columns().get(column);
        byte[] value =
                Arrays.copyOfRange(values.data(), values.starts()[row], values.starts()[row] + values.lengths()[row]);
        Binary binary = Binary.fromConstantByteArray(value);
        predicates.add(eq(binaryColumn(name), binary));
        predicates.add(gtEq(binaryColumn(name), binary));
        predicates.add(ltEq(binaryColumn(name), binary));
    }
}
