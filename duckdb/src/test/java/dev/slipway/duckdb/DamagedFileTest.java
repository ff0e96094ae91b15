package dev.slipway.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.digest.Digest;
import dev.slipway.job.Cancel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFileTest {
    private final DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel());
    private final Rows rows = new RandomTable(11).rows(200);
    private final DuckDbVerifier verifier = new DuckDbVerifier(engine);

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws SQLException {
        file = folder.resolve("good.parquet");
        WrittenByDuckDb.write(rows, 20, "COMPRESSION zstd", file);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void isRefused(byte[] bytes, Failure.Kind kind) throws IOException {
        Path damaged = Files.write(folder.resolve("damaged.parquet"), bytes);
        assertThatThrownBy(() -> verifier.digest(damaged, rows.table()))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
                .hasMessageContaining("damaged.parquet");
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 3, 4, 11, 12, whole.length / 2, whole.length - 8, whole.length - 1}) {
            isRefused(Arrays.copyOf(whole, length), Failure.Kind.CORRUPT);
        }
    }

    @Test
    void garbageIsRefused() throws IOException {
        isRefused("This is no Parquet file.".getBytes(StandardCharsets.US_ASCII), Failure.Kind.CORRUPT);
        byte[] noise = new byte[100_000];
        new SplittableRandom(1).nextBytes(noise);
        isRefused(noise, Failure.Kind.CORRUPT);
        byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, noise, 0, 4);
        System.arraycopy(magic, 0, noise, noise.length - 4, 4);
        isRefused(noise, Failure.Kind.CORRUPT);
    }

    @Test
    void aFileThatIsNotThereIsUnavailable() {
        assertThatThrownBy(() -> verifier.digest(folder.resolve("missing.parquet"), rows.table()))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE))
                .hasMessageContaining("missing.parquet");
    }

    @Test
    void flippedBitsNeitherCrashNorSpoilTheEngine() throws IOException {
        Digest good = verifier.digest(file, rows.table());
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(2);
        Path damaged = folder.resolve("flipped.parquet");
        int noticed = 0;
        for (int i = 0; i < 150; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(damaged, bytes);
            try {
                noticed += verifier.digest(damaged, rows.table()).equals(good) ? 0 : 1;
            } catch (Failure failure) {
                assertThat(failure.kind()).isEqualTo(Failure.Kind.CORRUPT);
                assertThat(failure.text()).contains("flipped.parquet").doesNotContain("Invalid result set", "errno");
                noticed++;
            }
        }
        assertThat(noticed).isGreaterThan(75);
        assertThat(verifier.digest(file, rows.table())).isEqualTo(good);
    }

    @Test
    void aCorruptFileIsNamedWhenFiguresAreAskedFor() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.parquet"), "PAR1PAR1");
        assertThatThrownBy(() -> engine.figures(List.of(damaged), rows.table()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("damaged.parquet");
    }
}
