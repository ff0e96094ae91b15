package dev.slipway.app.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.SeedItems;
import dev.slipway.app.SlipwayProcess;
import dev.slipway.app.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through a mapping into files, and back to what it was before. */
class RestoreAsSourceTest {
    private static final TestServer SERVER = TestServer.embedded18();
    private static final String PARTITION = "permanent_data_items_06_2023_02";

    @TempDir
    Path folder;

    private Path lake() {
        return folder.resolve("lake");
    }

    private Path mapping(String columns) throws IOException {
        return Files.writeString(folder.resolve("m.yaml"), "mapping: 1\ncolumns:\n" + columns.indent(2));
    }

    private static void export(TestServer.Database from, Path to, String table, Object... options) {
        Cli exported = Cli.export(from, to, concat(List.of(table), options));
        assertThat(exported.status()).as(exported.all()).isZero();
    }

    private static Object[] concat(List<?> first, Object... more) {
        List<Object> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all.toArray();
    }

    private static Cli restore(TestServer.Database to, Path from, Object... options) {
        return Cli.run(concat(List.of("restore", from, "--url", to.url(), "--as-source"), options));
    }

    private static void equal(TestServer.Database database, String one, String other) throws SQLException {
        assertThat(Shape.differences(database, one, other)).isEqualTo("0");
        assertThat(Shape.definition(database, one)).isEqualTo(Shape.definition(database, other));
    }

    @Test
    void the_shipped_example_comes_back_byte_for_byte_and_takes_its_place() throws SQLException {
        TestServer.Database database = SERVER.database(SeedItems.TABLE, SeedItems.PARTITION, SeedItems.ROWS);
        List<String> rows = Shape.rows(database, "permanent_data_items");
        List<String> definition = Shape.definition(database, PARTITION);
        export(database, lake(), "permanent_data_items", "--mapping", SeedItems.mapping(), "--rows-per-file", "300");
        assertThat(Lakes.data(lake())).hasSizeGreaterThan(5);

        Cli beside = restore(database, lake(), "--table", "again", "--connections", "4");

        assertThat(beside.status()).as(beside.all()).isZero();
        equal(database, "again", PARTITION);
        Cli mapped = Cli.run("restore", lake(), "--url", database.url(), "--table", "mapped");
        assertThat(mapped.status()).as(mapped.all()).isZero();
        assertThat(Shape.definition(database, "mapped")).contains("data_item_id bytea t  ", "byte_count bigint t  ");

        database.run("DROP TABLE " + PARTITION);
        Cli placed = restore(database, lake(), "--attach-to", "permanent_data_items");
        assertThat(placed.status()).as(placed.all()).isZero();
        assertThat(Shape.rows(database, "permanent_data_items")).isEqualTo(rows);
        assertThat(Shape.definition(database, PARTITION)).isEqualTo(definition);
        assertThat(placed.out()).contains("through the mapping");
    }

    @Test
    void what_is_had_as_it_was_exports_as_the_same_rows() throws SQLException {
        TestServer.Database database = SERVER.database(SeedItems.TABLE, SeedItems.PARTITION, SeedItems.ROWS);
        Object[] layout = {
            "--mapping",
            SeedItems.mapping(),
            "--layout",
            "day={date:yyyy-MM-dd}",
            "--layout-by",
            "uploaded_date",
            "--json"
        };
        Cli first = Cli.export(database, lake(), concat(List.of(PARTITION), layout));
        assertThat(first.status()).as(first.all()).isZero();
        assertThat(Lakes.data(lake())).hasSizeGreaterThan(1);

        assertThat(restore(database, lake(), "--table", "permanent_data_items_again")
                        .status())
                .isZero();

        Cli second =
                Cli.export(database, folder.resolve("second"), concat(List.of("permanent_data_items_again"), layout));
        assertThat(second.json("table-published").getFirst().path("digest"))
                .isEqualTo(first.json("table-published").getFirst().path("digest"));
        equal(database, "permanent_data_items_again", PARTITION);
    }

    private static final String[] HOSTILE = {
        "CREATE TYPE yes AS ENUM ('ja', 'nein')",
        "CREATE DOMAIN word AS varchar(20) COLLATE \"C\" NOT NULL CHECK (VALUE <> 'x')",
        """
        CREATE TABLE t (serial bigint GENERATED ALWAYS AS IDENTITY, code varchar(20) NOT NULL,
          "no, 1" text DEFAULT '0' NOT NULL CHECK ("no, 1" <> ''), tags text, twice text GENERATED ALWAYS AS (code || code) STORED,
          yes yes, kind char(3) COLLATE "C", n numeric(10,2), doc jsonb, raw json, word word, free numeric, blank text NOT NULL,
          at text, PRIMARY KEY (code, "no, 1"))""",
        "CREATE INDEX by_code ON t (lower(code) DESC) WHERE code <> '7'",
        "ALTER TABLE t ADD CONSTRAINT short CHECK (length(code) < 9)",
        """
        INSERT INTO t (code, "no, 1", tags, yes, kind, n, doc, raw, word, free, blank, at) SELECT i, -i,
          CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN '; ' WHEN 3 THEN ';; ünï😀' ELSE 'a; b' END,
          CASE i % 3 WHEN 0 THEN 'ja' WHEN 1 THEN 'nein' END::yes, 'k', i / 100.0, jsonb_build_object('who', i),
          CASE i % 2 WHEN 0 THEN '{ "a":1, "a":2 }'::json END, 'w' || i, CASE i % 2 WHEN 0 THEN i / 3.0 ELSE 'NaN' END,
          CASE i % 2 WHEN 0 THEN '' ELSE ' ' END, '0001-01-01 00:00:00.0000' || 10 + i % 10
        FROM generate_series(1, 3000) i""",
    };

    private static final String HOSTILE_MAPPING = """
            code: {rename: number, parse: integer}
            "no, 1": {parse: "decimal(20,0)"}
            tags: {split: "; ", on-bad-value: null, decode: base64}
            yes: {parse: "boolean(ja,nein)"}
            kind: {cast: bytes, rename: "k\u00fcnd"}
            n: {cast: "decimal(38,4)"}
            doc: {promote: {who: {path: /who, parse: integer, on-bad-value: null}}}
            raw: {cast: text}
            blank: {empty: null}
            at: {parse: "timestamp(6)"}
            """;

    @Test
    void keys_indexes_checks_and_computed_columns_are_those_of_the_source() throws Exception {
        TestServer.Database database = SERVER.database(HOSTILE);
        Path mapping = mapping(HOSTILE_MAPPING.replace(", on-bad-value: null, decode: base64", ""));
        export(database, lake(), "t", "--mapping", mapping, "--as", "free=text");

        Cli restored = restore(database, lake(), "--table", "again", "--indexes", "--checks");

        assertThat(restored.status()).as(restored.all()).isZero();
        equal(database, "again", "t");
        assertThat(restored.out()).doesNotContain("more than is made");
        assertThat(database.text("SELECT count(*) FROM pg_indexes WHERE tablename = 'again'"))
                .isEqualTo("2");
        database.run("INSERT INTO again (code, word, blank) VALUES ('9001', 'w', '')");
        assertThat(database.text("SELECT serial || twice || \"no, 1\" FROM again WHERE code = '9001'"))
                .isEqualTo("3001900190010");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v: {empty: null} | \"v\" of public.t | (empty to null) | 1 empty texts and 1 nulls became one",
                "w: {parse: integer, exact: false} | \"w\" | (parse integer(64)) | other spellings of a value become one",
                "w: {parse: integer, on-bad-value: null} | \"w\" | (parse integer(64)) | 1 became null",
                "w: {parse: integer, on-bad-value: reject} | \"w\" | (parse integer(64)) | 1 rows were rejected",
                "v: {default: none} | \"v\" | (default \"none\") | null becomes",
                "w: {drop: true} | \"w\" | (drop) | its values are in no file",
                "w: {drop: true, promote: {x: {path: /a, on-bad-value: null}}} | \"w\" | (drop) | its values are in no file"
            })
    void what_was_lost_is_refused_before_anything_is_made(String columns, String column, String step, String why)
            throws Exception {
        TestServer.Database database = SERVER.database(
                "CREATE TABLE t (id int PRIMARY KEY, v text, w text)",
                "INSERT INTO t VALUES (1, '', '1'), (2, NULL, '2'), (3, 'x', '007')");
        export(database, lake(), "t", "--mapping", mapping(columns));

        Cli refused = restore(database, lake(), "--table", "again");

        assertThat(refused.status()).as(refused.all()).isEqualTo(2);
        assertThat(refused.err()).contains("column " + column, step, why, "without --as-source");
        assertThat(database.text("SELECT count(*) FROM pg_class WHERE relname ~ '^slipway_restore|^again$'"))
                .isEqualTo("0");
        assertThat(database.text("SELECT to_regnamespace('slipway')")).isEqualTo("null");
        Cli mapped = Cli.run("restore", lake(), "--url", database.url(), "--table", "public.mapped");
        assertThat(mapped.status()).as(mapped.all()).isZero();
    }

    @Test
    void a_part_without_the_file_that_tells_of_bad_values_is_refused() throws Exception {
        TestServer.Database database = SERVER.database(
                "CREATE TABLE t (id int PRIMARY KEY, d date NOT NULL, n text)",
                "INSERT INTO t VALUES (1, '2024-01-10', 'abc'), (2, '2024-01-11', '5'), (3, '2024-02-10', '7')");
        Path mapping = mapping("n: {parse: integer, on-bad-value: null}");
        export(database, lake(), "t", "--mapping", mapping, "--layout", "hive-date", "--layout-by", "d");

        Cli refused = restore(database, lake().resolve("year=2024/month=01"), "--part", "--table", "again");

        assertThat(refused.status()).as(refused.all()).isEqualTo(2);
        assertThat(refused.err()).contains("column \"n\"", "(parse integer(64))", "unit public.t/0", "is not there");

        // Nor may a file that has nothing to tell be missing: that it had nothing is in it.
        database.run("UPDATE t SET n = '6' WHERE id = 1");
        Path other = folder.resolve("other");
        export(database, other, "t", "--mapping", mapping, "--layout", "hive-date", "--layout-by", "d");
        assertThat(restore(database, other.resolve("year=2024/month=01"), "--part", "--table", "again")
                        .status())
                .isEqualTo(2);
        Cli last = restore(database, other.resolve("year=2024/month=02"), "--part", "--table", "again");
        assertThat(last.status()).as(last.all()).isZero();
        assertThat(database.text("SELECT n FROM again")).isEqualTo("7");
    }

    private static final String[] BLANKS = {
        "CREATE TABLE t (id int PRIMARY KEY, v text)", "INSERT INTO t VALUES (1, NULL), (2, NULL), (3, 'x')"
    };

    @Test
    void nulls_that_became_empty_texts_since_an_earlier_export_are_seen_by_the_next() throws Exception {
        TestServer.Database database = SERVER.database(BLANKS);
        Path mapping = mapping("v: {empty: null}");
        export(database, lake(), "t", "--mapping", mapping);
        List<Path> first = Lakes.data(lake());
        database.run("CHECKPOINT");
        export(database, lake(), "t", "--mapping", mapping);
        assertThat(Lakes.data(lake())).isEqualTo(first);

        database.run("UPDATE t SET v = '' WHERE v IS NULL");
        export(database, lake(), "t", "--mapping", mapping);

        Cli restored = restore(database, lake(), "--table", "again");
        assertThat(restored.status()).as(restored.all()).isZero();
        equal(database, "again", "t");
        assertThat(Cli.run("verify", lake()).status()).isZero();
    }

    @Test
    void nulls_that_became_empty_texts_are_seen_when_ranges_are_compared() throws Exception {
        TestServer.Database database = SERVER.database(BLANKS);
        Object[] increments = {"--mapping", mapping("v: {empty: null}"), "--incremental", "id"};
        export(database, lake(), "t", increments);
        database.run("INSERT INTO t VALUES (4, NULL)");
        export(database, lake(), "t", increments);

        database.run("UPDATE t SET v = '' WHERE v IS NULL");
        Cli exported = Cli.export(database, lake(), concat(List.of("t"), increments));

        assertThat(exported.out()).contains("0 compared with the source and equal, 0 new, 2 written anew");
        Cli restored = restore(database, lake(), "--table", "again");
        assertThat(restored.status()).as(restored.all()).isZero();
        equal(database, "again", "t");
    }

    @Test
    void what_no_mapping_changed_is_as_its_source_anyway() throws SQLException {
        TestServer.Database database = SERVER.database("CREATE TABLE t AS SELECT 1 AS a", "CREATE SCHEMA other");
        export(database, lake(), "t");

        assertThat(restore(database, lake(), "--table", "again").status()).isZero();
        equal(database, "again", "t");
    }

    @Test
    void what_a_condition_says_is_not_taken_for_a_mapping() throws SQLException {
        TestServer.Database database = SERVER.database("CREATE TABLE t AS SELECT 'tea without milk'::text AS note");
        export(database, lake(), "t", "--where", "note like '% without %'");

        Cli restored = restore(database, lake(), "--table", "again");

        assertThat(restored.status()).as(restored.all()).isZero();
        equal(database, "again", "t");
    }

    @Test
    void files_of_other_programs_do_not_say_what_they_were() throws Exception {
        TestServer.Database database = SERVER.database();
        Files.createDirectories(lake());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT 1 AS a) TO '" + lake().resolve("a.parquet") + "' (FORMAT parquet)");
        }

        Cli refused = restore(database, lake(), "--table", "again");

        assertThat(refused.status()).as(refused.all()).isEqualTo(2);
        assertThat(refused.err()).contains("a.parquet, which DuckDB", "does not say what its columns were");
    }

    @Test
    void a_run_that_was_killed_is_carried_on_and_what_someone_changed_meanwhile_is_found() throws Exception {
        TestServer.Database database = SERVER.database(SeedItems.TABLE, SeedItems.PARTITION, SeedItems.ROWS);
        export(database, lake(), "permanent_data_items", "--mapping", SeedItems.mapping(), "--rows-per-file", "100");
        Object[] arguments = {
            "restore",
            lake(),
            "--url",
            database.url(),
            "--as-source",
            "--table",
            "again",
            "--connections",
            "1",
            "--json"
        };
        try (Connection connection = database.connect();
                Statement locking = connection.createStatement()) {
            // Whoever comes to the third file waits: then it is killed.
            database.run("CREATE SCHEMA slipway");
            database.run("CREATE TABLE slipway.restore_progress (relation oid, file text, sha256 text NOT NULL,"
                    + " digest text, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (relation, file))");
            database.run("CREATE FUNCTION slipway.wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                    + " IF (SELECT count(*) FROM slipway.restore_progress) >= 3 THEN PERFORM pg_advisory_lock(42); END IF;"
                    + " RETURN NEW; END $$");
            database.run("CREATE TRIGGER wait BEFORE INSERT ON slipway.restore_progress FOR EACH ROW"
                    + " EXECUTE FUNCTION slipway.wait()");
            locking.execute("SELECT pg_advisory_lock(42)");
            try (SlipwayProcess process = SlipwayProcess.start(folder, arguments)) {
                database.await(
                        "1",
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND wait_event_type = 'Lock'");
                process.kill();
            }
        }
        database.awaitNobodyElse();
        database.run("DROP TRIGGER wait ON slipway.restore_progress");
        String hidden = database.text("SELECT max(relname) FROM pg_class WHERE relname LIKE 'slipway_restore%'");
        String row = hidden + " WHERE ctid = '(0,1)'";
        String before = database.text("SELECT byte_count FROM " + row);
        String id = database.text("SELECT data_item_id FROM " + row);
        database.run("UPDATE " + hidden + " SET byte_count = '1' WHERE data_item_id = '" + id + "'");

        Cli found = Cli.run(arguments);
        assertThat(found.status()).as(found.all()).isEqualTo(1);
        assertThat(found.err()).contains("what was restored reads as", "someone wrote to");
        database.run("UPDATE " + hidden + " SET byte_count = '" + before + "' WHERE data_item_id = '" + id + "'");

        Cli done = Cli.run(arguments);
        assertThat(done.status()).as(done.all()).isZero();
        assertThat(done.json("done").getFirst().path("filesKept").asInt()).isEqualTo(20);
        assertThat(done.json("done").getFirst().path("asSource").asBoolean()).isTrue();
        equal(database, "again", PARTITION);
    }
}
