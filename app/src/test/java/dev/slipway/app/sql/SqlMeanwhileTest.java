package dev.slipway.app.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.ExitCode;
import dev.slipway.app.SlipwayProcess;
import dev.slipway.app.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens around a query, it sees a table as one run published it, or nothing. */
class SqlMeanwhileTest {
    private static final String VERSIONS = "SELECT min(v) AS a, max(v) AS b, count(*) AS n FROM t";

    @TempDir
    Path folder;

    private static TestServer.Database versioned() throws SQLException {
        return TestServer.embedded18()
                .database(
                        "CREATE TABLE t (id int PRIMARY KEY, v int)",
                        "INSERT INTO t SELECT i, 0 FROM generate_series(1, 4000) i");
    }

    private static Cli export(TestServer.Database database, Path lake) {
        return Cli.export(database, lake, "public.t", "--rows-per-file", "500");
    }

    /** Whether it could be answered; if so, by rows of one version. */
    private static boolean whole(Path lake) {
        Cli asked = Cli.run("sql", "--at", lake, VERSIONS, "--format", "csv");
        if (asked.status() != ExitCode.DONE) {
            assertThat(asked.status()).as(asked.all()).isEqualTo(ExitCode.FAILED);
            assertThat(asked.err()).contains("run again");
            return false;
        }
        assertThat(asked.out()).as(asked.all()).matches("a,b,n\r\n(\\d+),\\1,4000\r\n");
        return true;
    }

    @Test
    void aTableThatIsReplacedIsTheOldOrTheNewOne() throws Exception {
        Path lake = folder.resolve("lake");
        TestServer.Database database = versioned();
        assertThat(export(database, lake).status()).isZero();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 6; i++) {
                try {
                    database.run("UPDATE t SET v = v + 1");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                assertThat(export(database, lake).status()).isZero();
            }
        });
        int answered = 0;
        while (!writing.isDone()) {
            answered += whole(lake) ? 1 : 0;
        }
        writing.get();
        assertThat(answered).isPositive();
        assertThat(Cli.run("sql", "--at", lake, VERSIONS).out()).contains("6  6  4000");
    }

    @Test
    void whatAKilledRunLeftIsNotHalfATable() throws Exception {
        Path lake = folder.resolve("lake");
        TestServer.Database database = versioned();
        assertThat(export(database, lake).status()).isZero();
        for (int i = 0; i < 4; i++) {
            database.run("UPDATE t SET v = v + 1");
            Set<String> before = names(lake);
            try (SlipwayProcess process = SlipwayProcess.start(
                    folder,
                    "export",
                    "postgres",
                    "public.t",
                    "--url",
                    database.url(),
                    "--to",
                    lake,
                    "--rows-per-file",
                    "500")) {
                process.await(() -> !names(lake).equals(before));
                process.kill();
            }
            assertThat(whole(lake)).isTrue();
        }
    }

    private static Set<String> names(Path lake) {
        return Set.of(lake.resolve("public.t").toFile().list());
    }

    @Test
    void aQueryThatIsInterruptedEndsAsSuch() throws Exception {
        Path lake = folder.resolve("lake");
        assertThat(export(versioned(), lake).status()).isZero();
        try (SlipwayProcess process = SlipwayProcess.start(
                folder,
                "sql",
                "--at",
                lake,
                "SELECT 'begun'; SELECT sum(sin(a.range + b.range)) FROM range(1000000000) a, range(1000000) b")) {
            process.awaitOutput("begun");
            process.signal("INT");
            assertThat(process.end(30).status()).isEqualTo(ExitCode.INTERRUPTED);
        }
    }

    @Test
    void whoNamesNoPlaceAsksWhatTheJobsHereWrote() throws IOException, InterruptedException, SQLException {
        Path lake = folder.resolve("lake");
        assertThat(export(versioned(), lake).status()).isZero();
        Path jobs = Files.createDirectory(folder.resolve("jobs"));
        Files.writeString(
                jobs.resolve("a.yaml"),
                "job: nightly\nsource: {postgres: {url: \"postgresql://me@host/db\", tables: public.t}}\ntargets: [{folder: \"%s\"}]\n"
                        .formatted(lake));
        Files.writeString(jobs.resolve("b.yaml"), "no job at all");
        assertThat(here("SELECT count(*) FROM nightly.t").out()).contains("4000");
        assertThat(here("SELECT count(*) FROM nightly.t").err()).contains("b.yaml is left out");
        Files.delete(jobs.resolve("a.yaml"));
        assertThat(here("SELECT count(*) FROM lake.t").out()).contains("4000");
        Files.move(lake, folder.resolve("away"));
        Cli nothing = here("SELECT 1");
        assertThat(nothing.status()).isEqualTo(ExitCode.USAGE);
        assertThat(nothing.err()).contains("nothing to query here", "--at");
    }

    private Cli here(String query) throws IOException, InterruptedException {
        try (SlipwayProcess process = SlipwayProcess.start(folder, Map.of(), "cd '" + folder + "'", "sql", query)) {
            return process.end(60);
        }
    }
}
