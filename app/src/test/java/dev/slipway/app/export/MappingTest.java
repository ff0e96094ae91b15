package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.SeedItems;
import dev.slipway.app.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Exports with a mapping, from a server to verified files. */
final class MappingTest {
    @TempDir
    Path folder;

    private Path mapping(String column, String more) throws IOException {
        return Files.writeString(
                folder.resolve("m.yaml"), "mapping: 1\n" + more + "columns:\n  " + column + ": {parse: integer}\n");
    }

    @Test
    void theSeedsTableBecomesWhatItMeans() throws SQLException {
        TestServer.Database database =
                TestServer.embedded18().database(SeedItems.TABLE, SeedItems.PARTITION, SeedItems.ROWS);
        Path lake = folder.resolve("lake");

        Cli exported = Cli.export(database, lake, "permanent_data_items", "--mapping", SeedItems.mapping());

        assertThat(exported.status()).as(exported.all()).isZero();
        assertThat(Lakes.data(lake)).hasSize(1);
        String schema = Cli.run("show", Lakes.data(lake).getFirst()).out();
        assertThat(schema)
                .containsPattern("data_item_id +\\d+ +bytes +not null")
                .containsPattern("byte_count +\\d+ +int64 +not null")
                .containsPattern("assessed_winston_price +\\d+ +decimal\\(20,0\\) +not null")
                .containsPattern("plan_id +\\d+ +uuid +not null")
                .containsPattern("uploaded_date +\\d+ +timestamp micros local +not null")
                .containsPattern("signature_type +\\d+ +int16")
                .containsPattern("failed_bundles +\\d+ +list<bytes>")
                .containsPattern("content_type +\\d+ +text .*slipway.mapping.lossy");
        Cli verified = Cli.run("verify", lake, "--source", database.url());
        assertThat(verified.status()).as(verified.all()).isZero();
        assertThat(verified.out())
                .contains("Equal to the source: 1 of 1 tables", "figures of mapped columns of public.permanent_data");
    }

    @Test
    void aValueThatDoesNotFitIsNamedWithItsRow() throws Exception {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE t (id int PRIMARY KEY, n text)",
                        "INSERT INTO t SELECT i, i::text FROM generate_series(1, 100) i",
                        "UPDATE t SET n = '007' WHERE id = 42");

        Cli failed = Cli.export(database, folder.resolve("lake"), "t", "--mapping", mapping("n", ""));

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err()).contains("public.t", "42", "column n", "007", "exact: false");
        assertThat(Lakes.data(folder.resolve("lake"))).isEmpty();
    }

    private static TestServer.Database tenthIsBad() throws SQLException {
        return TestServer.embedded18()
                .database(
                        "CREATE TABLE t (id int PRIMARY KEY, n text)",
                        "INSERT INTO t SELECT i, CASE i % 10 WHEN 0 THEN 'secret' ELSE i::text END"
                                + " FROM generate_series(1, 100) i");
    }

    @Test
    void badValuesThatAreLetPassAreCountedAndMakeTheRunDegraded() throws Exception {
        TestServer.Database database = tenthIsBad();
        Path lake = folder.resolve("lake");

        Cli nulled = Cli.export(database, lake, "t", "--mapping", mapping("n", "on-bad-value: null\n"));

        assertThat(nulled.status()).as(nulled.all()).isZero();
        String told = "column n had bad values: 10 became null, 0 rows were rejected";
        assertThat(nulled.err()).containsOnlyOnce("warning: public.t: " + told + ", in unit public.t/0");
        assertThat(Cli.run("status", lake).out()).contains("degraded", "  public.t: " + told);
        Cli again = Cli.export(database, lake, "t", "--mapping", folder.resolve("m.yaml"));
        assertThat(again.out()).contains("nothing had changed");
        assertThat(again.err()).isEqualTo(nulled.err());
        assertThat(Cli.run("verify", lake).out()).contains("100 rows", "; 10 bad values became null");
    }

    @Test
    void rejectedRowsAreEvidenceWhereverTheFileIsLookedAt() throws Exception {
        TestServer.Database database = tenthIsBad();
        Path lake = folder.resolve("lake");
        Path log = folder.resolve("log");

        Cli rejected = Cli.export(
                database, lake, "t", "--json", "--log", log, "--mapping", mapping("n", "on-bad-value: reject\n"));

        String lost = "[{\"column\":\"n\",\"nulled\":0,\"rejected\":10}]";
        assertThat(rejected.status()).as(rejected.all()).isZero();
        JsonNode published = rejected.json("table-published").getFirst();
        assertThat(published.required("rows").asLong()).isEqualTo(90);
        assertThat(published.required("rejected").asLong()).isEqualTo(10);
        assertThat(rejected.json("ended").getFirst().required("status").asString())
                .isEqualTo("degraded");
        assertThat(rejected.json("done").getFirst().required("tables").get(0).required("lost"))
                .hasToString(lost);
        JsonNode table = Cli.run("status", lake, "--json").json().getFirst().required("tables");
        assertThat(table.get(0).required("lost")).hasToString(lost);
        assertThat(Cli.run("status", lake, "--raw").out()).contains("\"lost\":" + lost);
        assertThat(Cli.run("show", Lakes.data(lake).getFirst()).out()).contains("slipway.lost", lost);
        assertThat(Cli.run("verify", lake).out()).contains("90 rows", "; of 100 rows read, 10 rejected");
        assertThat(Cli.run("verify", lake, "--json").json("verified").getFirst().required("lost"))
                .hasToString(lost);
        assertThat(rejected.all() + Files.readString(log)).contains("rejected").doesNotContain("secret");
    }

    @Test
    void aTableOfWhichNothingIsLeftSaysSo() throws Exception {
        TestServer.Database database = TestServer.embedded18()
                .database("CREATE TABLE t (id int PRIMARY KEY, n text)", "INSERT INTO t VALUES (1, 'x'), (2, 'y')");
        Path lake = folder.resolve("lake");

        Cli rejected = Cli.export(database, lake, "t", "--mapping", mapping("n", "on-bad-value: reject\n"));

        assertThat(rejected.status()).as(rejected.all()).isZero();
        assertThat(rejected.err()).contains("2 rows were rejected");
        Cli verified = Cli.run("verify", lake);
        assertThat(verified.status()).as(verified.all()).isZero();
        assertThat(verified.out()).contains("0 rows", "; of 2 rows read, 2 rejected");
    }

    /** The first unit is written and recorded, the second fails for now: whoever carries on tells of both. */
    @Test
    void aRunThatCarriesOnTellsOfWhatAnEarlierOneLost() throws Exception {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE t (id int PRIMARY KEY, n text, filler text, d date)",
                        "INSERT INTO t SELECT i, CASE i % 10 WHEN 0 THEN 'x' ELSE i::text END, repeat('x', 900),"
                                + " '2024-01-01' FROM generate_series(1, 4000) i",
                        "INSERT INTO t VALUES (4001, '1', '', 'infinity')",
                        "ANALYZE");
        Path lake = folder.resolve("lake");
        Object[] job = {
            "t", "--unit-bytes", "1MB", "--connections", "1", "--mapping", mapping("n", "on-bad-value: reject\n")
        };
        Cli failed = Cli.export(database, lake, job);
        assertThat(failed.status()).isEqualTo(1);
        JsonNode work = Cli.run("status", lake, "--json").json().getFirst().required("tables");
        assertThat(work.get(0)
                        .required("work")
                        .required("lost")
                        .get(0)
                        .required("rejected")
                        .asLong())
                .isPositive();
        assertThat(Cli.run("status", lake).out()).contains("public.t, not published yet: column n had bad values");
        database.run("DELETE FROM t WHERE id = 4001");

        Cli resumed = Cli.export(database, lake, job);

        assertThat(resumed.status()).as(resumed.all()).isZero();
        assertThat(resumed.out()).containsPattern("Of \\d units, \\d (was|were) written before");
        assertThat(resumed.err()).contains("column n had bad values: 0 became null, 400 rows were rejected");
        Cli undisturbed = Cli.export(database, folder.resolve("other"), job);
        assertThat(resumed.err()).isEqualTo(undisturbed.err());
        assertThat(Cli.run("status", lake).out()).contains("degraded");
    }

    @Test
    void aWrongMappingIsRefusedBeforeAnythingIsOpened() throws Exception {
        Path wrong = Files.writeString(folder.resolve("m.yaml"), "mapping: 1\ncolumns:\n  n: {parze: integer}\n");

        Cli cli = Cli.run(
                "export",
                "postgres",
                "t",
                "--url",
                "postgresql://me@localhost:1/db",
                "--to",
                folder.resolve("lake"),
                "--mapping",
                wrong);

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("m.yaml:3:", "parze", "parse");
        assertThat(folder.resolve("lake")).doesNotExist();
    }
}
