package dev.slipway.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.data.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RoundTripTest {
    @TempDir
    Path folder;

    private static final List<Codec> CODECS = List.of(new Codec.Zstd(1), new Codec.Snappy(), new Codec.None());

    private void judge(ParquetSettings settings, Batch batch, Random random, String why) {
        Table table = batch.table();
        Path file = Written.file(folder, new ParquetFormat(settings), table, Written.cut(batch, random, 700));
        List<String> expected = RowTexts.of(batch);
        assertSame(JavaJudge.rows(file, table), expected, "parquet-java, " + why);
        assertSame(DuckJudge.rows(file, table), expected, "DuckDB, " + why);
    }

    /** Says where the first difference is: all rows at once are too much to look through. */
    static void assertSame(List<String> found, List<String> expected, String why) {
        for (int i = 0; i < Math.min(found.size(), expected.size()); i++) {
            assertThat(found.get(i)).as("row " + i + ", " + why).isEqualTo(expected.get(i));
        }
        assertThat(found).as(why).hasSameSizeAs(expected);
    }

    @ParameterizedTest
    @EnumSource
    void everySimpleTypeComesBack(PageVersion version) {
        for (int rows : new int[] {0, 1, 99, 100, 101, 1000, 3000}) {
            SampleTables tables = new SampleTables(rows);
            Batch batch = tables.batch(SampleTables.everyType(), rows);
            ParquetSettings settings = ParquetSettings.DEFAULT
                    .withPageVersion(version)
                    .withPages(100, 5_000)
                    .withGroups(1000, 1 << 20);
            judge(settings, batch, new Random(rows), rows + " rows");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void randomNestedTablesComeBack(long seed) {
        Random random = new Random(seed);
        SampleTables tables = new SampleTables(seed);
        Table table = tables.table(6, 3);
        Batch batch = tables.batch(table, random.nextInt(1500));
        ParquetSettings settings = ParquetSettings.DEFAULT
                .withCodec(CODECS.get(random.nextInt(3)))
                .withPageVersion(random.nextBoolean() ? PageVersion.V1 : PageVersion.V2)
                .withPages(1 + random.nextInt(300), 200 + random.nextInt(20_000))
                .withGroups(1 + random.nextInt(2000), 1 << 20);
        judge(settings, batch, random, "seed " + seed + ", " + settings);
    }
}
