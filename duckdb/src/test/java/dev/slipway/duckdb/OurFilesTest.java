package dev.slipway.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.data.RandomTables;
import dev.slipway.data.Rows;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Digester;
import dev.slipway.format.FileWriter;
import dev.slipway.job.Cancel;
import dev.slipway.parquet.ParquetFormat;
import dev.slipway.parquet.ParquetSettings;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What our writer writes, DuckDB reads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OurFilesTest {
    private final DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel());

    @AfterAll
    void close() {
        engine.close();
    }

    static LongStream seeds() {
        return LongStream.range(1, 41);
    }

    static Stream<Type> types() {
        return RandomTables.simpleTypes().stream();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theDigestReadBackIsThatOfTheSource(long seed, @TempDir Path folder) throws IOException {
        RandomTables tables = new RandomTables(seed);
        Table table = tables.table();
        isReadBack(tables, table, 1 + new Random(seed).nextInt(3000), folder);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void everyTypeIsReadBack(Type type, @TempDir Path folder) throws IOException {
        isReadBack(new RandomTables(77), RandomTables.tableOf(type), 500, folder);
    }

    private void isReadBack(RandomTables tables, Table table, int count, Path folder) throws IOException {
        List<List<@Nullable Object>> rows = tables.rows(table, count);
        Path file = folder.resolve("ours.parquet");
        Digest written = write(table, tables.batches(table, rows), file);
        assertThat(written.rows()).isEqualTo(count);
        Digest read = new DuckDbVerifier(engine).digest(file, table);
        if (!read.equals(written)) {
            assertThat(sorted(Rows.of(engine.read(file, table), 100)))
                    .as("%s: %s", tables, table.schema())
                    .isEqualTo(sorted(rows));
        }
        assertThat(read).isEqualTo(written);
        LocalStore store = new LocalStore(folder);
        Blob blob = store.find("ours.parquet").orElseThrow();
        assertThat(new DuckDbVerifier(engine).digest(store, blob))
                .as("typed by the file's own footer")
                .isEqualTo(written);
    }

    private static List<String> sorted(List<List<@Nullable Object>> rows) {
        return rows.stream().map(List::toString).sorted().toList();
    }

    private static Digest write(Table table, List<Batch> batches, Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Digester digester = new Digester(table.schema());
        ParquetSettings settings =
                ParquetSettings.DEFAULT.withGroups(1000, 1 << 20).withPages(150, 1 << 14);
        try (FileWriter writer = new ParquetFormat(settings).create(table, bytes::write)) {
            for (Batch batch : batches) {
                digester.add(batch);
                writer.write(batch);
            }
            writer.finish(Map.of());
        }
        Files.write(file, bytes.toByteArray());
        return digester.digest();
    }
}
