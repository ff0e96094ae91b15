package dev.slipway.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Digester;
import dev.slipway.job.Cancel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadBackTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theDigestOfWhatIsReadIsThatOfWhatWasWritten(long seed) throws SQLException {
        Rows rows = new RandomTable(seed).rows(120);
        Path file = folder.resolve("random.parquet");
        String version = seed % 2 == 0 ? "V1" : "V2";
        WrittenByDuckDb.write(rows, 1, "PARQUET_VERSION " + version + ", COMPRESSION zstd", file);
        Digest written = digest(rows.batch(), 1);
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel())) {
            assertThat(new DuckDbVerifier(engine).digest(file, rows.table())).isEqualTo(written);
            assertThat(digestOfSlices(engine, file, rows, seed)).isEqualTo(written);
        }
    }

    @Test
    void manyRowGroupsAndBatchesAreReadWhole() throws SQLException {
        Rows rows = new RandomTable(99).rows(100);
        int times = 400;
        Path file = folder.resolve("long.parquet");
        WrittenByDuckDb.write(rows, times, "ROW_GROUP_SIZE 16384, COMPRESSION snappy", file);
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel())) {
            assertThat(new DuckDbVerifier(engine).digest(file, rows.table())).isEqualTo(digest(rows.batch(), times));
            assertThat(digestOfSlices(engine, file, rows, 7)).isEqualTo(digest(rows.batch(), times));
        }
    }

    @Test
    void aFileWithoutRowsHasTheDigestOfNothing() throws SQLException {
        Rows rows = new RandomTable(5).rows(0);
        Path file = folder.resolve("empty.parquet");
        WrittenByDuckDb.write(rows, 1, "COMPRESSION zstd", file);
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel())) {
            assertThat(new DuckDbVerifier(engine).digest(file, rows.table())).isEqualTo(Digest.EMPTY);
        }
    }

    private static Digest digest(Batch batch, int times) {
        Digester digester = new Digester(batch.table().schema());
        for (int i = 0; i < times; i++) {
            digester.add(batch);
        }
        return digester.digest();
    }

    /** Slices begin in the middle of bytes of validity bits, of lists and of strings. */
    private static Digest digestOfSlices(DuckDb engine, Path file, Rows rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Digester digester = new Digester(rows.table().schema());
        try (Batches batches = engine.read(file, rows.table())) {
            int rowsMax = 1;
            for (Batch batch = batches.next(rowsMax); batch != null; batch = batches.next(rowsMax)) {
                assertThat(batch.rows()).isBetween(1, rowsMax);
                digester.add(batch);
                rowsMax = random.nextInt(1, 100);
            }
        }
        return digester.digest();
    }
}
