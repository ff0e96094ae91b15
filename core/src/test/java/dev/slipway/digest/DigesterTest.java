package dev.slipway.digest;

import static dev.slipway.digest.Digests.field;
import static dev.slipway.digest.Digests.row;
import static dev.slipway.digest.Digests.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.data.Field;
import dev.slipway.data.RandomTables;
import dev.slipway.data.RowBatches;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What leaves a digest as it is, and what changes it, as far as whole rows and columns go. */
final class DigesterTest {
    private static final Table PAIR = table(field("a", new Type.Int(32, true)), field("b", new Type.Int(32, true)));

    static IntStream seeds() {
        return IntStream.range(0, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theDefinitionWrittenAgainAgreesOnAnyTable(int seed) {
        RandomTables tables = new RandomTables(seed);
        Table table = tables.table();
        List<List<@Nullable Object>> rows = tables.rows(table, 40);

        assertThat(Digests.of(table, rows)).as("%s", tables).isEqualTo(NaiveDigest.of(table.schema(), rows));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rowsSplitShuffledAndLaidOutAnyhowHaveTheSameSum(int seed) {
        RandomTables tables = new RandomTables(seed);
        Table table = tables.table();
        List<List<@Nullable Object>> rows = tables.rows(table, 120);
        Digest expected = Digests.of(table, rows);
        Collections.shuffle(rows, new Random(seed));

        Digest sum = Digest.EMPTY;
        for (Batch batch : tables.batches(table, rows)) {
            sum = sum.plus(Digests.of(List.of(batch), table));
        }

        assertThat(sum).as("%s", tables).isEqualTo(expected);
        assertThat(Digests.of(tables.batches(table, rows), table))
                .as("%s", tables)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void orderOfFieldsIdsAndOriginsDoNotMatter(int seed) {
        RandomTables tables = new RandomTables(seed);
        Table table = tables.table();
        List<List<@Nullable Object>> rows = tables.rows(table, 20);
        List<List<@Nullable Object>> turned = new ArrayList<>();
        rows.forEach(row -> turned.add(row.reversed()));

        assertThat(Digests.of(new Table("other", "name", stripped(table.schema())), turned))
                .as("%s", tables)
                .isEqualTo(Digests.of(table, rows));
    }

    private static Schema stripped(Schema schema) {
        return new Schema(schema.fields().reversed().stream()
                .map(field -> new Field(field.name(), stripped(field.type()), true, 99, Map.of("k", "v")))
                .toList());
    }

    private static Type stripped(Type type) {
        return type instanceof Type.Struct struct
                ? new Type.Struct(stripped(new Schema(struct.fields())).fields())
                : type;
    }

    @Test
    void noRowsHaveTheEmptyDigest() {
        assertThat(Digests.of(PAIR, List.of())).isEqualTo(Digest.EMPTY);
    }

    @Test
    void aRowOfNullsIsARow() {
        Digest one = Digests.of(PAIR, row(null, null));

        assertThat(one).isNotEqualTo(new Digest(1, 0, 0));
        assertThat(Digests.of(PAIR, row(null, null), row(null, null))).isEqualTo(one.plus(one));
    }

    @Test
    void aDigesterIsUsedForSmallBatchesAfterLargeOnes() {
        RandomTables tables = new RandomTables(11);
        Table table = tables.table();
        List<List<@Nullable Object>> many = tables.rows(table, 500);
        List<List<@Nullable Object>> few = tables.rows(table, 3);

        Digest both = Digests.of(List.of(RowBatches.tidy(table, many), RowBatches.tidy(table, few)), table);

        assertThat(both).isEqualTo(Digests.of(table, many).plus(Digests.of(table, few)));
    }

    @Test
    void columnsSwappedChangeIt() {
        differ(PAIR, List.of(row(1L, 2L), row(3L, 4L)), List.of(row(2L, 1L), row(4L, 3L)));
    }

    @Test
    void aColumnRenamedChangesIt() {
        assertThat(Digests.of(table(field("x", new Type.Int(32, true))), row(1L)))
                .isNotEqualTo(Digests.of(table(field("y", new Type.Int(32, true))), row(1L)));
    }

    @Test
    void valuesExchangedBetweenRowsChangeIt() {
        differ(PAIR, List.of(row(1L, 1L), row(2L, 2L)), List.of(row(1L, 2L), row(2L, 1L)));
    }

    @Test
    void aValueExchangedWithANullOfAnotherRowChangesIt() {
        differ(PAIR, List.of(row(1L, 5L), row(2L, null)), List.of(row(1L, null), row(2L, 5L)));
    }

    @Test
    void aRowDoubledChangesIt() {
        differ(PAIR, List.of(row(1L, 2L)), List.of(row(1L, 2L), row(1L, 2L)));
        differ(PAIR, List.of(row(1L, 2L), row(1L, 2L)), List.of(row(3L, 4L), row(3L, 4L)));
    }

    @Test
    void aRowReplacedByAnotherChangesIt() {
        differ(PAIR, List.of(row(1L, 1L), row(2L, 2L), row(2L, 2L)), List.of(row(1L, 1L), row(1L, 1L), row(2L, 2L)));
    }

    @Test
    void aValueMovedToAnotherColumnChangesIt() {
        differ(PAIR, List.of(row(7L, null)), List.of(row(null, 7L)));
    }

    @Test
    void aNullableColumnWithoutValuesLeavesIt() {
        Table wider = table(
                field("a", new Type.Int(32, true)),
                field("new", new Type.Text()),
                field("list", new Type.ListOf(field("element", new Type.Text()))),
                field("b", new Type.Int(32, true)));

        assertThat(Digests.of(wider, row(1L, null, null, 2L), row(null, null, null, 3L)))
                .isEqualTo(Digests.of(PAIR, row(1L, 2L), row(null, 3L)));
    }

    @Test
    void aNullableFieldWithoutValuesLeavesTheDigestOfItsStruct() {
        Type.Struct narrow = new Type.Struct(List.of(field("a", new Type.Int(32, true))));
        Type.Struct wide =
                new Type.Struct(List.of(field("a", new Type.Int(32, true)), field("b", new Type.Int(32, true))));

        assertThat(Digests.one(wide, Map.of("a", 1L))).isEqualTo(Digests.one(narrow, Map.of("a", 1L)));
    }

    @Test
    void namesCannotImitatePaths() {
        Type leaf = new Type.Int(32, true);
        Digest nested = Digests.one(new Type.Struct(List.of(field("a", leaf))), Map.of("a", 1L));

        assertThat(nested).isNotEqualTo(Digests.of(table(field("c.a", leaf)), row(1L)));
        assertThat(Digests.of(table(field("ca", leaf), field("b", leaf)), row(1L, 2L)))
                .isNotEqualTo(Digests.of(table(field("c", leaf), field("ab", leaf)), row(1L, 2L)));
    }

    private static void differ(Table table, List<List<@Nullable Object>> rows, List<List<@Nullable Object>> otherRows) {
        assertThat(Digests.of(table, rows)).isNotEqualTo(Digests.of(table, otherRows));
    }
}
