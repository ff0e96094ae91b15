package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.SlipwayProcess;
import dev.slipway.app.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a megabyte, in a process that has 256 MB. */
@Tag("heavy")
class MemoryTest {
    @TempDir
    Path folder;

    @Test
    void fiveHundredRowsOfAMegabyteFitIntoAQuarterOfTheirSize() throws Exception {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE t (id int PRIMARY KEY, a text, b bytea)",
                        "INSERT INTO t SELECT i, repeat(md5(i::text), 16384), decode(repeat(md5(i::text), 16384), 'hex')"
                                + " FROM generate_series(1, 500) i",
                        "CREATE TABLE noise (id int PRIMARY KEY, a bytea)",
                        "ALTER TABLE noise ALTER a SET STORAGE EXTERNAL",
                        // Hashes of hashes: nothing that compression could make small.
                        "INSERT INTO noise SELECT i, (SELECT string_agg(sha512((i * 100000 + j)::text::bytea), '')"
                                + " FROM generate_series(1, 16384) j) FROM generate_series(1, 60) i");
        Path lake = folder.resolve("lake");
        exports(560, List.of("t", "noise", "--url", database.url(), "--to", lake));
        try (SlipwayProcess process = SlipwayProcess.start(folder, "verify", lake, "--source", database.url())) {
            Cli verified = process.end(300);
            assertThat(verified.status()).as(verified.all()).isZero();
        }
    }

    @Test
    void rowsThatJumpBetweenTwoHundredFoldersFitIntoTheSameMemory() throws Exception {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE t (id int PRIMARY KEY, at timestamp, a text, b text)",
                        "INSERT INTO t SELECT i, timestamp '2024-01-01' + (i::bigint * 7919 % 200) * interval '1 day',"
                                + " md5(i::text), repeat(md5((i * 31)::text), 8) FROM generate_series(1, 600000) i");
        Path lake = folder.resolve("lake");
        exports(600_000, List.of("t", "--url", database.url(), "--to", lake, "--layout", "day={\"at\":yyyy-MM-dd}"));
        assertThat(Lakes.data(lake).stream().map(Path::getParent).distinct()).hasSize(200);
        assertThat(Lakes.data(lake)).hasSizeLessThan(4_000);
    }

    private void exports(int rows, List<Object> arguments) throws Exception {
        List<Object> all = new ArrayList<>(List.of("export", "postgres"));
        all.addAll(arguments);
        try (SlipwayProcess process = SlipwayProcess.start(folder, all.toArray())) {
            Cli exported = process.end(300);
            assertThat(exported.status()).as(exported.all()).isZero();
            assertThat(exported.out())
                    .contains(
                            String.format(Locale.ROOT, "Exported %,d rows", rows),
                            "every file was read back and is equal");
        }
    }
}
