package dev.slipway.app.sql;

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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries see exactly what the ledger says is published. */
class PublishedTest {
    @TempDir
    Path folder;

    private static void export(TestServer.Database from, Path to, Object... more) {
        Cli cli = Cli.export(from, to, more);
        assertThat(cli.status()).as(cli.all()).isZero();
    }

    private static String ask(Path lake, String query, Object... more) {
        List<Object> all = new ArrayList<>(List.of("sql", "--at", lake, query, "--format", "csv"));
        all.addAll(List.of(more));
        Cli cli = Cli.run(all.toArray());
        assertThat(cli.status()).as(cli.all()).isZero();
        return cli.out().replace("\r", "");
    }

    @Test
    void replacedAppendedAndEmptyTablesAreWhatTheyAre() throws SQLException {
        Path lake = folder.resolve("lake");
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE events (id bigint PRIMARY KEY, tags text[], at timestamp)",
                        "INSERT INTO events SELECT i, ARRAY['a', i::text], timestamp '2024-01-01' FROM generate_series(1, 100) i",
                        "CREATE TABLE nothing (id bigint, name text)",
                        "CREATE SCHEMA other",
                        "CREATE TABLE other.events (x int)",
                        "INSERT INTO other.events VALUES (7)",
                        "CREATE TABLE \"we'ird \"\"ta.ble é\" (\"co l\" int, \"Co L\" int)",
                        "INSERT INTO \"we'ird \"\"ta.ble é\" VALUES (1, 2)");
        export(database, lake, "public.events", "--rows-per-file", "30");
        export(database, lake, "public.nothing", "other.events", "public.\"we'ird \"\"ta.ble é\"");
        assertThat(ask(lake, "SELECT count(*), count(DISTINCT tags[2]) FROM public.events"))
                .endsWith("\n100,100\n");
        assertThat(ask(lake, "SELECT * FROM nothing")).isEqualTo("id,name\n");
        assertThat(ask(lake, "SELECT x FROM other.events")).isEqualTo("x\n7\n");
        assertThat(ask(lake, "SELECT x FROM lake.\"other.events\"")).isEqualTo("x\n7\n");
        Cli unclear = Cli.run("sql", "--at", lake, "FROM events");
        assertThat(unclear.status()).isEqualTo(ExitCode.USAGE);
        assertThat(unclear.err()).contains("several", "lake.\"public.events\"", "lake.\"other.events\"");
        assertThat(ask(lake, "SELECT * FROM \"we'ird \"\"ta.ble é\"")).endsWith("\n1,2\n");

        database.run("DELETE FROM events WHERE id > 10");
        export(database, lake, "public.events");
        assertThat(ask(lake, "SELECT count(*), sum(id) FROM public.events")).endsWith("\n10,55\n");
        assertThat(Cli.run("verify", lake).status()).isZero();
    }

    @Test
    void whatIsStagedOrLiesThereUnknownIsNotSeen() throws SQLException, IOException {
        Path lake = folder.resolve("lake");
        TestServer.Database database = TestServer.embedded18()
                .database("CREATE TABLE t (id int)", "INSERT INTO t SELECT generate_series(1, 5)");
        export(database, lake, "public.t");
        Path data = Lakes.data(lake).getFirst();
        Files.copy(data, data.resolveSibling("stray.parquet"));
        Files.copy(data, lake.resolve("_slipway/staging/x.parquet"));
        assertThat(ask(lake, "SELECT count(*) FROM t")).endsWith("\n5\n");

        byte[] bytes = Files.readAllBytes(data);
        Files.write(data, Arrays.copyOf(bytes, bytes.length - 1));
        Cli damaged = Cli.run("sql", "--at", lake, "FROM t");
        assertThat(damaged.status()).isEqualTo(ExitCode.FAILED);
        assertThat(damaged.err()).contains("were recorded");
        Files.delete(data);
        Cli gone = Cli.run("sql", "--at", lake, "FROM t");
        assertThat(gone.status()).isEqualTo(ExitCode.FAILED);
        assertThat(gone.err()).contains("was replaced meanwhile; run again");
    }

    @Test
    void tablesOfSeveralPlacesAreToldApartByTheirPlaces() throws SQLException, IOException {
        TestServer.Database database = TestServer.embedded18()
                .database("CREATE TABLE t (id int)", "INSERT INTO t VALUES (1)", "CREATE TABLE u (id int)");
        Path a = folder.resolve("a");
        Path b = folder.resolve("b");
        export(database, a, "public.t", "public.u");
        database.run("INSERT INTO t VALUES (2)");
        export(database, b, "public.t");
        Path job = Files.writeString(
                folder.resolve("job.yaml"),
                "job: nightly\nsource: {postgres: {url: \"postgresql://me@host/db\", tables: public.t}}\ntargets: [{folder: \"%s\"}]\n"
                        .formatted(a));

        assertThat(ask(
                        a,
                        "SELECT (SELECT count(*) FROM a.t), (SELECT count(*) FROM b.t), (SELECT count(*) FROM u)",
                        "--at",
                        b))
                .endsWith("\n1,2,0\n");
        assertThat(ask(b, "SELECT count(*) FROM nightly.t", "--job", job)).endsWith("\n1\n");
        assertThat(ask(b, "SELECT count(*) FROM late.t", "--at", "late=" + a)).endsWith("\n1\n");
        Cli unclear = Cli.run("sql", "--at", a, "--at", b, "FROM t");
        assertThat(unclear.status()).isEqualTo(ExitCode.USAGE);
        assertThat(unclear.err()).contains("several tables \"t\"", "a.\"public.t\"", "b.\"public.t\"");
    }

    @Test
    void otherProgramsFindTheViewsInADatabase() throws SQLException, IOException {
        Path lake = folder.resolve("lake");
        TestServer.Database database = TestServer.embedded18()
                .database("CREATE TABLE t (id int)", "INSERT INTO t SELECT generate_series(1, 5)");
        export(database, lake, "public.t");
        Path views = folder.resolve("views.duckdb");
        Path init = Files.writeString(folder.resolve("i.sql"), "CREATE MACRO above(n) AS TABLE FROM t WHERE id > n");
        Cli written = Cli.run("sql", "--at", lake, "--write-views", views, "--init", init);
        assertThat(written.status()).as(written.all()).isZero();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:" + views);
                Statement statement = duckdb.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) + (SELECT count(*) FROM public.t) FROM above(3)")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(7);
        }
        assertThat(Cli.run("sql", "--at", lake, "--write-views", views).err()).contains("is there already");
    }
}
