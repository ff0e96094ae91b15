package dev.slipway.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.job.Cancel;
import dev.slipway.reconcile.Aggregate;
import dev.slipway.reconcile.Figures;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24})
    void figuresAreThoseOfTheValues(long seed) throws SQLException {
        Rows rows = new RandomTable(seed).rows(150);
        Path file = folder.resolve("figures.parquet");
        WrittenByDuckDb.write(rows, 1, "COMPRESSION zstd", file);
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel())) {
            Figures found = engine.figures(List.of(file), rows.table());
            assertThat(found.rows()).isEqualTo(150);
            for (Aggregate aggregate : Aggregate.of(rows.table().schema())) {
                int position =
                        rows.table().schema().position(aggregate.column()).orElseThrow();
                assertThat(found.value(aggregate))
                        .as("%s of %s", aggregate, aggregate.type())
                        .isEqualTo(expected(aggregate, rows.column(position)));
            }
        }
    }

    private static @Nullable String expected(Aggregate aggregate, List<@Nullable Object> column) {
        List<Object> values = column.stream().filter(Objects::nonNull).toList();
        Type type = aggregate.type();
        return switch (aggregate.kind()) {
            case VALUES -> Integer.toString(values.size());
            case TRUES ->
                Long.toString(values.stream().filter(Boolean.TRUE::equals).count());
            case SUM -> plain(values.stream().map(value -> number(type, value)).reduce(BigDecimal::add));
            case OCTETS ->
                whole(values, values.stream().mapToLong(FiguresTest::octets).sum());
            case ELEMENTS ->
                whole(
                        values,
                        values.stream()
                                .mapToLong(value -> ((List<?>) value).size())
                                .sum());
            case MIN -> extreme(type, values.stream().min(order(type)));
            case MAX -> extreme(type, values.stream().max(order(type)));
        };
    }

    private static @Nullable String whole(List<Object> values, long sum) {
        return values.isEmpty() ? null : Long.toString(sum);
    }

    private static long octets(Object value) {
        return value instanceof byte[] bytes ? bytes.length : value.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static BigDecimal number(Type type, Object value) {
        if (type instanceof Type.Decimal decimal) {
            return new BigDecimal(
                    value instanceof BigInteger wide ? wide : BigInteger.valueOf((Long) value), decimal.scale());
        }
        long number = (Long) value;
        if (type instanceof Type.Int integer && !integer.signed()) {
            return new BigDecimal(
                    integer.bits() == 64
                            ? Long.toUnsignedString(number)
                            : Long.toString(number & (1L << integer.bits()) - 1));
        }
        return BigDecimal.valueOf(number);
    }

    private static double floating(Type.Floating type, Object value) {
        return type.bits() == 64
                ? Double.longBitsToDouble((Long) value)
                : Float.intBitsToFloat(((Long) value).intValue());
    }

    private static Comparator<Object> order(Type type) {
        if (type instanceof Type.Floating floating) {
            return Comparator.comparingDouble(value -> floating(floating, value));
        }
        if (type instanceof Type.Text) {
            return (a, b) -> Arrays.compareUnsigned(
                    a.toString().getBytes(StandardCharsets.UTF_8), b.toString().getBytes(StandardCharsets.UTF_8));
        }
        return Comparator.comparing(value -> number(type, value));
    }

    private static @Nullable String extreme(Type type, Optional<Object> value) {
        return switch (type) {
            case Type.Text t -> value.map(Object::toString).orElse(null);
            case Type.Floating f ->
                value.map(bits -> Double.toString(floating(f, bits) + 0.0)).orElse(null);
            default -> plain(value.map(found -> number(type, found)));
        };
    }

    private static @Nullable String plain(Optional<BigDecimal> number) {
        return number.map(value ->
                        value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString())
                .orElse(null);
    }

    @Test
    void sumsBeyondWhatDuckDbCanHoldAreExact() throws SQLException {
        Path file = folder.resolve("sums.parquet");
        WrittenByDuckDb.write(
                "SELECT '99999999999999999999999999999999999999'::DECIMAL(38,0) AS d, 9223372036854775807 AS i,"
                        + " '-0.00000000000000000000000000000000000001'::DECIMAL(38,38) AS s FROM range(1000)",
                file);
        Field d = Field.of("d", new Type.Decimal(38, 0), true);
        Field i = Field.of("i", new Type.Int(64, true), true);
        Field s = Field.of("s", new Type.Decimal(38, 38), true);
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel())) {
            Figures found = engine.figures(List.of(file, file), new Table("", "t", new Schema(List.of(d, i, s))));
            assertThat(found.rows()).isEqualTo(2000);
            assertThat(found.value(new Aggregate("d", Aggregate.Kind.SUM, d.type())))
                    .isEqualTo("199999999999999999999999999999999999998000");
            assertThat(found.value(new Aggregate("i", Aggregate.Kind.SUM, i.type())))
                    .isEqualTo("18446744073709551614000");
            assertThat(found.value(new Aggregate("s", Aggregate.Kind.SUM, s.type())))
                    .isEqualTo("-0.00000000000000000000000000000000002");
        }
    }

    @Test
    void infiniteTimesAreNamedAsPostgresNamesThem() throws SQLException {
        Path file = folder.resolve("infinite.parquet");
        WrittenByDuckDb.write("SELECT unnest(['infinity'::TIMESTAMP, '-infinity'::TIMESTAMP]) AS t", file);
        Field t = Field.of("t", new Type.Timestamp(Type.Unit.MICROS, false), true);
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel())) {
            Figures found = engine.figures(List.of(file), new Table("", "t", new Schema(List.of(t))));
            assertThat(Stream.of(Aggregate.Kind.MIN, Aggregate.Kind.MAX)
                            .map(kind -> found.value(new Aggregate("t", kind, t.type()))))
                    .containsExactly("-infinity", "infinity");
        }
    }

    @Test
    void differencesNameTheFigureAndBothSides() throws SQLException {
        Field a = Field.of("a", new Type.Int(32, true), true);
        Table table = new Table("", "t", new Schema(List.of(a)));
        Path one = folder.resolve("one.parquet");
        Path two = folder.resolve("two.parquet");
        WrittenByDuckDb.write("SELECT 1::INTEGER AS a UNION ALL SELECT 4", one);
        WrittenByDuckDb.write("SELECT 2::INTEGER AS a UNION ALL SELECT 3", two);
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel())) {
            Figures first = engine.figures(List.of(one), table);
            assertThat(first.differences(engine.figures(List.of(one), table), "here", "there"))
                    .isEmpty();
            assertThat(first.differences(engine.figures(List.of(two), table), "here", "there"))
                    .containsExactly("min(a): 1 here, 2 there", "max(a): 4 here, 3 there");
        }
    }
}
