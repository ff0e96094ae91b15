package dev.slipway.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.Failure;
import dev.slipway.data.Batches;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.job.Cancel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesTest {
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Table table = new Table(
            "",
            "t",
            new Schema(List.of(
                    Field.of("i", new Type.Int(64, true), true),
                    Field.of("s", new Type.Text(), true),
                    Field.of("l", new Type.ListOf(Field.of("element", new Type.Text(), true)), true))));

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws SQLException {
        file = folder.resolve("t.parquet");
        WrittenByDuckDb.write("SELECT i, repeat(i::VARCHAR, 10) AS s, [i::VARCHAR] AS l FROM range(60000) t(i)", file);
    }

    private void readPart(DuckDb engine, int batchCount) {
        try (Batches batches = engine.read(file, table)) {
            for (int i = 0; i < batchCount && batches.next(Integer.MAX_VALUE) != null; i++) {
                assertThat(i).isLessThan(batchCount);
            }
        }
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aHundredReadsLeaveNothingBehind() throws IOException {
        assumeThat(STATUS).exists();
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel())) {
            for (int i = 0; i < 20; i++) {
                readPart(engine, i % 2 == 0 ? 2 : Integer.MAX_VALUE);
            }
            long before = residentKilobytes();
            for (int i = 0; i < 100; i++) {
                readPart(engine, i % 2 == 0 ? 2 : Integer.MAX_VALUE);
            }
            assertThat(engine.allocator().getAllocatedMemory()).isZero();
            assertThat(residentKilobytes() - before).isLessThan(64 << 10);
        }
    }

    @Test
    void closingTwiceIsAllowed() {
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel())) {
            Batches batches = engine.read(file, table);
            batches.close();
            batches.close();
            assertThat(engine.allocator().getAllocatedMemory()).isZero();
        }
    }

    @Test
    void aRequestToStopEndsReading() {
        Cancel cancel = new Cancel();
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, cancel);
                Batches batches = engine.read(file, table)) {
            assertThat(batches.next(10)).isNotNull();
            cancel.request();
            assertThatThrownBy(() -> {
                        while (batches.next(Integer.MAX_VALUE) != null) {
                            assertThat(cancel.requested()).isTrue();
                        }
                    })
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CANCELLED));
            assertThatThrownBy(() -> engine.read(file, table).close())
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CANCELLED));
        }
    }

    @Test
    void severalThreadsReadAtOnce() throws InterruptedException {
        long[] rows = new long[4];
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel())) {
            List<Thread> threads = IntStream.range(0, rows.length)
                    .mapToObj(i -> Thread.ofPlatform()
                            .start(() -> rows[i] = new DuckDbVerifier(engine)
                                    .digest(file, table)
                                    .rows()))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(rows).containsOnly(60_000);
    }

    @Test
    void whatDoesNotFitTheMemoryLimitSaysSo() throws SQLException {
        Path wide = folder.resolve("wide.parquet");
        WrittenByDuckDb.write("SELECT repeat(i::VARCHAR || 'x', 500000) AS s FROM range(100, 200) t(i)", wide);
        Table text = new Table("", "t", new Schema(List.of(Field.of("s", new Type.Text(), true))));
        DuckDb.Settings small = new DuckDb.Settings(1, 64L << 20, Optional.of(folder));
        try (DuckDb engine = DuckDb.open(small, new Cancel())) {
            assertThatThrownBy(() -> new DuckDbVerifier(engine).digest(wide, text))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("64 MiB");
        }
    }
}
