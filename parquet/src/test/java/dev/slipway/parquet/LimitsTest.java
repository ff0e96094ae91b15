package dev.slipway.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import dev.slipway.format.FileWriter;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LimitsTest {
    private static final ParquetFormat DEFAULT = new ParquetFormat(ParquetSettings.DEFAULT);

    @Test
    void rowsOfOneMegabyteEndRowGroupsWhenTheBudgetIsReached() {
        ParquetFormat format = new ParquetFormat(ParquetSettings.DEFAULT.withGroups(500_000, 8 << 20));
        byte[] file = Written.bytes(format, LongRows.TABLE, List.of(LongRows.batch(40, 1 << 20)));
        ParquetFile read = BytesStore.open(file);
        assertThat(read.rows()).isEqualTo(40);
        assertThat(read.rowGroups())
                .allSatisfy(group -> assertThat(group.bytes()).isLessThan(10 << 20));
        assertThat(read.rowGroups()).hasSizeBetween(4, 6);
    }

    @Test
    void longRowsEndRowGroupsForTheSakeOfReadersHoweverWellTheyCompress() {
        byte[] data = new byte[8 << 20];
        int[] lengths = new int[8];
        int[] starts = new int[8];
        Arrays.setAll(starts, i -> i << 20);
        Arrays.fill(lengths, 1 << 20);
        Batch zeros = new Batch(LongRows.TABLE, 8, List.of(new Column.Bytes(data, starts, lengths, Validity.ALL)));
        byte[] file = Written.bytes(DEFAULT, LongRows.TABLE, Collections.nCopies(25, zeros));
        assertThat(file).hasSizeLessThan(1 << 20);
        ParquetFile read = BytesStore.open(file);
        assertThat(read.rows()).isEqualTo(200);
        assertThat(read.rowGroups().stream().map(RowGroup::rows)).containsExactly(32L, 32L, 32L, 32L, 32L, 32L, 8L);
        List<Batch> threes = Collections.nCopies(66, Slices.of(zeros, 0, 3));
        List<Batch> twos = Collections.nCopies(1, Slices.of(zeros, 0, 2));
        assertThat(Written.bytes(
                        DEFAULT,
                        LongRows.TABLE,
                        Stream.concat(threes.stream(), twos.stream()).toList()))
                .isEqualTo(file);
    }

    @Test
    void hundredsOfMegabytesPassThroughASmallHeap() {
        // 600 rows of 1 MB, in a JVM whose tests have a heap of 1 GB, of which the writer may keep 16 MB.
        ParquetFormat format = new ParquetFormat(
                ParquetSettings.DEFAULT.withGroups(500_000, 16 << 20).withCodec(new Codec.None()));
        long[] written = new long[1];
        long[] most = new long[1];
        try (FileWriter writer = format.create(LongRows.TABLE, (bytes, offset, length) -> written[0] += length)) {
            for (int i = 0; i < 150; i++) {
                writer.write(LongRows.batch(4, 1 << 20));
                most[0] = Math.max(most[0], writer.bytes() - written[0]);
            }
            writer.finish(Map.of());
        }
        assertThat(written[0]).isGreaterThan(600L << 20);
        assertThat(most[0]).isLessThan(20L << 20);
    }

    @Test
    void aValueThatIsTooLongIsRefusedNamingItsColumn() {
        ParquetFormat format = new ParquetFormat(ParquetSettings.DEFAULT.withValueBytesMax(999));
        assertThatThrownBy(() -> Written.bytes(format, LongRows.TABLE, List.of(LongRows.batch(2, 1000))))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.INPUT))
                .hasMessageContaining("\"value\"")
                .hasMessageContaining("1,000 bytes");
    }

    @Test
    void oneValueOfManyMegabytesIsAPageOfItsOwn(@TempDir Path folder) {
        Batch batch = LongRows.batch(3, 30 << 20);
        Path file = Written.file(folder, DEFAULT, batch);
        assertThat(DuckJudge.query("SELECT octet_length(value) FROM " + DuckJudge.scan(file)))
                .containsOnly(Integer.toString(30 << 20));
    }

    @Test
    void aNullWhereNoneIsAllowedIsRefused() {
        Table table = new Table("s", "t", new Schema(List.of(Field.of("needed", new Type.Int(32, true), false))));
        Column column = new Column.Ints(new int[2], new Validity(new long[] {1}, 1));
        assertThatThrownBy(() -> Written.bytes(DEFAULT, table, List.of(new Batch(table, 2, List.of(column)))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("\"needed\" of s.t")
                .hasMessageContaining("null");
    }

    @Test
    void aNullElementWhereNoneIsAllowedIsRefused() {
        Field element = Field.of("element", new Type.Int(32, true), false);
        Table table = new Table("", "t", new Schema(List.of(Field.of("list", new Type.ListOf(element), true))));
        Column elements = new Column.Ints(new int[2], new Validity(new long[] {1}, 1));
        Column lists = new Column.Lists(new int[] {0, 2}, elements, Validity.ALL);
        assertThatThrownBy(() -> Written.bytes(DEFAULT, table, List.of(new Batch(table, 1, List.of(lists)))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("\"element\"");
    }

    @Test
    void whatCannotBeWrittenIsRefusedBeforeTheFirstByte() {
        Table empty = new Table("", "empty", new Schema(List.of()));
        assertThatThrownBy(() -> DEFAULT.check(empty)).hasMessageContaining("no columns");
        Field twice = Field.of("a", new Type.Bool(), true);
        Table doubled =
                new Table("", "t", new Schema(List.of(Field.of("s", new Type.Struct(List.of(twice, twice)), true))));
        assertThatThrownBy(() -> DEFAULT.check(doubled)).hasMessageContaining("two fields named \"a\"");
        Type deep = new Type.Bool();
        for (int i = 0; i < 70; i++) {
            deep = new Type.ListOf(Field.of("element", deep, true));
        }
        Table nested = new Table("", "t", new Schema(List.of(Field.of("d", deep, true))));
        assertThatThrownBy(() -> DEFAULT.check(nested)).hasMessageContaining("nested");
        ParquetFormat sorted = new ParquetFormat(ParquetSettings.DEFAULT.withSorting(List.of("none")));
        assertThatThrownBy(() -> sorted.check(LongRows.TABLE)).hasMessageContaining("\"none\"");
    }

    @Test
    void rowsWantedKeepsRowGroupsExact() {
        ParquetFormat format = new ParquetFormat(ParquetSettings.DEFAULT.withGroups(10, 1 << 20));
        try (FileWriter writer = format.create(LongRows.TABLE, (bytes, offset, length) -> {})) {
            assertThat(writer.rowsWanted()).isEqualTo(10);
            writer.write(LongRows.batch(7, 1));
            assertThat(writer.rowsWanted()).isEqualTo(3);
            writer.write(LongRows.batch(3, 1));
            assertThat(writer.rowsWanted()).isEqualTo(10);
        }
    }

    @Test
    void aFileThatIsNotFinishedIsNoParquetFile() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FileWriter writer = DEFAULT.create(LongRows.TABLE, out::write)) {
            writer.write(LongRows.batch(7, 10));
        }
        assertThatThrownBy(() -> BytesStore.open(out.toByteArray())).isInstanceOf(Failure.class);
    }
}
