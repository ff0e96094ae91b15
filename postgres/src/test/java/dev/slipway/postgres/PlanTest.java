package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Type;
import dev.slipway.job.Key;
import dev.slipway.job.Plan;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read, in which pieces, and what is known of it beforehand. */
class PlanTest {
    private static final String EVENTS = """
            CREATE TABLE events (id text, at timestamptz, n int, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
            CREATE TABLE events_2024_01 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
            CREATE TABLE events_2024_02 (n int, gone int, at timestamptz NOT NULL, id text NOT NULL);
            ALTER TABLE events_2024_02 DROP COLUMN gone;
            ALTER TABLE events ATTACH PARTITION events_2024_02 FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
            CREATE TABLE events_rest PARTITION OF events DEFAULT PARTITION BY HASH (id);
            CREATE TABLE events_rest_1 PARTITION OF events_rest FOR VALUES WITH (MODULUS 1, REMAINDER 0);
            CREATE TABLE other (id int);
            INSERT INTO events SELECT 'e' || i, '2024-01-01'::timestamptz + i * interval '1 hour', i
              FROM generate_series(0, 2000) i;
            ANALYZE""";

    static Stream<TestServer> servers() {
        return TestServer.all();
    }

    private static List<String> names(Plan<PostgresUnit> plan) {
        return plan.tables().stream().map(t -> t.table().qualifiedName()).toList();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aPartitionedTableStandsForItsLeavesAndTheirRowsAreReadOnce(TestServer server) throws SQLException {
        TestServer.Database database = server.database(EVENTS);
        PostgresOptions options = database.options("public.events");
        assertThat(names(Export.plan(options)))
                .containsExactly("public.events_2024_01", "public.events_2024_02", "public.events_rest_1");
        List<List<String>> rows = Export.rows(options);
        assertThat(rows).hasSize(2001).doesNotHaveDuplicates();
        assertThat(new HashSet<>(rows)).contains(List.of("e800", "2024-02-03 08:00:00+00", "800"));
    }

    @Test
    void partitionsHaveTheirParentsColumnOrderWhateverTheirOwnIs() throws SQLException {
        TestServer.Database database = TestServer.newest().database(EVENTS);
        for (String name : List.of("events_2024_01", "events_2024_02", "events")) {
            for (Plan.PlannedTable<PostgresUnit> table :
                    Export.plan(database.options(name)).tables()) {
                assertThat(table.table().schema().fields())
                        .extracting(Field::name)
                        .containsExactly("id", "at", "n");
                assertThat(table.key()).isEqualTo(new Key(Optional.of("at"), Optional.of("id")));
            }
        }
    }

    @Test
    void patternsMatchWithinASchemaAndNamesAreFoundOnTheSearchPath() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database(
                        EVENTS,
                        "CREATE SCHEMA aside",
                        "CREATE TABLE aside.events_2024_09 (i int)",
                        "CREATE TABLE aside.other (i int, j int)");
        assertThat(names(Export.plan(database.options("public.events_2024_*"))))
                .containsExactly("public.events_2024_01", "public.events_2024_02");
        assertThat(names(Export.plan(database.options("events_2024_0?", "public.events_2024_01"))))
                .containsExactly("public.events_2024_01", "public.events_2024_02");
        assertThat(names(Export.plan(database.options("*.events_2024_09")))).containsExactly("aside.events_2024_09");
        assertThat(names(Export.plan(database.options("other")))).containsExactly("public.other");
    }

    @Test
    void aNameThatNothingMatchesIsRefusedAndTheNearestOnesAreNamed() throws SQLException {
        TestServer.Database database = TestServer.newest().database(EVENTS);
        Failure failure =
                catchThrowableOfType(Failure.class, () -> Export.plan(database.options("public.event_2024_01")));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(failure)
                .hasMessageContaining("\"public.event_2024_01\"")
                .hasMessageContaining("public.events_2024_01");
        assertThat(catchThrowableOfType(Failure.class, () -> Export.plan(database.options()))
                        .kind())
                .isEqualTo(Failure.Kind.CONFIG);
    }

    @Test
    void namesThatNeedQuotingAreReadAsTheyAre() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database(
                        "CREATE SCHEMA \"Odd.Schema\"",
                        "CREATE TABLE \"Odd.Schema\".\"we\"\"ird na'me*\" (\"co\"\"l umn\" int PRIMARY KEY, \"SELECT\" text, \"\\\" text)",
                        "INSERT INTO \"Odd.Schema\".\"we\"\"ird na'me*\" VALUES (1, 'x', 'y')");
        PostgresOptions options = database.options("\"Odd.Schema\".\"we\"\"ird na'me*\"");
        assertThat(Export.rows(options)).containsExactly(List.of("1", "x", "y"));
        assertThat(Export.rows(database.options("\"Odd.Schema\".*"))).hasSize(1);
        assertThat(Export.rows(options.withOrder(PostgresOptions.Order.KEY))).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void unitsOfATableHoldEachOfItsRowsOnce(TestServer server) throws SQLException {
        TestServer.Database database = server.database(
                "CREATE TABLE t AS SELECT i, repeat('x', 300) AS filler FROM generate_series(1, 20000) i",
                "DELETE FROM t WHERE i % 7 = 0",
                "ANALYZE t");
        PostgresOptions options = database.options("t").withUnitBytes(1 << 20);
        List<PostgresUnit> units = Export.plan(options).tables().get(0).units();
        assertThat(units.size()).isBetween(6, 8);
        assertThat(units)
                .extracting(PostgresUnit::ordinal)
                .isEqualTo(IntStream.range(0, units.size()).boxed().toList());
        assertThat(units).extracting(PostgresUnit::fingerprint).doesNotHaveDuplicates();
        assertThat(units.get(2).id()).isEqualTo("public.t/2");
        assertThat(Export.rows(options))
                .extracting(row -> row.get(0))
                .doesNotHaveDuplicates()
                .hasSize(20000 - 20000 / 7);
        assertThat(Export.digest(options)).isEqualTo(Export.digest(database.options("t")));
    }

    @Test
    void aTableAboveACertainSizeHasAUnitForEachConnection() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database("CREATE TABLE t AS SELECT i, repeat('x', 1000) AS f FROM generate_series(1, 40000) i");
        assertThat(Export.plan(database.options("t").withConnections(3))
                        .tables()
                        .get(0)
                        .units())
                .hasSize(3);
    }

    @Test
    void planningAgainGivesTheSameFingerprintsAndOtherOptionsOthers() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database(
                        "CREATE TYPE e AS ENUM ('a','b')",
                        "CREATE TABLE t (a int PRIMARY KEY, b text, e e, n numeric)");
        PostgresOptions options = database.options("t");
        String first = fingerprint(options);
        assertThat(fingerprint(options)).isEqualTo(first);
        assertThat(fingerprint(options.withAs(Map.of("n", new As.Decimal(10, 2)))))
                .isNotEqualTo(first);
        assertThat(fingerprint(options.withInfinity(Infinity.SENTINEL).withWhere("a > 1")))
                .isNotEqualTo(first);
        assertThat(fingerprint(options.withColumns(List.of("b")))).isNotEqualTo(first);
        database.run("TRUNCATE t");
        assertThat(fingerprint(options)).isNotEqualTo(first);
    }

    private static String fingerprint(PostgresOptions options) {
        return Export.plan(options).tables().get(0).units().get(0).fingerprint();
    }

    @Test
    void aKeyOrderIsTheBytesOrderWithinAndAcrossUnits() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .databaseWith(
                        "ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en' TEMPLATE template0",
                        "CREATE TABLE t (id text, at timestamp, f text)",
                        "INSERT INTO t SELECT (array['a','B','_','-','é','Z'])[1+i%6] || i, '2024-01-01'::timestamp"
                                + " + (i % 100) * interval '1 day', repeat('x', 500) FROM generate_series(1, 10000) i",
                        "INSERT INTO t VALUES ('late', NULL, '')");
        PostgresOptions options = database.options("t")
                .withOrder(PostgresOptions.Order.KEY)
                .withKey(new Key(Optional.of("at"), Optional.of("id")))
                .withUnitBytes(1 << 20);
        assertThat(Export.plan(options).tables().get(0).units().size()).isGreaterThan(3);
        List<String> keys = Export.rows(options).stream()
                .map(row -> (row.get(1) == null ? "9999" : row.get(1)) + "|" + row.get(0))
                .toList();
        assertThat(keys)
                .hasSize(10001)
                .isSortedAccordingTo((a, b) ->
                        Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
        PostgresOptions byText = options.withKey(new Key(Optional.empty(), Optional.of("id")));
        List<String> ids = Export.values(byText.withColumns(List.of("id")));
        assertThat(ids)
                .hasSize(10001)
                .isSortedAccordingTo((a, b) ->
                        Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aKeyOrderWithoutAKeyIsRefused() throws SQLException {
        TestServer.Database database = TestServer.newest().database("CREATE TABLE t (a int)");
        Failure failure = catchThrowableOfType(
                Failure.class, () -> Export.plan(database.options("t").withOrder(PostgresOptions.Order.KEY)));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(failure).hasMessageContaining("--key");
        Failure unknown = catchThrowableOfType(
                Failure.class,
                () -> Export.plan(database.options("t").withKey(new Key(Optional.empty(), Optional.of("nope")))));
        assertThat(unknown).hasMessageContaining("\"nope\"");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void viewsMaterializedViewsForeignTablesAndQueriesAreReadInOneUnit(TestServer server) throws SQLException {
        TestServer.Database database = server.database(
                "CREATE EXTENSION file_fdw",
                "CREATE TABLE t AS SELECT i, i * 1.5::numeric(10,2) AS n FROM generate_series(1, 100) i",
                "CREATE VIEW v AS SELECT i FROM t WHERE i <= 10",
                "CREATE MATERIALIZED VIEW m AS SELECT i FROM t WHERE i <= 20",
                "CREATE SERVER files FOREIGN DATA WRAPPER file_fdw",
                "CREATE FOREIGN TABLE f (i int) SERVER files OPTIONS (program 'seq 1 5')");
        assertThat(Export.values(database.options("v"))).hasSize(10);
        assertThat(Export.values(database.options("m"))).hasSize(20);
        assertThat(Export.values(database.options("f"))).containsExactly("1", "2", "3", "4", "5");
        PostgresOptions query = database.options()
                .withQuery(
                        "SELECT i, n::numeric(10,2) AS n, array[n]::numeric(8,1)[] AS a FROM t WHERE i < 4 -- few\n ; ",
                        "few");
        assertThat(Export.rows(query))
                .containsExactly(
                        List.of("1", "1.50", "{1.5}"), List.of("2", "3.00", "{3.0}"), List.of("3", "4.50", "{4.5}"));
        Schema schema = Export.table(query).schema();
        assertThat(schema.fields().get(1).type()).isEqualTo(new Type.Decimal(10, 2));
        assertThat(Export.table(query).qualifiedName()).isEqualTo("few");
    }

    @Test
    void aConditionAndAChoiceOfColumnsAreHonoured() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database("CREATE TABLE t AS SELECT i, -i AS j, 'x' AS k FROM generate_series(1, 100) i");
        PostgresOptions options =
                database.options("t").withWhere("i > 98 -- or so").withColumns(List.of("k", "i"));
        assertThat(Export.rows(options)).containsExactly(List.of("x", "99"), List.of("x", "100"));
        Failure failure = catchThrowableOfType(
                Failure.class, () -> Export.plan(database.options("t").withColumns(List.of("q"))));
        assertThat(failure).hasMessageContaining("\"q\"").hasMessageContaining("i, j, k");
    }

    @Test
    void aTableWithoutColumnsIsRefusedAndOneOfNullsIsNot() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database(
                        "CREATE TABLE empty_handed ()",
                        "CREATE TABLE nulls (a int, b text, c int[])",
                        "INSERT INTO nulls SELECT FROM generate_series(1, 70)",
                        "CREATE TABLE none (a int)");
        Failure failure = catchThrowableOfType(Failure.class, () -> Export.plan(database.options("empty_handed")));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(failure).hasMessageContaining("public.empty_handed has no columns");
        assertThat(Export.rows(database.options("nulls"))).hasSize(70).allSatisfy(row -> assertThat(row)
                .containsOnlyNulls());
        assertThat(Export.rows(database.options("none"))).isEmpty();
    }

    @Test
    void generatedColumnsAndDefaultsAreRememberedInTheOrigin() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database(
                        "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
                        "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                        "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a positive NOT NULL DEFAULT 5,"
                                + " b int GENERATED ALWAYS AS (a * 2) STORED, w int DEFAULT 4, v int GENERATED ALWAYS AS (w * 3) VIRTUAL,"
                                + " m mood, c varchar(7) COLLATE \"C\")",
                        "INSERT INTO t (m, c) VALUES ('ok', 'x')");
        PostgresOptions options = database.options("t");
        assertThat(Export.rows(options)).containsExactly(List.of("1", "5", "10", "4", "12", "ok", "x"));
        List<Map<String, String>> origins = Export.table(options).schema().fields().stream()
                .map(Field::origin)
                .toList();
        assertThat(origins.get(0))
                .containsEntry("postgres.identity", "always")
                .containsEntry("postgres.primary_key", "1")
                .containsEntry("postgres.type", "bigint");
        assertThat(origins.get(1))
                .containsEntry("postgres.type", "public.positive")
                .containsEntry("postgres.default", "5")
                .containsEntry("postgres.not_null", "true")
                .containsEntry("postgres.domain.base", "int4")
                .containsEntry(
                        "postgres.types",
                        "{\"version\":1,\"types\":[{\"name\":\"public.positive\",\"domain\":\"integer\","
                                + "\"checks\":[{\"name\":\"positive_check\",\"check\":\"CHECK ((VALUE > 0))\"}]}]}");
        assertThat(origins.get(2))
                .containsEntry("postgres.generated", "stored")
                .containsEntry("postgres.default", "((a)::integer * 2)");
        assertThat(origins.get(4)).containsEntry("postgres.generated", "virtual");
        assertThat(origins.get(5))
                .containsEntry(
                        "postgres.types",
                        "{\"version\":1,\"types\":[{\"name\":\"public.mood\",\"enum\":[\"sad\",\"ok\"]}]}");
        assertThat(origins.get(6))
                .containsEntry("postgres.type", "character varying(7)")
                .containsEntry("postgres.collation", "pg_catalog.\"C\"");
    }

    @Test
    void thePlanSaysWhatIsKnownWithoutReading() throws SQLException {
        TestServer.Database database = TestServer.newest().database(EVENTS);
        Plan<PostgresUnit> plan = Export.plan(database.options("events"));
        assertThat(plan.tables().get(0).rowsEstimate()).isEqualTo(744);
        assertThat(plan.tables().get(0).bytesEstimate()).isPositive();
        assertThat(plan.origin())
                .containsEntry("postgres.database", database.name())
                .containsEntry("postgres.isolation", "repeatable read")
                .containsKeys(
                        "postgres.snapshot", "postgres.wal_lsn", "postgres.version", "postgres.system_identifier");
    }

    @Test
    void tablesThatInheritAreReadBesideTheirParentNotThroughIt() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database(
                        "CREATE TABLE base (a int)",
                        "CREATE TABLE derived (b int) INHERITS (base)",
                        "INSERT INTO base VALUES (1)",
                        "INSERT INTO derived VALUES (2, 3)");
        assertThat(Export.rows(database.options("base"))).containsExactly(List.of("1"), List.of("2", "3"));
    }

    @Test
    void notNullThatNobodyCheckedIsNullable() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database(
                        "CREATE TABLE t (a int NOT NULL, b int)",
                        "INSERT INTO t VALUES (1, null)",
                        "ALTER TABLE t ADD CONSTRAINT later NOT NULL b NOT VALID");
        assertThat(Export.table(database.options("t")).schema().fields())
                .extracting(Field::nullable)
                .containsExactly(false, true);
        assertThat(Export.rows(database.options("t"))).hasSize(1);
    }
}
