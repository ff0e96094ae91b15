package dev.slipway.app.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.ExitCode;
import dev.slipway.app.TestServer;
import dev.slipway.aws.S3Server;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of what is in S3, only what a query needs is fetched. */
final class SqlInS3Test {
    private static final S3Server STORE = S3Server.startForThisProcess();
    private static final String URL = "s3://" + S3Server.BUCKET + "/sql/lake";

    @TempDir
    Path folder;

    @BeforeAll
    static void fill() throws SQLException {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE events (id bigint PRIMARY KEY, ts timestamp, body text)",
                        "INSERT INTO events SELECT i, timestamp '2024-01-01' + i * interval '1 minute', md5(i::text)"
                                + " FROM generate_series(1, 20000) i",
                        "CREATE TABLE nothing (id bigint, name text)");
        Cli exported = run(
                "export",
                "postgres",
                "public.events",
                "public.nothing",
                "--url",
                database.url(),
                "--to",
                URL,
                "--rows-per-file",
                "2000");
        assertThat(exported.status()).as(exported.all()).isZero();
    }

    @AfterAll
    static void stop() {
        STORE.close();
    }

    private static Cli run(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--s3-endpoint", STORE.endpoint(), "--s3-region", "us-east-1", "--s3-path-style"));
        return Cli.run(all.toArray());
    }

    private static Cli ask(String query, Object... more) {
        List<Object> all = new ArrayList<>(List.of("sql", "--at", URL, query, "--format", "csv"));
        all.addAll(List.of(more));
        return run(all.toArray());
    }

    @Test
    void onlyFilesThatMayHaveSuchRowsAreFetched() {
        Cli some = ask("SELECT count(*) FROM events WHERE ts >= '2024-01-14' AND ts < '2024-01-14 01:00:00'");
        assertThat(some.status()).as(some.all()).isZero();
        assertThat(some.out()).contains("\r\n60\r\n");
        assertThat(some.err()).contains("1 of 10 files of public.events of " + URL + " read");
        assertThat(ask("SELECT count(*) FROM events; SELECT max(id) FROM lake.events WHERE id < 100")
                        .out())
                .contains("20000", "99");
        assertThat(ask("SELECT count(*) FROM events").err()).contains("10 of 10 files");
        assertThat(ask("SELECT count(*) FROM events WHERE ts > now()").err()).contains("0 of 10 files");
        assertThat(ask("SELECT * FROM nothing").out()).isEqualTo("id,name\r\n");
        assertThat(ask("DESCRIBE events").err()).isEmpty();
        assertThat(ask("SUMMARIZE events").out()).contains("20000");
        assertThat(ask("EXPLAIN SELECT * FROM events").status()).isZero();
        assertThat(ask("EXPLAIN ANALYZE SELECT * FROM events WHERE id < 5").err())
                .contains("1 of 10 files");
    }

    @Test
    void whatDoesNotFitTheCacheSaysHowMuchItNeeds() {
        Cli refused = ask("SELECT count(*) FROM events", "--cache-bytes", "20KB");
        assertThat(refused.status()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).containsPattern("needs local copies of \\d+ bytes.*--cache-bytes \\d+");
        assertThat(ask("SELECT count(*) FROM nothing", "--cache-bytes", "20KB").status())
                .isZero();
    }

    @Test
    void aViewOfWhatIsInS3IsNotWrittenForOthers() {
        Cli refused = run("sql", "--at", URL, "--write-views", folder.resolve("v.duckdb"));
        assertThat(refused.status()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("is in S3", "credentials");
        assertThat(folder).isEmptyDirectory();
    }
}
