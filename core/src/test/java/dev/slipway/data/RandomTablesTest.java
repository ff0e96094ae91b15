package dev.slipway.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixture itself: what it lays out is what was meant. */
final class RandomTablesTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rowsComeBackFromAnyLayout(long seed) {
        RandomTables tables = new RandomTables(seed);
        Table table = tables.table();
        List<List<@Nullable Object>> rows = tables.rows(table, 200);

        List<List<@Nullable Object>> scattered = new ArrayList<>();
        tables.batches(table, rows).forEach(batch -> scattered.addAll(Rows.of(batch)));

        assertThat(Rows.of(RowBatches.tidy(table, rows))).as("%s", tables).isEqualTo(rows);
        assertThat(scattered).as("%s", tables).isEqualTo(rows);
        assertThat(Rows.of(RowBatches.stream(table, rows, 50, seed), 30))
                .as("%s", tables)
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rowsComeBackFromJson(long seed) {
        RandomTables tables = new RandomTables(seed);
        Table table = tables.table();
        List<List<@Nullable Object>> rows = tables.rows(table, 50);

        assertThat(rows.stream().map(row -> JsonRows.read(table.schema(), JsonRows.write(table.schema(), row))))
                .as("%s", tables)
                .isEqualTo(rows);
    }

    @Test
    void typesComeBackFromTheirText() {
        for (Type type : RandomTables.simpleTypes()) {
            Field list = Field.of("c", new Type.ListOf(Field.of("element", type, false)), true);
            assertThat(TypeText.field("c", TypeText.of(list))).isEqualTo(list);
        }
        String nested = "struct<a:map<text,list<int32?>?>,b:timestamp(nanos,utc)?>?";
        assertThat(TypeText.of(TypeText.field("c", nested))).isEqualTo(nested);
    }

    @Test
    void aSeedMakesTheSameTablesAgain() {
        RandomTables one = new RandomTables(7);
        RandomTables other = new RandomTables(7);
        Table table = one.table();

        assertThat(other.table()).isEqualTo(table);
        assertThat(other.rows(table, 20)).isEqualTo(one.rows(table, 20));
    }

    @Test
    void everyTypeComesUpAndTheGreatestDepthInEachTable() {
        Set<Class<?>> met = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            Table table = new RandomTables(seed).table();
            table.schema().fields().forEach(field -> collect(field.type(), met));
            assertThat(table.schema().fields()).anyMatch(field -> depth(field.type()) >= 3);
        }

        assertThat(met).contains(Type.class.getPermittedSubclasses());
    }

    private static void collect(Type type, Set<Class<?>> met) {
        met.add(type.getClass());
        children(type).forEach(child -> collect(child, met));
    }

    private static int depth(Type type) {
        return children(type).stream().mapToInt(child -> 1 + depth(child)).max().orElse(0);
    }

    private static List<Type> children(Type type) {
        return switch (type) {
            case Type.ListOf list -> List.of(list.element().type());
            case Type.MapOf map -> List.of(map.key().type(), map.value().type());
            case Type.Struct struct -> struct.fields().stream().map(Field::type).toList();
            default -> List.of();
        };
    }

    @Test
    void aBatchKeptTooLongIsGarbage() {
        RandomTables tables = new RandomTables(3);
        Table table = RandomTables.tableOf(new Type.Text());
        List<List<@Nullable Object>> rows = tables.rows(table, 40);
        Batches stream = RowBatches.stream(table, rows, 1, 3);
        Column.Bytes kept = (Column.Bytes) next(stream).columns().get(1);

        next(stream);

        assertThat(kept.lengths()[0]).isNegative();
    }

    private static Batch next(Batches stream) {
        Batch batch = stream.next(1);
        assertThat(batch).isNotNull();
        return batch;
    }

    @Test
    void scatteredLayoutsDifferThoughTheirRowsDoNot() {
        Table table = RandomTables.tableOf(new Type.Int(32, true));
        List<List<@Nullable Object>> rows = new RandomTables(5).rows(table, 10);
        Column one = RowBatches.scattered(table, rows, new Random(1)).columns().get(0);
        Column other =
                RowBatches.scattered(table, rows, new Random(2)).columns().get(0);

        assertThat(((Column.Ints) one).values()).isNotEqualTo(((Column.Ints) other).values());
    }
}
