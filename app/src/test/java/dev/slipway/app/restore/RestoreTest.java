package dev.slipway.app.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From Postgres to Parquet and back, into a database that knows nothing of it. */
class RestoreTest {
    private static final TestServer SERVER = TestServer.embedded18();

    private static final String[] EXTREMES = {
        """
        CREATE TYPE mood AS ENUM ('it''s "fine"', 'so, so', '\\', 'grün');
        CREATE DOMAIN cents AS numeric(12,2) DEFAULT 0 NOT NULL CONSTRAINT "Not Negative" CHECK (VALUE >= 0);
        CREATE DOMAIN word AS varchar(20) COLLATE "C";
        CREATE TYPE coin AS (amount cents, face mood, "Odd Name" text COLLATE "C", host inet);
        CREATE TYPE purse AS (owner text, coins coin[], spread numrange);
        """, """
        CREATE TABLE extremes (
            id bigint GENERATED ALWAYS AS IDENTITY, n8 float8, n4 float4, huge numeric(1000,500), free numeric,
            exact numeric(38,10), small numeric(5,-2), day date, moment timestamp(3), instant timestamptz, span interval,
            deep int[], texts text[], ranges int4range, times tstzrange[], many nummultirange, mood mood, moods mood[],
            price cents, word word, purse purse, note text DEFAULT 'none' NOT NULL, code char(4), bits bit(5),
            made timestamptz DEFAULT now(), twice numeric GENERATED ALWAYS AS (exact * 2) STORED,
            later int GENERATED ALWAYS AS (1 + 1) VIRTUAL, odd "char", who uuid, raw bytea, doc json, docb jsonb,
            "we""ird name" int, label text COLLATE "C", PRIMARY KEY (id, note) INCLUDE (code))""", """
        INSERT INTO extremes (n8, n4, huge, free, exact, small, day, moment, instant, span, deep, texts, ranges, times, many,
            mood, moods, price, word, purse, code, bits, odd, who, raw, doc, docb, "we""ird name", label)
        VALUES ('NaN', '-0', 10 ^ 499::numeric + 10 ^ -500::numeric, 'NaN', 9999999999999999999999999999.9999999999, 12300,
            'infinity', '-infinity', 'infinity', '178000000 years -5 days 1 microsecond',
            '[-3:-2][5:5][0:0][7:7][1:2]={{{{{1,NULL}}}},{{{{3,4}}}}}', '{NULL,"",NULL,"a,b\\"{}"}', 'empty',
            '{"(,)",empty,NULL,"[2020-01-01,infinity)"}', '{(,1.50],[2.0,3]}', 'it''s "fine"', '{"so, so",NULL,"\\\\"}', 1.10,
            'ünï', ROW('me', ARRAY[ROW(5.05, 'grün', 'x"y', '::1/64')::coin, NULL], '[1.10,)'), 'ab', B'10101', 'x',
            'ffffffff-ffff-ffff-ffff-ffffffffffff', '\\x00ff', '{ "a" : 1, "a":2 }', '{"b":1e400}', -2147483648, 'Z'),
            ('Infinity', '-Infinity', '-1e-500', '-Infinity', -0.0000000001, -99900, '4713-01-01 BC',
            '4713-01-01 00:00:00 BC', '-infinity', '-1 mon', '{}', '{}', '(,)', '{}', '{}', 'grün', '{}', 0,
            '', ROW(NULL, '{}', 'empty'), '', B'00000', '', '00000000-0000-0000-0000-000000000000', '', 'null', 'null', 0, ''),
            ('-Infinity', '1e-45', NULL, '1e1000', NULL, NULL, '5874897-12-31', '294246-12-31 23:59:59.999',
            '4714-11-24 00:00:00+00 BC', '00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 9999999999.99,
            NULL, ROW(NULL, NULL, NULL), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, U&'\\+10FFFF \\FFFD')""", "INSERT INTO extremes (price) SELECT i FROM generate_series(1, 500) i",
    };

    @TempDir
    Path folder;

    private static Cli restore(TestServer.Database to, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("restore", "--url", to.url()));
        all.addAll(List.of(arguments));
        return Cli.run(all.toArray());
    }

    @Test
    void values_at_their_extremes_come_back_with_types_keys_and_defaults() throws SQLException {
        TestServer.Database source = SERVER.database(EXTREMES);
        TestServer.Database target = SERVER.database();
        Cli exported = Cli.export(
                source, folder, "public.extremes", "--infinity", "sentinel", "--as", "deep=text", "--as", "exact=text");
        assertThat(exported.status()).as(exported.all()).isZero();

        Cli restored = restore(target, folder.resolve("public.extremes"));

        assertThat(restored.status()).as(restored.all()).isZero();
        assertThat(Shape.rows(target, "extremes")).isEqualTo(Shape.rows(source, "extremes"));
        assertThat(Shape.definition(target, "extremes")).isEqualTo(Shape.definition(source, "extremes"));
        assertThat(Shape.types(target)).isEqualTo(Shape.types(source)).hasSize(5);
        target.run("INSERT INTO extremes DEFAULT VALUES");
        assertThat(target.text("SELECT max(id) FROM extremes")).isEqualTo("504");
        assertThat(target.text("SELECT count(*) FROM slipway.restore_progress")).isEqualTo("0");
    }

    @Test
    void infinities_that_were_kept_as_text_come_back() throws SQLException {
        TestServer.Database source = SERVER.database(
                "CREATE TYPE stay AS (nights daterange, arrival timestamptz)",
                "CREATE TABLE t (d date, i interval, s stay, m datemultirange, a timestamp[])",
                "INSERT INTO t VALUES ('infinity', 'infinity', ROW('[2024-01-01,infinity)', '-infinity'),"
                        + " '{[2024-01-01,2024-02-01),[2025-01-01,)}', '{infinity,NULL}'), (NULL, NULL, NULL, NULL, NULL),"
                        + " (NULL, '1 day', ROW(NULL, NULL), '{}', '{}')");
        assertThat(Cli.export(source, folder, "t", "--infinity", "text").status())
                .isZero();

        Cli restored = restore(source, folder, "--table", "again");

        assertThat(restored.status()).as(restored.all()).isZero();
        assertThat(Shape.differences(source, "t", "again")).isEqualTo("0");
        assertThat(Shape.definition(source, "again")).isEqualTo(Shape.definition(source, "t"));
    }

    @Test
    void what_is_restored_exports_as_the_same_rows() throws SQLException {
        TestServer.Database source = SERVER.database(EXTREMES);
        Object[] options = {"--infinity", "sentinel", "--as", "deep=text"};
        Cli.export(source, folder.resolve("first"), "public.extremes", options[0], options[1], options[2], options[3]);
        restore(source, folder.resolve("first"), "--table", "\"My Copy\"");
        Cli first = Cli.run("verify", folder.resolve("first"), "--source", source.url());
        assertThat(first.status()).as(first.all()).isZero();

        Cli again = Cli.export(
                source,
                folder.resolve("second"),
                "\"My Copy\"",
                options[0],
                options[1],
                options[2],
                options[3],
                "--json");

        assertThat(again.json("table-published").getFirst().path("digest").asString())
                .isEqualTo(restoredDigest(source));
    }

    private String restoredDigest(TestServer.Database source) {
        List<JsonNode> done = restore(source, folder.resolve("first"), "--table", "third", "--json")
                .json("done");
        return done.getFirst().path("digest").asString();
    }

    @Test
    void a_partition_is_attached_where_it_was() throws SQLException {
        TestServer.Database source = SERVER.database(
                "CREATE TABLE events (id int, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')",
                "CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2024-02-01') TO ('2024-03-01')",
                "INSERT INTO events SELECT i, date '2024-01-01' + i % 60 FROM generate_series(1, 6000) i");
        String rows = String.join("\n", Shape.rows(source, "events"));
        List<String> definition = Shape.definition(source, "events_1");
        assertThat(Cli.export(source, folder, "events").status()).isZero();
        source.run("DROP TABLE events_1");

        Cli restored = restore(source, folder, "--from", "public.events_1", "--attach-to", "events");

        assertThat(restored.status()).as(restored.all()).isZero();
        assertThat(String.join("\n", Shape.rows(source, "events"))).isEqualTo(rows);
        assertThat(Shape.definition(source, "events_1")).isEqualTo(definition);
        assertThat(source.text("SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname = 'events_1'"))
                .isEqualTo("FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')");
    }

    /** What the parent has come to demand since the archive was made. */
    @Test
    void a_partition_meets_what_its_parent_demands() throws SQLException {
        TestServer.Database source = SERVER.database(
                "CREATE TABLE events (id int, \"a b\" text, at date) PARTITION BY RANGE (at)",
                "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')",
                "INSERT INTO events SELECT i, 'it''s ' || i, '2024-01-05' FROM generate_series(1, 2000) i");
        assertThat(Cli.export(source, folder, "events").status()).isZero();
        source.run("DROP TABLE events_1");
        source.run("ALTER TABLE events ADD PRIMARY KEY (id, at), ALTER \"a b\" SET NOT NULL,"
                + " ADD CONSTRAINT \"it is, said\" CHECK (\"a b\" LIKE 'it''s %'), ADD CHECK (id > 0)");

        Cli restored = restore(source, folder, "--from", "public.events_1", "--attach-to", "events");

        assertThat(restored.status()).as(restored.all()).isZero();
        assertThat(source.text("SELECT count(*) FROM events")).isEqualTo("2000");
        assertThat(Shape.definition(source, "events_1"))
                .contains("CHECK ((\"a b\" ~~ 'it''s %'::text))", "CHECK ((id > 0))");

        source.run("DROP TABLE events_1");
        source.run("ALTER TABLE events ADD CONSTRAINT few CHECK (id < 1000)");
        Cli refused = restore(source, folder, "--from", "public.events_1", "--attach-to", "events");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("\"few\"", "Nothing is visible as public.events_1");
        assertThat(source.text("SELECT count(*) FROM events")).isEqualTo("0");
    }

    /** What the parent has beside that it demands, and what it demands without having looked. */
    @Test
    void a_partition_brings_its_own_and_takes_what_the_parent_has() throws SQLException {
        TestServer.Database source = SERVER.database(
                "CREATE TABLE events (id int, body text, at date NOT NULL) PARTITION BY RANGE (at)",
                "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')",
                "CREATE TABLE rest PARTITION OF events DEFAULT",
                "INSERT INTO events SELECT i - 5, 'b' || i, '2024-01-05' FROM generate_series(1, 2000) i",
                "INSERT INTO events VALUES (1, 'c', '2025-01-05')",
                "CREATE INDEX ON events (body)",
                "CREATE INDEX own ON events_1 (id, body)",
                "ALTER TABLE events_1 ADD CONSTRAINT short CHECK (length(body) < 9)",
                "ALTER TABLE events ADD CONSTRAINT positive CHECK (id > 0) NOT VALID");
        List<String> definition = Shape.definition(source, "events_1");
        String indexes = indexes(source, "events_1");
        assertThat(Cli.export(source, folder, "events_1").status()).isZero();
        source.run("DROP TABLE events_1", "INSERT INTO events VALUES (7, 'late', '2024-01-09')");

        Cli late = restore(source, folder, "--attach-to", "events", "--indexes", "--checks");
        assertThat(late.status()).as(late.all()).isEqualTo(1);
        assertThat(late.err()).contains("the default partition", "rest", "holds rows that belong to FOR VALUES FROM");
        source.run("DELETE FROM rest WHERE body = 'late'");

        Cli restored = restore(source, folder, "--attach-to", "events", "--indexes", "--checks");
        assertThat(restored.status()).as(restored.all()).isZero();
        assertThat(restored.out()).doesNotContain("more than is made");
        assertThat(source.text("SELECT count(*) FROM events")).isEqualTo("2001");
        assertThat(Shape.definition(source, "events_1")).isEqualTo(definition);
        assertThat(indexes(source, "events_1")).isEqualTo(indexes);

        source.run("DROP TABLE events_1");
        Cli plain = restore(source, folder, "--attach-to", "events");
        assertThat(plain.status()).as(plain.all()).isZero();
        assertThat(plain.out()).contains("more than is made: check short, index own (");
    }

    @Test
    void a_key_that_the_parent_does_not_bear_is_refused_before_rows_are_loaded() throws SQLException {
        TestServer.Database source = SERVER.database(
                "CREATE TABLE t (id int NOT NULL, at date NOT NULL) PARTITION BY RANGE (at)",
                "CREATE TABLE p PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')",
                "ALTER TABLE p ADD PRIMARY KEY (id)",
                "INSERT INTO t SELECT i, '2024-01-05' FROM generate_series(1, 100) i");
        assertThat(Cli.export(source, folder, "p").status()).isZero();
        source.run("DROP TABLE p", "ALTER TABLE t ADD PRIMARY KEY (id, at)");

        Cli refused = restore(source, folder, "--attach-to", "t");

        assertThat(refused.status()).as(refused.all()).isEqualTo(2);
        assertThat(refused.err()).contains("could not become a partition of public.t", "multiple primary keys");
        assertThat(source.text("SELECT count(*) FROM pg_class WHERE relname LIKE 'slipway_restore%'"))
                .isEqualTo("0");
    }

    @Test
    void an_index_over_a_column_that_was_not_archived_is_left_and_named() throws SQLException {
        TestServer.Database source = SERVER.database(
                "CREATE TABLE t (id int, v text, w text)",
                "CREATE INDEX by_v ON t (v)",
                "CREATE INDEX by_w ON t (lower(w))",
                "INSERT INTO t SELECT i, i, i FROM generate_series(1, 100) i");
        assertThat(Cli.export(source, folder, "t", "--columns", "id,v").status())
                .isZero();

        Cli restored = restore(source, folder, "--table", "again", "--indexes");

        assertThat(restored.status()).as(restored.all()).isZero();
        assertThat(restored.out()).contains("more than is made: index by_w (");
        assertThat(indexes(source, "again")).contains("(v)").doesNotContain("lower");
    }

    /** Names are chosen to look like SQL. */
    private static final String[] INDEXED = {
        "CREATE SCHEMA \"on x USING\"",
        "CREATE TABLE other (id int PRIMARY KEY)",
        "CREATE TABLE \"on x USING\".\"t USING (a)\" (id int PRIMARY KEY, v text, n numeric, span int4range, o int REFERENCES other,"
                + " CONSTRAINT \"v is not n\" CHECK (v <> n::text),"
                + " CONSTRAINT two UNIQUE (v, n) DEFERRABLE INITIALLY DEFERRED, EXCLUDE USING gist (span WITH &&))",
        "CREATE INDEX \"i USING btree\" ON \"on x USING\".\"t USING (a)\" (lower(v) DESC NULLS LAST) INCLUDE (n) WHERE n > 3",
        "CREATE UNIQUE INDEX one ON \"on x USING\".\"t USING (a)\" USING btree (v COLLATE \"C\" text_pattern_ops)"
                + " WITH (fillfactor = 70)",
        "INSERT INTO \"on x USING\".\"t USING (a)\" SELECT i, md5(i::text), i, int4range(i, i + 1) FROM generate_series(1, 2000) i",
        "ALTER TABLE \"on x USING\".\"t USING (a)\" ADD CONSTRAINT later CHECK (id > 1000) NOT VALID"
    };

    private static String indexes(TestServer.Database database, String name) throws SQLException {
        return database.text("SELECT string_agg(indexdef, E'\\n' ORDER BY indexdef) FROM pg_indexes WHERE tablename = '"
                + name + "'");
    }

    /** What follows the names. */
    private static List<String> methods(String indexes) {
        return indexes.lines()
                .map(line -> line.substring(line.lastIndexOf(" USING ")))
                .sorted()
                .toList();
    }

    @Test
    void indexes_and_checks_come_back_on_request() throws SQLException {
        TestServer.Database source = SERVER.database(INDEXED);
        String table = "\"on x USING\".\"t USING (a)\"";
        List<String> definition = new ArrayList<>(Shape.definition(source, table));
        String indexes = indexes(source, "t USING (a)");
        assertThat(Cli.export(source, folder, table).status()).isZero();

        Cli beside = restore(source, folder, "--table", "\"on x USING\".beside", "--indexes", "--checks");
        assertThat(beside.status()).as(beside.all()).isZero();
        assertThat(methods(indexes(source, "beside"))).isEqualTo(methods(indexes));
        definition.removeIf(line -> line.startsWith("FOREIGN KEY"));
        assertThat(Shape.definition(source, "\"on x USING\".beside")).isEqualTo(definition);

        source.run("DROP TABLE " + table);
        Cli without = restore(source, folder);
        assertThat(without.out())
                .contains(
                        "it had more than is made", "check later", "unique two", "index i USING btree", "foreign key");
        source.run("DROP TABLE " + table, "DROP TABLE \"on x USING\".beside");

        Cli again = restore(source, folder, "--indexes", "--checks");
        assertThat(again.status()).as(again.all()).isZero();
        assertThat(indexes(source, "t USING (a)")).isEqualTo(indexes);
        assertThat(Shape.definition(source, table)).isEqualTo(definition);
    }

    @Test
    void an_index_that_cannot_be_made_is_refused_before_rows_are_loaded() throws SQLException {
        TestServer.Database source = SERVER.database(
                "CREATE FUNCTION half(int) RETURNS int IMMUTABLE LANGUAGE sql RETURN $1 / 2",
                "CREATE TABLE t (id int)",
                "CREATE INDEX halves ON t (half(id))",
                "INSERT INTO t SELECT generate_series(1, 100)");
        assertThat(Cli.export(source, folder, "t").status()).isZero();
        source.run("DROP FUNCTION half CASCADE");

        Cli refused = restore(source, folder, "--table", "again", "--indexes");

        assertThat(refused.status()).as(refused.all()).isEqualTo(2);
        assertThat(refused.err())
                .contains(
                        "the index halves cannot be made again", "half(integer) does not exist", "leave out --indexes");
        assertThat(source.text("SELECT count(*) FROM pg_class WHERE relname LIKE 'slipway_restore%'"))
                .isEqualTo("0");
        assertThat(restore(source, folder, "--table", "again").status()).isZero();
    }

    @Test
    void several_files_are_loaded_by_several_connections() throws SQLException {
        TestServer.Database source = SERVER.database(
                "CREATE TABLE t (id int PRIMARY KEY, v text, n numeric)",
                "INSERT INTO t SELECT i, CASE WHEN i % 7 > 0 THEN md5(i::text) END, i / 3.0 FROM generate_series(1, 40000) i");
        Cli.export(source, folder, "t", "--rows-per-file", "3000");
        assertThat(Lakes.data(folder)).hasSizeGreaterThan(10);

        Cli restored = restore(source, folder, "--table", "again", "--connections", "4", "--json");

        assertThat(restored.status()).as(restored.all()).isZero();
        assertThat(restored.json("unit-done")).hasSameSizeAs(Lakes.data(folder));
        assertThat(Shape.differences(source, "t", "again")).isEqualTo("0");
        assertThat(Shape.definition(source, "again")).isEqualTo(Shape.definition(source, "t"));
    }

    @Test
    void a_table_without_rows_comes_back() throws SQLException {
        TestServer.Database source = SERVER.database("CREATE TABLE t (id int PRIMARY KEY, v numeric)");
        Cli.export(source, folder, "t");

        Cli restored = restore(source, folder, "--table", "again");

        assertThat(restored.status()).as(restored.all()).isZero();
        assertThat(Shape.definition(source, "again")).isEqualTo(Shape.definition(source, "t"));
    }

    @Test
    void a_dry_run_says_what_it_would_make_and_leaves_nothing() throws SQLException {
        TestServer.Database source = SERVER.database(EXTREMES);
        TestServer.Database target = SERVER.database();
        Cli.export(source, folder, "extremes", "--infinity", "sentinel", "--as", "deep=text");

        Cli dry = restore(target, folder, "--dry-run");

        assertThat(dry.status()).as(dry.all()).isZero();
        assertThat(dry.out())
                .contains("CREATE TYPE public.mood AS ENUM", "CREATE TABLE \"public\".\"extremes\"")
                .contains("cast back from what they were kept as: huge, free")
                .contains("Nothing was restored.");
        assertThat(Shape.types(target)).isEmpty();
        assertThat(target.text("SELECT count(*) FROM pg_class WHERE relname ~ 'slipway|extremes'"))
                .isEqualTo("0");
    }
}
