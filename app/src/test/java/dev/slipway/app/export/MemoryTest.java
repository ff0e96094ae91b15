package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.SlipwayProcess;
import dev.slipway.app.TestServer;
import java.nio.file.Path;
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
        try (SlipwayProcess process = SlipwayProcess.start(
                folder, "export", "postgres", "t", "noise", "--url", database.url(), "--to", lake)) {
            Cli exported = process.end(300);
            assertThat(exported.status()).as(exported.all()).isZero();
            assertThat(exported.out()).contains("Exported 560 rows", "every file was read back and is equal");
        }
        try (SlipwayProcess process = SlipwayProcess.start(folder, "verify", lake, "--source", database.url())) {
            Cli verified = process.end(300);
            assertThat(verified.status()).as(verified.all()).isZero();
        }
    }
}
