package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the folders of their rows, from Postgres to a reader that takes folders for columns. */
class LayoutsTest {
    private static final String[] ROWS = {
        "CREATE TABLE t (id int PRIMARY KEY, at timestamp, kind text, price numeric(6,2))",
        // A row for every hour of thirteen months, in an order that jumps from folder to folder.
        "INSERT INTO t SELECT i, timestamp '2023-03-10' + (i * 7919 % 9500) * interval '1 hour', 'k/' || i % 3, i % 7"
                + " FROM generate_series(0, 9499) i",
        "INSERT INTO t VALUES (10000, NULL, NULL, NULL), (10001, '0044-03-15 BC', '', 1), (10002, '2024-02-29 23:59:59.999999',"
                + " '..', 2)",
        "CREATE TABLE u (LIKE t)",
        "INSERT INTO u SELECT * FROM t WHERE id % 2 = 0"
    };

    private static TestServer.Database database;

    @TempDir
    Path folder;

    @BeforeAll
    static void fill() throws SQLException {
        database = TestServer.embedded18().database(ROWS);
    }

    private Cli exported(Object... arguments) {
        Cli cli = Cli.export(database, folder, arguments);
        assertThat(cli.status()).as(cli.all()).isZero();
        return cli;
    }

    private void verified() {
        Cli cli = Cli.run("verify", folder, "--source", database.url());
        assertThat(cli.status()).as(cli.all()).isZero();
    }

    private static List<String> duckdb(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join(" ", row));
            }
        }
        return rows;
    }

    @Test
    void duckDbFindsHalvesOfMonthsInTheNamesOfFoldersAndTheyAreThoseOfTheRows() throws SQLException {
        exported("t", "--layout", "hive-date", "--key", "at,id");
        verified();
        String dated = "read_parquet('" + folder + "/year=*/*/*/*.parquet', hive_partitioning = true)";
        assertThat(duckdb("SELECT count(*), count(DISTINCT id) FROM " + dated)).containsExactly("9501 9501");
        assertThat(duckdb("SELECT id FROM " + dated + " WHERE year != year(\"at\") OR month != month(\"at\") OR half !="
                        + " CASE WHEN day(\"at\") < 15 THEN 1 ELSE 2 END"))
                .isEmpty();
        assertThat(duckdb("SELECT id FROM " + dated
                        + " WHERE year = 2024 AND month = 2 AND half = 2 ORDER BY \"at\" DESC LIMIT 1"))
                .containsExactly("10002");
        assertThat(duckdb("SELECT id FROM read_parquet('" + folder + "/public.t/*.parquet') ORDER BY id"))
                .containsExactly("10000", "10001");
    }

    @Test
    void valuesOfAnyKindComeBackFromTheNamesOfFolders() throws SQLException {
        exported("t", "--layout", "span={date:yyyy-MM}/sort={kind}", "--layout-by", "at");
        verified();
        String all = "read_parquet('" + folder
                + "/span=*/**/*.parquet', hive_partitioning = true, hive_types_autocast = false)";
        assertThat(duckdb("SELECT count(*), count(DISTINCT id) FROM " + all)).containsExactly("9503 9503");
        assertThat(duckdb("SELECT DISTINCT sort FROM " + all + " WHERE sort IS DISTINCT FROM nullif(kind, '')"
                        + " OR span IS DISTINCT FROM CASE WHEN year(\"at\") > 0 THEN strftime(\"at\", '%Y-%m') END"))
                .isEmpty();
    }

    @Test
    void tablesShareFlatFoldersAndEachIsReplacedAlone() throws SQLException, IOException {
        exported("t", "u", "--layout", "flat", "--key", "at,id");
        assertThat(Lakes.data(folder)).hasSize(2).allSatisfy(file -> assertThat(file.getParent())
                .isEqualTo(folder));
        verified();
        Cli again = exported("u", "--layout", "hive-date", "--no-split", "--key", "at,id");
        assertThat(again.out()).contains("replaced 1 file");
        verified();
        assertThat(Lakes.data(folder))
                .extracting(file -> folder.relativize(file).getNameCount())
                .containsExactlyInAnyOrder(1, 4);
        assertThat(Cli.run("status", folder).out()).contains("public.t", "public.u");
    }

    @Test
    void aFileThatWasMovedToAnotherFolderIsNoticed() throws IOException {
        exported("t", "--layout", "hive-date", "--key", "at,id");
        Path file = Lakes.data(folder).getLast();
        Path moved = Files.createDirectories(folder.resolve("year=1999/month=01/half=01"))
                .resolve(file.getFileName());
        Files.move(file, moved);
        Cli cli = Cli.run("verify", folder);
        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.all()).contains("the manifest lists it, but it is not there");

        // As if it had always been listed there.
        Path manifest = folder.resolve("_slipway/tables/public.t.json");
        String key = folder.relativize(file).toString();
        Files.writeString(
                manifest,
                Files.readString(manifest).replace(key, folder.relativize(moved).toString()));
        Lakes.forgetLedger(folder);
        Cli listed = Cli.run("verify", folder);
        assertThat(listed.status()).isEqualTo(1);
        assertThat(listed.all())
                .contains("it stands in \"year=1999/month=01/half=01\"; its rows belong into \"year=2024/month=");

        Path alone = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-alone"));
        Cli copied = Cli.run("verify", Files.copy(moved, alone.resolve(file.getFileName())));
        assertThat(copied.status()).as(copied.all()).isZero();
        assertThat(copied.all()).contains("it is not where it was written: its folder");
    }

    @Test
    void oldPartitionsAreTakenAndWhatIsPassedOverIsTold() throws SQLException {
        TestServer.Database parts = TestServer.embedded18()
                .database(
                        "CREATE TABLE items (id int, at timestamp) PARTITION BY RANGE (at)",
                        "CREATE TABLE items_01_2001_01 PARTITION OF items FOR VALUES FROM ('2001-01-01') TO ('2001-01-15')",
                        "CREATE TABLE items_01_2999_01 PARTITION OF items FOR VALUES FROM ('2999-01-01') TO ('2999-01-15')",
                        "CREATE TABLE items_rest PARTITION OF items DEFAULT",
                        "INSERT INTO items VALUES (1, '2001-01-02'), (2, '2001-01-14 23:59:59'), (3, '2999-01-02'), (4, NULL)");
        Object[] arguments = {"--partitions-of", "public.items", "--older-than", "90d", "--layout", "hive-date"};
        Cli dry = Cli.export(parts, folder, with(arguments, "--dry-run"));
        assertThat(dry.out())
                .contains(
                        "public.items_01_2001_01",
                        "1 partition taken, 2 not: public.items_01_2999_01 (its range ends at"
                                + " 2999-01-15 00:00:00), public.items_rest (it is the default partition, which has no range)");
        Cli cli = Cli.export(parts, folder, with(arguments, "--key", "at,id"));
        assertThat(cli.status()).as(cli.all()).isZero();
        assertThat(cli.out()).contains("Exported 2 rows to 1 file", "1 partition taken, 2 not");
        assertThat(Lakes.data(folder)).singleElement().asString().contains("/year=2001/month=01/half=01/");
        Cli json = Cli.export(parts, folder, with(arguments, "--key", "at,id", "--json"));
        assertThat(json.json("partition-judged"))
                .extracting(event ->
                        event.get("table").asString() + ' ' + event.get("taken").asBoolean())
                .containsExactly(
                        "public.items_01_2001_01 true", "public.items_01_2999_01 false", "public.items_rest false");
        Cli none = Cli.export(parts, folder, "--partitions-of", "items", "--older-than", "99999d");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("no partition of items is older than 99999 days");
        Cli wrong = Cli.export(parts, folder, "items", "--older-than", "9d");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("--older-than");
    }

    private static Object[] with(Object[] arguments, Object... more) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray();
    }

    @Test
    void whatCannotBeLaidOutIsRefusedBeforeAnythingIsWritten() {
        for (String[] wrong : new String[][] {
            {"--layout", "hive"},
            {"--layout", "a/../{id}"},
            {"--layout", "k={nope}"},
            {"--layout", "k={kind:yyyy}"},
            {"--layout", "flat", "--no-split"},
            {"--layout", "flat", "--layout-by", "at"},
            {"--open-files", "0"},
            {"--layout", "y={date:yyyy}"}
        }) {
            List<Object> arguments = new ArrayList<>(List.of("t"));
            arguments.addAll(List.of((Object[]) wrong));
            Cli cli = Cli.export(database, folder.resolve("none"), arguments.toArray());
            assertThat(cli.status()).as(cli.all()).isEqualTo(2);
            assertThat(cli.err()).contains(wrong[0].equals("--open-files") ? wrong[0] : "layout");
            Path none = folder.resolve("none");
            assertThat(Files.exists(none) ? Lakes.files(none) : List.of()).isEmpty();
        }
    }
}
