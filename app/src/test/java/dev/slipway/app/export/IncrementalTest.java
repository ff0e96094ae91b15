package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export that goes on after what was exported before, on a table whose text is not sorted as its bytes are. */
final class IncrementalTest {
    @TempDir
    Path folder;

    private Path lake;
    private TestServer.Database database;

    @BeforeEach
    void fill() throws SQLException {
        lake = folder.resolve("lake");
        database = TestServer.embedded18()
                .database(
                        "CREATE TABLE events (at timestamp NOT NULL, id text COLLATE \"en-x-icu\" NOT NULL, n int,"
                                + " PRIMARY KEY (at, id))",
                        rows(1, 50));
    }

    /** Three at each time, whose ids begin with letters that bytes and languages sort differently. */
    private static String rows(int from, int to) {
        return "INSERT INTO events SELECT timestamp '2024-01-10 00:00:00.5' + i / 3 * interval '1 hour',"
                + " chr(CASE i % 3 WHEN 0 THEN 66 WHEN 1 THEN 95 ELSE 97 END) || i, i"
                + " FROM generate_series(" + from + ", " + to + ") i";
    }

    private Cli export(Object... more) {
        List<Object> all = new ArrayList<>(List.of("events", "--incremental", "at,id"));
        all.addAll(List.of(more));
        return Cli.export(database, lake, all.toArray());
    }

    private Cli exported(Object... more) {
        Cli cli = export(more);
        assertThat(cli.status()).as(cli.all()).isZero();
        return cli;
    }

    /** The files hold just the rows of the table, by the judgement of DuckDB. */
    private void isAsSource() throws SQLException {
        assertThat(archived())
                .isEqualTo(database.text("SELECT string_agg(at || ' ' || id || ' ' || coalesce(n, 0), ','"
                        + " ORDER BY at, id COLLATE \"C\") FROM events"));
        assertThat(Cli.run("verify", lake).status()).isZero();
    }

    private String archived() throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT string_agg(strftime(\"at\", '%Y-%m-%d %H:%M:%S.5') || ' ' || id"
                                + " || ' ' || coalesce(n, 0), ',' ORDER BY \"at\", id) FROM '" + lake
                                + "/*/*.parquet'")) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Test
    void eachRunTakesTheRowsAfterTheLastOne() throws SQLException {
        assertThat(exported().out())
                .contains("1 range: 0 compared", "1 new", "from the first row through 2024-01-10 16:00:00.5, a50");
        isAsSource();
        // The last hour had two of its three rows: the border is between rows of one time.
        database.run(rows(51, 100));
        Cli second = exported();
        assertThat(second.out())
                .contains(
                        "new: after 2024-01-10 16:00:00.5, a50",
                        "2 ranges: 1 compared with the source and equal, 1 new");
        isAsSource();
        assertThat(exported().out()).contains("2 ranges: 2 compared with the source and equal, 0 new");
        assertThat(Lakes.data(lake)).hasSize(2);
        database.run(rows(101, 120));
        assertThat(exported("--reconcile", "1").out())
                .contains("3 ranges: 1 compared", "1 not compared, and as they were when they were exported");
        database.run(rows(121, 130));
        assertThat(exported("--reconcile", "none").out()).contains("4 ranges: 0 compared", "3 not compared");
        isAsSource();
    }

    @Test
    void lateChangedAndDeletedRowsAreFoundAndTheirRangesWrittenAnew() throws SQLException {
        exported();
        database.run(rows(51, 100));
        exported();
        database.run(rows(101, 150));
        exported();
        List<Path> before = Lakes.data(lake);

        database.run("INSERT INTO events VALUES ('2024-01-10 05:00:00.5', 'Z', 7)");
        assertThat(exported("--reconcile", "2").out()).contains("2 compared with the source and equal");
        Cli late = exported();
        assertThat(late.out())
                .contains(
                        "changed at the source, written anew: from the first row",
                        "50 rows in the archive, 51 rows in the source",
                        "3 ranges: 2 compared with the source and equal, 0 new, 1 written anew");
        isAsSource();
        assertThat(Lakes.data(lake)).hasSize(3).filteredOn(before::contains).hasSize(2);

        database.run("UPDATE events SET n = n + 1 WHERE n = 75", "DELETE FROM events WHERE n = 140");
        assertThat(exported().out()).contains("1 compared with the source and equal, 0 new, 2 written anew");
        isAsSource();
    }

    @Test
    void aRowThatCommitsLateWithTheBordersTimeIsOneOfTheEarlierRange() throws SQLException {
        exported();
        // Before the border by its bytes, and after it in any language.
        database.run("INSERT INTO events VALUES ('2024-01-10 16:00:00.5', 'Z', 1)");

        assertThat(exported().out()).contains("0 new, 1 written anew");
        isAsSource();
        database.run("INSERT INTO events VALUES ('2024-01-10 16:00:00.5', 'b', 2)");
        assertThat(exported().out()).contains("1 compared with the source and equal, 1 new");
        isAsSource();
    }

    @Test
    void aJobFileGoesOnAsTheOptionsDo() throws SQLException, IOException {
        Path job = Files.writeString(folder.resolve("events.yaml"), """
                job: daily
                source: {postgres: {url: "%s", tables: events}}
                targets: {folder: lake}
                incremental: [at, id]
                reconcile: none
                """.formatted(database.url()));
        assertThat(Cli.run("run", job).out()).contains("1 range: 0 compared", "1 new");
        database.run(rows(51, 100));
        assertThat(Cli.run("run", job).out()).contains("2 ranges: 0 compared", "1 new", "1 not compared");
        isAsSource();
    }

    @Test
    void whatCannotGoOnIsRefused() throws SQLException {
        assertThat(Cli.export(database, lake, "events", "--incremental", "at,n").err())
                .contains("\"n\" of public.events may be null", "NOT NULL");
        assertThat(Cli.export(database, lake, "events", "--incremental", "nothing")
                        .err())
                .contains("has no column \"nothing\"");
        assertThat(export("--append").err()).contains("does not go with --append");
        assertThat(export("--where", "true").err()).contains("does not go with --where");
        assertThat(export("--replace").err()).contains("does not go with --replace");
        Cli separate = export("--snapshot", "table");
        assertThat(separate.status()).isEqualTo(ExitCode.USAGE);
        assertThat(separate.err()).contains("does not go with --snapshot table");
        Cli archive = Cli.run("archive", "events", "--to", lake, "--url", database.url(), "--incremental", "at,id");
        assertThat(archive.status()).isEqualTo(ExitCode.USAGE);
        assertThat(archive.err()).contains("an archive is of whole partitions", "slipway export postgres");
        assertThat(export("--reconcile", "some").err()).contains("--reconcile is all, none or a number");
        assertThat(Cli.export(database, lake, "events", "--reconcile", "none").err())
                .contains("name its key");
        assertThat(Lakes.data(lake)).isEmpty();

        assertThat(Cli.export(database, lake, "events").status()).isZero();
        Cli whole = export();
        assertThat(whole.status()).isEqualTo(ExitCode.USAGE);
        assertThat(whole.err()).contains("\"public.events\", which tells no range of a key");
    }

    @Test
    void rangesOfOtherColumnsOrAnotherKeyAreRefused() throws SQLException {
        exported();
        assertThat(Cli.export(database, lake, "events", "--incremental", "at").err())
                .contains("by the key at,id, and this export asks for at");
        Cli fewer = export("--columns", "at,id");
        assertThat(fewer.status()).isEqualTo(ExitCode.USAGE);
        assertThat(fewer.err()).contains("other columns or types");
        isAsSource();
    }

    @Test
    void aDryRunSaysWhichRangesThereAreAndWouldBe() throws SQLException {
        exported();
        database.run(rows(51, 60));

        Cli dry = export("--dry-run");

        assertThat(dry.status()).as(dry.all()).isZero();
        assertThat(dry.out())
                .contains(
                        "counted-on  from the first row", "new  after 2024-01-10 16:00:00.5, a50", "nothing compared");
        assertThat(Lakes.data(lake)).hasSize(1);
        assertThat(export("--json").json("range"))
                .extracting(node -> node.required("state").asString())
                .containsExactly("new", "equal");
    }

    @Test
    void aTableWithoutRowsHasNothingNew() throws SQLException {
        database.run("TRUNCATE events");
        assertThat(exported().out()).doesNotContain("new:");
        assertThat(Lakes.data(lake)).isEmpty();
        database.run(rows(1, 3));
        assertThat(exported().out()).contains("1 new");
        isAsSource();
    }
}
