package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Export, verify, show: the way of a table, from outside. */
class RoundTripTest {
    @TempDir
    Path folder;

    @Test
    void aPartitionedTableIsExportedVerifiedAndShown() throws SQLException {
        roundTrip(TestServer.embedded18());
    }

    @Test
    void anOlderServerIsExportedToo() throws Exception {
        Optional<TestServer.Installed> installed = TestServer.installed();
        Assumptions.assumeTrue(installed.isPresent(), "no other version of Postgres is installed");
        try (TestServer.Installed other = installed.orElseThrow()) {
            roundTrip(other.server());
        }
    }

    private void roundTrip(TestServer server) throws SQLException {
        TestServer.Database database = RichTable.on(server);
        Path lake = folder.resolve("lake");

        Cli exported = Cli.export(database, lake, RichTable.NAME);
        assertThat(exported.status()).as(exported.all()).isZero();
        assertThat(exported.err()).isEmpty();
        assertThat(exported.out().lines().toList())
                .anyMatch(line ->
                        line.matches("My Shop\\.Order s 1 {2}22,319 rows, 1 file, .*B {2}v1:22319:[0-9a-f]{32}"))
                .anyMatch(
                        line -> line.matches("My Shop\\.Order s 2 {2}7,681 rows, 1 file, .*B {2}v1:7681:[0-9a-f]{32}"))
                .anyMatch(line -> line.matches("My Shop\\.Order s 3 {2}0 rows, 1 file, .*B {2}v1:0:0{32}"))
                .last()
                .asString()
                .matches("Exported 30,000 rows to 3 files in " + lake
                        + ", .*B \\(\\d\\.\\d× smaller than the rows sent\\),"
                        + " in .* rows/s, .*B/s; every file was read back and is equal\\.");
        assertThat(Lakes.data(lake)).hasSize(3);
        assertThat(Lakes.staged(lake)).isEmpty();

        Cli verified = Cli.run("verify", lake, "--source", database.url());
        assertThat(verified.status()).as(verified.all()).isZero();
        assertThat(verified.out())
                .contains("Passed 3, failed 0: 30,000 rows", "Equal to the source: 3 of 3 tables.")
                .doesNotContain("FAIL", "not checked");
        compareByHand(database, lake);
        shownAsItIs(lake);
    }

    /** Server and DuckDB are asked the same; nothing of ours is in between. */
    private static void compareByHand(TestServer.Database database, Path lake) throws SQLException {
        String sums = "SELECT count(*) || ' ' || sum(id) || ' ' || sum(price) || ' ' || sum(small) || ' '"
                + " || count(note) || ' ' || sum(length(note)) || ' ' || min(note) || ' ' || count(tags) || ' '"
                + " || min(day)::text || ' ' || max(clock)::text || ' ' || max(who::text) || ' ' || sum(double_price)";
        String there = database.text(sums + " FROM " + RichTable.NAME);
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet row = statement.executeQuery(sums + " FROM '" + lake + "/*/*.parquet'")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo(there);
        }
    }

    private static void shownAsItIs(Path lake) {
        List<Path> files = Lakes.data(lake);
        Cli shown = Cli.run("show", files.get(0), "--pages", "price");
        assertThat(shown.status()).isZero();
        assertThat(shown.err()).isEmpty();
        assertThat(shown.out())
                .contains("22,319 rows in 1 row group")
                .containsPattern("Mood\\? +3 +text +type \"My Shop\"\\.mood|Mood\\? +3 +text")
                .containsPattern("price +4 +decimal\\(12,2\\) +type numeric\\(12,2\\)")
                .containsPattern("at +2 +timestamp micros utc +not null")
                .containsPattern("tags +\\d+ +list<text>")
                .containsPattern("slipway.digest +v1:22319:[0-9a-f]{32}")
                .containsPattern("price +INT64 +ZSTD +[\\d.]+ k?B +0 +0\\.14 +3188\\.43")
                .contains("Pages of row group 0");

        JsonNode json = Cli.run("show", files.get(0), "--json").json().getFirst();
        assertThat(json.required("rows").asLong()).isEqualTo(22_319);
        assertThat(json.required("table").asString()).isEqualTo("My Shop.Order s 1");
        assertThat(json.required("columns").size()).isEqualTo(20);
        assertThat(json.at("/columns/3/origin/postgres.type").asString()).isEqualTo("numeric(12,2)");
        assertThat(json.at("/rowGroups/0/chunks/3/min").asString()).isEqualTo("0.14");
    }

    @Test
    void whatIsPrintedIsTrueOfTheFilesOnDisk() throws Exception {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE t (id int PRIMARY KEY, a text)",
                        "INSERT INTO t SELECT i, md5(i::text) FROM generate_series(1, 20000) i");
        Cli exported = Cli.export(database, folder, "t", "--json", "--rows-per-file", "6000", "--connections", "1");
        assertThat(exported.status()).isZero();
        JsonNode done = exported.json().getLast();
        List<JsonNode> published = exported.json("file-published");
        assertThat(published).hasSize(4);
        long bytes = 0;
        for (JsonNode file : published) {
            Path path = folder.resolve(file.required("key").asString());
            assertThat(path).hasSize(file.required("bytes").asLong());
            assertThat(path).hasDigest("SHA-256", file.required("sha256").asString());
            bytes += file.required("bytes").asLong();
        }
        JsonNode table = done.required("tables").get(0);
        assertThat(table.required("bytes").asLong()).isEqualTo(bytes);
        assertThat(table.required("files").asInt()).isEqualTo(4);
        assertThat(table.required("rows").asLong()).isEqualTo(20_000);
        assertThat(exported.json("file-written").stream()
                        .mapToLong(file -> file.required("rows").asLong()))
                .containsExactlyInAnyOrder(6000L, 6000L, 6000L, 2000L);
    }

    @Test
    void everyLineOfJsonParsesAndTheLastOneTellsTheEnd() throws SQLException {
        TestServer.Database database = TestServer.embedded18()
                .database("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)", "ANALYZE t");
        Cli exported = Cli.export(database, folder, "t", "--json");
        assertThat(exported.err()).isEmpty();
        assertThat(exported.json().stream().map(node -> node.required("event").asString()))
                .containsExactly(
                        "started",
                        "planned",
                        "unit-started",
                        "file-written",
                        "file-verified",
                        "unit-done",
                        "file-published",
                        "table-published",
                        "ended",
                        "done");
        JsonNode planned = exported.json().get(1);
        assertThat(planned.required("table").asString()).isEqualTo("public.t");
        assertThat(planned.required("units").asInt()).isEqualTo(1);
        assertThat(planned.required("rowsEstimate").asLong()).isEqualTo(2);
        assertThat(planned.required("bytesEstimate").asLong()).isPositive();
        JsonNode done = exported.json().getLast();
        assertThat(done.required("exitCode").asInt()).isZero();
        assertThat(done.required("readBack").asBoolean()).isTrue();
        assertThat(done.required("seconds").asDouble()).isPositive();
        assertThat(done.required("bytesReceived").asLong()).isPositive();
        assertThat(done.at("/tables/0/state").asString()).isEqualTo("published");
        assertThat(done.at("/tables/0/digest").asString()).matches("v1:2:[0-9a-f]{32}");
        assertThat(done.at("/tables/0/replaced").asInt()).isZero();

        Cli refused = Cli.export(database, folder, "nothing", "--json");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.json()).singleElement().satisfies(end -> {
            assertThat(end.required("event").asString()).isEqualTo("done");
            assertThat(end.required("exitCode").asInt()).isEqualTo(2);
            assertThat(end.required("kind").asString()).isEqualTo("CONFIG");
            assertThat(end.required("error").asString()).contains("nothing");
        });

        Cli verified = Cli.run("verify", folder, "--json");
        JsonNode file = verified.json("verified").getFirst();
        assertThat(file.required("result").asString()).isEqualTo("PASS");
        assertThat(file.required("rows").asLong()).isEqualTo(2);
        assertThat(file.required("faults").size()).isZero();
        JsonNode end = verified.json().getLast();
        assertThat(end.required("passed").asInt()).isEqualTo(1);
        assertThat(end.required("failed").asInt()).isZero();
        assertThat(end.required("exitCode").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"zstd:19, 2, ZSTD", "snappy, 1, SNAPPY", "none, 2, UNCOMPRESSED", "ZSTD, 1, ZSTD"})
    void everyWayToWriteAFileIsReadBack(String codec, String pages, String shown) throws SQLException {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE t (id int PRIMARY KEY, a text[])",
                        "INSERT INTO t SELECT i, ARRAY['x' || i % 7, NULL] FROM generate_series(1, 3000) i");
        Cli exported =
                Cli.export(database, folder, "t", "--codec", codec, "--page-version", pages, "--group-rows", "700");
        assertThat(exported.status()).as(exported.all()).isZero();
        assertThat(Cli.run("verify", folder, "--source", database.url()).status())
                .isZero();
        JsonNode file =
                Cli.run("show", Lakes.data(folder).getFirst(), "--json").json().getFirst();
        assertThat(file.required("rowGroups").size()).isEqualTo(5);
        assertThat(file.at("/rowGroups/0/chunks/0/codec").asString()).isEqualTo(shown);
        assertThat(file.at("/rowGroups/0/chunks/0/pages").toString())
                .contains(pages.equals("1") ? "DATA_PAGE " : "DATA_PAGE_V2 ");
    }

    @Test
    void rowsInTheOrderOfTheirKeyStayInItWithinAndAcrossFiles() throws SQLException {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE t (at timestamp, id int, PRIMARY KEY (at, id))",
                        "INSERT INTO t SELECT timestamp '2024-01-01' + (i * 7919 % 1000) * interval '1 hour', i"
                                + " FROM generate_series(1, 5000) i",
                        "ANALYZE t");
        Cli exported = Cli.export(database, folder, "t", "--order", "key", "--rows-per-file", "900");
        assertThat(exported.status()).as(exported.all()).isZero();
        assertThat(Cli.run("verify", folder, "--source", database.url()).status())
                .isZero();
        List<Path> files = Lakes.data(folder);
        assertThat(files).hasSizeGreaterThan(5);
        String last = "";
        for (Path file : files) {
            JsonNode shown = Cli.run("show", file, "--json").json().getFirst();
            assertThat(shown.at("/rowGroups/0/sorting").toString())
                    .contains("at")
                    .contains("id");
            String from = shown.at("/metadata/slipway.key.first").asString();
            assertThat(from).isGreaterThan(last);
            last = shown.at("/metadata/slipway.key.last").asString();
            assertThat(last).isGreaterThan(from);
        }
    }

    @Test
    void anEmptyTableBecomesAFileWithItsSchema() throws SQLException {
        TestServer.Database database = TestServer.embedded18().database("CREATE TABLE t (a int, b text)");
        Cli exported = Cli.export(database, folder, "t");
        assertThat(exported.status()).isZero();
        assertThat(exported.out()).contains("public.t  0 rows, 1 file").doesNotContain("smaller");
        assertThat(Cli.run("verify", folder, "--source", database.url()).status())
                .isZero();
        assertThat(Cli.run("show", Lakes.data(folder).getFirst()).out())
                .contains("0 rows in 0 row groups")
                .containsPattern("b +2 +text");
    }
}
