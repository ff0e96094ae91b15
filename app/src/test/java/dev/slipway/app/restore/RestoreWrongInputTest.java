package dev.slipway.app.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not the archive of one table, or has no place to go, is refused, and nothing of it is visible. */
class RestoreWrongInputTest {
    private static final TestServer SERVER = TestServer.embedded18();

    @TempDir
    Path folder;

    private TestServer.Database database;
    private Path lake;

    @BeforeEach
    void export() throws SQLException {
        lake = folder.resolve("lake");
        database = SERVER.database(
                "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                "CREATE TABLE t (id int PRIMARY KEY, v text, m mood)",
                "INSERT INTO t SELECT i, md5(i::text), 'ok' FROM generate_series(1, 5000) i");
        assertThat(Cli.export(database, lake, "t", "--rows-per-file", "2000").status())
                .isZero();
    }

    private Cli restore(Object what, Object... more) {
        Object[] all = new Object[more.length + 6];
        System.arraycopy(new Object[] {"restore", what, "--url", database.url(), "--table", "again"}, 0, all, 0, 6);
        System.arraycopy(more, 0, all, 6, more.length);
        return Cli.run(all);
    }

    private void refused(Cli result, int status, String... says) throws SQLException {
        assertThat(result.status()).as(result.all()).isEqualTo(status);
        assertThat(result.err()).contains(says);
        assertThat(database.text("SELECT to_regclass('again')")).isEqualTo("null");
    }

    private Path file(int number) {
        return Lakes.data(lake).get(number);
    }

    @Test
    void some_files_of_a_table_are_no_table_unless_that_is_said() throws SQLException {
        refused(restore(file(1)), 2, "only 1 of the 3 files of public.t", "--part");

        Cli part = restore(file(1), "--part");

        assertThat(part.status()).as(part.all()).isZero();
        assertThat(database.text("SELECT count(*) FROM again")).isEqualTo("2000");
    }

    @Test
    void a_table_that_is_there_is_not_touched() throws SQLException {
        Cli again = restore(lake, "--table", "t");
        assertThat(again.status()).isEqualTo(2);
        assertThat(Cli.run("restore", lake, "--url", database.url()).err())
                .contains("public.t is there already", "restore to another name with --table");
        assertThat(database.text("SELECT count(*) FROM t")).isEqualTo("5000");
    }

    @Test
    void a_flipped_bit_is_found_by_the_receipt() throws IOException, SQLException {
        byte[] bytes = Files.readAllBytes(file(1));
        bytes[bytes.length / 3] ^= 4;
        Files.write(file(1), bytes);
        refused(restore(lake), 1, "its SHA-256 is", "the receipt says");
    }

    @Test
    void a_file_that_cannot_be_read_to_its_end_leaves_none_of_its_rows() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Path large = copy.resolve("a.parquet");
        duckdb("COPY (SELECT i AS id, md5(i::VARCHAR) AS v FROM range(400000) r(i)) TO '" + large
                + "' (FORMAT parquet, ROW_GROUP_SIZE 20480, COMPRESSION zstd)");
        byte[] bytes = Files.readAllBytes(large);
        Arrays.fill(bytes, bytes.length / 2, bytes.length * 3 / 4, (byte) 0x55);
        Files.write(large, bytes);
        refused(restore(copy), 1, "a.parquet cannot be read", "run again to go on, or give it up by DROP TABLE");
        assertThat(database.text("SELECT count(*) FROM slipway.restore_progress"))
                .isEqualTo("0");
    }

    @Test
    void other_rows_are_found_by_the_digest_where_there_is_no_receipt() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        duckdb("COPY (SELECT id, 'x' || v AS v, m FROM '" + file(0) + "') TO '" + copy.resolve("a.parquet")
                + "' (FORMAT parquet, KV_METADATA {\"slipway.digest\": 'v1:2000:00000000000000000000000000000000'})");
        refused(restore(copy), 1, "a.parquet holds v1:2000:", "recorded was v1:2000:0000");
    }

    @Test
    void a_file_that_is_cut_short_is_found_before_anything_is_made() throws IOException, SQLException {
        byte[] bytes = Files.readAllBytes(file(0));
        Files.write(file(0), Arrays.copyOf(bytes, bytes.length - 100));
        refused(restore(lake), 1, "bytes; the receipt says");
        assertThat(database.text("SELECT count(*) FROM pg_class WHERE relname LIKE 'slipway%'"))
                .isEqualTo("0");
    }

    @Test
    void a_file_that_is_gone_is_missed() throws IOException, SQLException {
        Files.delete(file(2));
        refused(restore(lake), 1, "is listed in the manifest, but it is not there");
    }

    @Test
    void files_of_others_are_restored_by_their_logical_types() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        duckdb(
                "COPY (SELECT i::INT id, i::UINTEGER + 4000000000::UINTEGER u, 'x' || i t, i / 7.0::DECIMAL(10,3) d, TIMESTAMP"
                        + " '2024-01-01' + INTERVAL (i) SECOND moment, [i::INT, NULL] l, i::TINYINT s, uuid() w FROM range(100) r(i)) TO '"
                        + other.resolve("a.parquet") + "' (FORMAT parquet)");

        Cli restored = restore(other);

        assertThat(restored.status()).as(restored.all()).isZero();
        assertThat(database.text("SELECT x::text FROM (SELECT id, u, t, moment, l, s FROM again WHERE id = 7) x"))
                .isEqualTo("(7,4000000007,x7,\"2024-01-01 00:00:07\",\"{7,NULL}\",7)");
    }

    @Test
    void files_of_others_whose_types_have_no_counterpart_are_refused() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        duckdb("COPY (SELECT {'a': 1} AS s) TO '" + other.resolve("a.parquet") + "' (FORMAT parquet)");
        refused(restore(other), 2, "column \"s\" is of type struct", "which type of Postgres it was");
    }

    @Test
    void files_of_different_columns_are_not_one_table() throws Exception {
        Path mixed = Files.createDirectory(folder.resolve("mixed"));
        Files.copy(file(0), mixed.resolve("a.parquet"));
        duckdb("COPY (SELECT id, v FROM '" + file(1) + "') TO '" + mixed.resolve("b.parquet") + "' (FORMAT parquet)");
        refused(restore(mixed), 2, "they are not one table");
    }

    @Test
    void a_type_that_means_something_else_here_is_not_taken_for_the_one_that_was() throws SQLException {
        database.run("ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'");
        refused(restore(lake), 2, "the type public.mood is there already, and is not what it was");
    }

    @Test
    void several_tables_want_a_choice() throws SQLException {
        database.run("CREATE TABLE u (id int)");
        Cli.export(database, lake, "u");
        refused(restore(lake), 2, "there are several tables there; name one with --from: public.t, public.u");
        refused(restore(lake, "--from", "public.x"), 2, "there is no table public.x there");
        assertThat(restore(lake, "--from", "public.u").status()).isZero();
    }

    @Test
    void what_has_no_place_is_refused() throws SQLException {
        refused(restore(lake, "--attach-to", "t"), 2, "public.t is no partitioned table");
        refused(restore(lake, "--attach-to", "nothing"), 2, "public.nothing is not there");
        database.run("CREATE TABLE parent (id int, v text, m mood) PARTITION BY RANGE (id)");
        refused(restore(lake, "--attach-to", "parent"), 2, "the archive was no partition");
        refused(restore(lake, "--bound", "DEFAULT"), 2, "name --attach-to, too");
        refused(
                restore(lake, "--attach-to", "parent", "--bound", "FOR VALUES FROM (1) TO (10)"),
                1,
                "violated by some row",
                "Nothing is visible as public.again");
        database.run("CREATE TABLE first PARTITION OF parent FOR VALUES FROM (0) TO (10000)");
        refused(
                restore(lake, "--attach-to", "parent", "--bound", "FOR VALUES FROM (1) TO (9000)"),
                2,
                "could not become a partition of public.parent FOR VALUES FROM (1) TO (9000)",
                "would overlap partition \"first\"");
        database.run("CREATE TABLE other (id int, v text) PARTITION BY RANGE (id)");
        refused(
                restore(lake, "--attach-to", "other", "--bound", "FOR VALUES FROM (1) TO (9000)"),
                2,
                "could not become a partition of public.other",
                "column \"m\"");
        refused(restore(folder.resolve("empty")), 2, "no such file or folder");
        assertThat(Cli.run("restore", lake, "--url", database.url(), "--table", "nowhere.t")
                        .err())
                .contains("there is no schema \"nowhere\"");
    }

    @Test
    void a_default_that_cannot_be_had_here_can_be_left_out() throws SQLException {
        TestServer.Database source = SERVER.database(
                "CREATE TABLE s (id serial PRIMARY KEY, v int DEFAULT 7)", "INSERT INTO s (v) VALUES (1)");
        Path other = folder.resolve("other");
        assertThat(Cli.export(source, other, "s").status()).isZero();

        refused(restore(other), 2, "s_id_seq", "--no-defaults");
        Cli restored = restore(other, "--no-defaults");

        assertThat(restored.status()).as(restored.all()).isZero();
        assertThat(database.text("SELECT again::text FROM again")).isEqualTo("(1,1)");
    }

    @Test
    void a_mapped_column_comes_back_as_what_it_was_mapped_to() throws IOException, SQLException {
        database.run(
                "CREATE TABLE items (id varchar(20) PRIMARY KEY, size varchar(20), kind text)",
                "INSERT INTO items VALUES ('a', '12', ''), ('b', '-3', 'x')");
        Path mapping = Files.writeString(folder.resolve("items.yaml"), """
                mapping: 1
                table: public.items
                columns:
                  size: {parse: integer, rename: bytes}
                  kind: {empty: null}
                """);
        Path other = folder.resolve("other");
        Cli exported = Cli.export(database, other, "items", "--mapping", mapping);
        assertThat(exported.status()).as(exported.all()).isZero();

        Cli restored = restore(other);

        assertThat(restored.status()).as(restored.all()).isZero();
        assertThat(Shape.rows(database, "again")).containsExactly("(a,12,)", "(b,-3,x)");
        assertThat(Shape.definition(database, "again")).contains("bytes bigint f  ", "PRIMARY KEY (id)");
    }

    private static void duckdb(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
