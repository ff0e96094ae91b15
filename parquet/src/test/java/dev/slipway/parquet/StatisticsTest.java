package dev.slipway.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StatisticsTest {
    private static final ParquetFormat PAGES_OF_TWO = new ParquetFormat(ParquetSettings.DEFAULT.withPages(2, 1 << 20));

    private static byte[] file(Type type, Column column, int rows) {
        Table table = new Table("", "t", new Schema(List.of(Field.of("c", type, true))));
        return Written.bytes(PAGES_OF_TWO, table, List.of(new Batch(table, rows, List.of(column))));
    }

    private static byte[] doubles(double... values) {
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(values[i]);
        }
        return file(new Type.Floating(64), new Column.Longs(bits, Validity.ALL), bits.length);
    }

    private static Chunk chunk(byte[] file) {
        return BytesStore.open(file).rowGroups().getFirst().chunks().getFirst();
    }

    private static @Nullable ColumnIndex index(byte[] file) {
        return Footers.columnIndex(file, Footers.chunks(file).getFirst());
    }

    private static ColumnIndex presentIndex(byte[] file) {
        ColumnIndex index = index(file);
        if (index == null) {
            throw new AssertionError("no column index");
        }
        return index;
    }

    @Test
    void nanIsSkipped() {
        Chunk chunk = chunk(doubles(Double.NaN, 3, 1, Double.NaN));
        assertThat(chunk.min()).contains("1.0");
        assertThat(chunk.max()).contains("3.0");
    }

    @Test
    void aPageOfNanAloneTakesTheColumnIndexWithIt() {
        byte[] file = doubles(1, 2, Double.NaN, Double.NaN);
        assertThat(index(file)).isNull();
        assertThat(chunk(file).max()).contains("2.0");
        assertThat(presentIndex(doubles(1, Double.NaN, 2, 2)).getMin_valuesSize())
                .isEqualTo(2);
    }

    @Test
    void ofNanAloneThereAreNoBounds() {
        Chunk chunk = chunk(doubles(Double.NaN, Double.NaN, Double.NaN));
        assertThat(chunk.min()).isEmpty();
        assertThat(chunk.max()).isEmpty();
    }

    @Test
    void zerosBoundEachOther() {
        assertThat(chunk(doubles(0.0, 0.0)).min()).contains("-0.0");
        assertThat(chunk(doubles(-0.0, -0.0)).max()).contains("0.0");
        int zero = Float.floatToRawIntBits(-0.0f);
        byte[] floats = file(new Type.Floating(32), new Column.Ints(new int[] {zero, 0}, Validity.ALL), 2);
        assertThat(chunk(floats).min()).contains("-0.0");
        assertThat(chunk(floats).max()).contains("0.0");
    }

    @Test
    void unsignedNumbersCompareAsSuch() {
        byte[] file = file(new Type.Int(32, false), new Column.Ints(new int[] {-1, 5}, Validity.ALL), 2);
        assertThat(chunk(file).min()).contains("5");
        assertThat(chunk(file).max()).contains("4294967295");
        file = file(new Type.Int(64, false), new Column.Longs(new long[] {-1, 5}, Validity.ALL), 2);
        assertThat(chunk(file).max()).contains("18446744073709551615");
    }

    @Test
    void decimalsOfManyDigitsCompareWithTheirSignAndUuidsWithout() {
        Column column = new Column.Wides(new long[] {-1, 0}, new long[] {-5, 7}, Validity.ALL);
        assertThat(chunk(file(new Type.Decimal(30, 1), column, 2)).min()).contains("-0.5");
        assertThat(chunk(file(new Type.Decimal(30, 1), column, 2)).max()).contains("0.7");
        assertThat(chunk(file(new Type.Uuid(), column, 2)).max()).contains("ffffffff-ffff-ffff-ffff-fffffffffffb");
    }

    @Test
    void pagesOfNullsHaveEmptyBoundsAndStandOutsideTheOrder() {
        // 1 2 | null null | 3 null
        Column column = new Column.Ints(new int[] {1, 2, 0, 0, 3, 0}, new Validity(new long[] {0b010011}, 3));
        byte[] file = file(new Type.Int(32, true), column, 6);
        ColumnIndex index = presentIndex(file);
        assertThat(index.getNull_pages()).containsExactly(false, true, false);
        assertThat(index.getMin_values().get(1).remaining()).isZero();
        assertThat(index.getMax_values().get(1).remaining()).isZero();
        assertThat(index.getNull_counts()).containsExactly(0L, 2L, 1L);
        assertThat(index.getBoundary_order()).isEqualTo(BoundaryOrder.ASCENDING);
        assertThat(chunk(file).nulls()).hasValue(3);
        assertThat(chunk(file).values()).isEqualTo(6);
    }

    @Test
    void theOrderOfPagesIsTold() {
        Type type = new Type.Int(32, true);
        int[][] orders = {{1, 2, 2, 3}, {3, 2, 2, 1}, {1, 2, 0, 3}};
        BoundaryOrder[] told = {BoundaryOrder.ASCENDING, BoundaryOrder.DESCENDING, BoundaryOrder.UNORDERED};
        for (int i = 0; i < orders.length; i++) {
            byte[] file = file(type, new Column.Ints(orders[i], Validity.ALL), 4);
            assertThat(presentIndex(file).getBoundary_order()).isEqualTo(told[i]);
        }
    }

    @Test
    void emptyListsAndNullsCountAsValuesWithoutOne() {
        Type list = new Type.ListOf(Field.of("element", new Type.Int(32, true), true));
        // [7, null], [], null
        Column elements = new Column.Ints(new int[] {7, 0}, new Validity(new long[] {1}, 1));
        Column lists = new Column.Lists(new int[] {0, 2, 2, 2}, elements, new Validity(new long[] {0b011}, 1));
        Chunk chunk = chunk(file(list, lists, 3));
        assertThat(chunk.values()).isEqualTo(4);
        assertThat(chunk.nulls()).hasValue(3);
        assertThat(chunk.min()).isEqualTo(Optional.of("7"));
    }

    @Test
    void offsetsIncludeHeadersAndBeginWithARow() {
        byte[] file = doubles(1, 2, 3, 4, 5);
        ColumnChunk chunk = Footers.chunks(file).getFirst();
        long at = chunk.getMeta_data().getData_page_offset();
        long row = 0;
        for (var page : Footers.offsetIndex(file, chunk).getPage_locations()) {
            assertThat(page.getOffset()).isEqualTo(at);
            assertThat(page.getFirst_row_index()).isEqualTo(row);
            at += page.getCompressed_page_size();
            row += 2;
        }
        assertThat(row).isEqualTo(6);
    }
}
