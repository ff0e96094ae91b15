package dev.slipway.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeterminismTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void howRowsComeInBatchesLeavesNoTrace(long seed) {
        Random random = new Random(seed);
        SampleTables tables = new SampleTables(seed);
        Batch batch = tables.batch(tables.table(5, 3), 2000);
        ParquetFormat format = new ParquetFormat(ParquetSettings.DEFAULT
                .withPages(1 + random.nextInt(300), 100 + random.nextInt(5_000))
                .withGroups(1 + random.nextInt(1500), 1 << 14)
                .withDictionaryBytesMax(random.nextInt(4_000)));
        byte[] whole = Written.bytes(format, batch.table(), List.of(batch));
        for (int rowsMax : new int[] {1, 7, 333}) {
            byte[] cut = Written.bytes(format, batch.table(), Written.cut(batch, random, rowsMax));
            assertThat(cut)
                    .as("seed %d, batches of up to %d rows", seed, rowsMax)
                    .isEqualTo(whole);
        }
    }

    @Test
    void rowGroupsThatEndByBytesEndAtTheSameRowsHoweverBatchesAreCut() {
        Batch batch = LongRows.batch(60, 200_000);
        ParquetFormat format = new ParquetFormat(ParquetSettings.DEFAULT.withGroups(1000, 2 << 20));
        byte[] whole = Written.bytes(format, batch.table(), List.of(batch));
        byte[] cut = Written.bytes(format, batch.table(), Written.cut(batch, new Random(3), 5));
        assertThat(cut).isEqualTo(whole);
        assertThat(BytesStore.open(whole).rowGroups()).hasSizeGreaterThan(2);
    }
}
