package dev.slipway.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.RowBatches;
import dev.slipway.data.Table;
import dev.slipway.mapping.BoundMapping;
import dev.slipway.mapping.SeedTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made with the shipped mapping are what the archive's readers expect. */
final class MappedFilesTest {
    @TempDir
    Path folder;

    @Test
    void theShippedMappingGivesThePhysicalTypesOfTheArchiveToEveryReader() throws IOException {
        List<List<@Nullable Object>> rows = SeedTable.rows(500, new Random(5));
        BoundMapping mapping = SeedTable.mapping().bind(SeedTable.TABLE);
        Table table = mapping.table();
        List<String> expected = new ArrayList<>();
        ParquetFormat format = new ParquetFormat(ParquetSettings.DEFAULT);
        List<Batch> mapped = new ArrayList<>();
        try (Batches batches = mapping.apply(oneBatch(rows))) {
            for (Batch batch = batches.next(1000); batch != null; batch = batches.next(1000)) {
                expected.addAll(RowTexts.of(batch));
                mapped.add(batch);
            }
        }

        Path file = Written.file(folder, format, table, mapped);

        RoundTripTest.assertSame(JavaJudge.rows(file, table), expected, "parquet-java");
        RoundTripTest.assertSame(DuckJudge.rows(file, table), expected, "DuckDB");
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            assertThat(reader.getFileMetaData().getSchema().toString().lines().map(String::strip))
                    .contains(
                            "required binary data_item_id = 1;",
                            "required binary owner_public_address = 2;",
                            "required int64 byte_count (INTEGER(64,true)) = 3;",
                            "required int64 uploaded_date (TIMESTAMP(MICROS,false)) = 4;",
                            "required fixed_len_byte_array(9) assessed_winston_price (DECIMAL(20,0)) = 5;",
                            "required fixed_len_byte_array(16) plan_id (UUID) = 6;",
                            "required int64 planned_date (TIMESTAMP(MICROS,false)) = 7;",
                            "required binary bundle_id = 8;",
                            "required int64 permanent_date (TIMESTAMP(MICROS,false)) = 9;",
                            "required int32 block_height (INTEGER(32,true)) = 10;",
                            "optional int32 data_start (INTEGER(32,true)) = 11;",
                            "optional int32 signature_type (INTEGER(16,true)) = 12;",
                            "required group failed_bundles (LIST) = 13 {",
                            "required binary element = 17;",
                            "optional binary content_type (STRING) = 14;",
                            "optional binary premium_feature_type (STRING) = 15;",
                            "optional int32 deadline_height (INTEGER(32,true)) = 16;");
        }
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .contains("slipway.mapping.lossy");
    }

    /** One batch that nobody takes back. */
    private static Batches oneBatch(List<List<@Nullable Object>> rows) {
        return new Batches() {
            private @Nullable Batch batch = RowBatches.scattered(SeedTable.TABLE, rows, new Random(6));

            @Override
            public @Nullable Batch next(int rowsMax) {
                Batch next = batch;
                batch = null;
                return next;
            }

            @Override
            public void close() {}
        };
    }
}
