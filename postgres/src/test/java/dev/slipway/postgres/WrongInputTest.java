package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.Failure;
import dev.slipway.data.Column;
import dev.slipway.data.Type;
import dev.slipway.job.Reader;
import dev.slipway.job.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Data that does not fit and rights that are missing: an error that says which, where, and what would help. */
class WrongInputTest {
    static Stream<TestServer> servers() {
        return TestServer.all();
    }

    private static Failure refused(PostgresOptions options) {
        return catchThrowableOfType(Failure.class, () -> Export.rows(options));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "numeric(5,2) | 'NaN' | NaN | --as v=text",
                "date | 'infinity' | holds infinity | --infinity sentinel",
                "timestamp | '-infinity' | holds -infinity | --as v=text",
                "timestamptz[] | '{now,infinity}' | holds infinity | --as v=text",
                "daterange | '[2020-01-01,infinity)' | holds infinity | --as v=text",
                "timestamp | '294247-01-10 04:00:54.775807' | later than the year 294246 | --as v=text",
                "timestamp | '294276-01-01' | later than the year 294246 | --as v=text",
                "int[] | '{{1,2},{3,4}}' | 2 dimensions | --as v=text",
                "int[] | '[0:1]={1,2}' | counts from 0 | --as v=text",
            })
    void aValueThatDoesNotFitIsRefusedByKeyAndAcceptedAsText(String type, String value, String what, String remedy)
            throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database(
                        "CREATE TABLE \"T\" (k1 text, v " + type + ", k2 uuid, PRIMARY KEY (k1, k2))",
                        "INSERT INTO \"T\" SELECT 'key ' || i, NULL, '00000000-0000-0000-0000-000000000001' FROM"
                                + " generate_series(1, 3000) i",
                        "INSERT INTO \"T\" VALUES ('bad', " + value + ", '00000000-0000-0000-0000-00000000beef')");
        PostgresOptions options = database.options("\"T\"");
        Failure failure = refused(options);
        assertThat(failure.kind()).isEqualTo(Failure.Kind.INPUT);
        assertThat(failure)
                .hasMessageContaining("column \"v\" of public.T")
                .hasMessageContaining("row with k1 = 'bad', k2 = 00000000-0000-0000-0000-00000000beef")
                .hasMessageContaining(what)
                .hasMessageContaining(remedy);
        assertThat(Export.rows(options.withAs(Map.of("v", new As.Text())))).hasSize(3001);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void infinityIsKeptAsASentinelOrAsTextWhenAskedTo(TestServer server) throws SQLException {
        TestServer.Database database = server.database(
                "CREATE TABLE t (d date, s timestamp, z timestamptz[])",
                "INSERT INTO t VALUES ('infinity', '-infinity', '{infinity}'), ('-infinity', 'infinity', '{-infinity}')");
        PostgresOptions sentinel = database.options("t").withInfinity(Infinity.SENTINEL);
        try (Session<PostgresUnit> session = Export.open(sentinel);
                Reader<PostgresUnit> reader = session.reader()) {
            var table = session.plan().tables().get(0);
            var batch = Objects.requireNonNull(reader.read(table.units().get(0)).next(10));
            assertThat(((Column.Ints) batch.columns().get(0)).values())
                    .startsWith(Integer.MAX_VALUE, -Integer.MAX_VALUE);
            assertThat(((Column.Longs) batch.columns().get(1)).values()).startsWith(-Long.MAX_VALUE, Long.MAX_VALUE);
            assertThat(table.table().schema().fields())
                    .allSatisfy(field -> assertThat(field.origin()).containsEntry("postgres.infinity", "sentinel"));
        }
        PostgresOptions text = database.options("t").withInfinity(Infinity.TEXT);
        assertThat(Export.table(text).schema().fields().get(0).type()).isEqualTo(new Type.Text());
        assertThat(Export.rows(text))
                .containsExactly(
                        List.of("infinity", "-infinity", "{infinity}"),
                        List.of("-infinity", "infinity", "{-infinity}"));
    }

    @Test
    void anInfiniteIntervalIsRefusedLikeAnInfiniteDate() throws SQLException {
        TestServer.Database database =
                TestServer.newest().database("CREATE TABLE t (v interval)", "INSERT INTO t VALUES ('infinity')");
        assertThat(refused(database.options("t")))
                .hasMessageContaining("holds infinity")
                .hasMessageContaining("row 1");
        assertThat(Export.values(database.options("t").withAs(Map.of("v", new As.Text()))))
                .containsExactly("infinity");
    }

    @Test
    void aDecimalIsExactOrRefused() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database(
                        "CREATE TABLE t (id int PRIMARY KEY, v numeric, i int8)",
                        "INSERT INTO t VALUES (1, 1.50, 7), (2, -99999999.99, -9223372036854775808), (3, 0.010, 0), (4, NULL, 1)");
        PostgresOptions options =
                database.options("t").withAs(Map.of("v", new As.Decimal(10, 2), "i", new As.Decimal(20, 1)));
        assertThat(Export.rows(options))
                .containsExactly(
                        List.of("1", "1.50", "7.0"),
                        List.of("2", "-99999999.99", "-9223372036854775808.0"),
                        List.of("3", "0.01", "0.0"),
                        Arrays.asList("4", null, "1.0"));
        for (String value :
                List.of("0.001", "100000000", "1e30", "1e-30", "'NaN'", "'Infinity'", "-1234567890123456789")) {
            database.run("DELETE FROM t WHERE id = 5", "INSERT INTO t VALUES (5, " + value + ", 0)");
            for (As.Decimal as : List.of(new As.Decimal(10, 2), new As.Decimal(19, 2))) {
                boolean fits = as.precision() == 19 && value.equals("100000000");
                Failure failure = refused(options.withAs(Map.of("v", as)));
                assertThat(failure == null).as("%s as %s", value, as).isEqualTo(fits);
                if (failure != null) {
                    assertThat(failure.kind()).isEqualTo(Failure.Kind.INPUT);
                    assertThat(failure).hasMessageContaining("id = 5").hasMessageContaining("--as v=text");
                }
            }
        }
    }

    @Test
    void anOverrideThatCannotBeOrThatNamesNothingIsRefusedBeforeAnythingIsRead() throws SQLException {
        TestServer.Database database = TestServer.newest().database("CREATE TABLE t (a int, b text, d date)");
        for (Map<String, As> as : List.of(
                Map.<String, As>of("nope", new As.Text()),
                Map.<String, As>of("a", new As.Bytes()),
                Map.<String, As>of("d", new As.Decimal(5, 2)))) {
            Failure failure = catchThrowableOfType(
                    Failure.class, () -> Export.plan(database.options("t").withAs(as)));
            assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
            assertThat(failure)
                    .hasMessageContaining("\"" + as.keySet().iterator().next() + "\"");
        }
        assertThat(As.parse("decimal(38, 10)")).isEqualTo(new As.Decimal(38, 10));
        for (String text : List.of("decimal(39,0)", "decimal(5,6)", "decimal", "int", "")) {
            assertThat(catchThrowableOfType(Failure.class, () -> As.parse(text)).kind())
                    .isEqualTo(Failure.Kind.CONFIG);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void textOfADatabaseWithoutAnEncodingIsCheckedOrKeptAsBytes(TestServer server) throws SQLException {
        TestServer.Database database = server.databaseWith(
                "ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0",
                "CREATE TABLE t (id int PRIMARY KEY, v text, j jsonb)",
                "INSERT INTO t VALUES (1, 'plain', '{\"a\": 1}'), (2, convert_from('\\xc3bc', 'SQL_ASCII'), '2')");
        PostgresOptions options = database.options("t");
        assertThat(Export.rows(options)).containsExactly(List.of("1", "plain", "{\"a\": 1}"), List.of("2", "ü", "2"));
        database.run("INSERT INTO t VALUES (3, convert_from('\\x61ff', 'SQL_ASCII'), NULL)");
        Failure failure = refused(options);
        assertThat(failure.kind()).isEqualTo(Failure.Kind.INPUT);
        assertThat(failure).hasMessageContaining("id = 3").hasMessageContaining("--as v=bytes");
        assertThat(Export.rows(options.withAs(Map.of("v", new As.Bytes())))
                        .get(2)
                        .get(1))
                .isEqualTo("\\x61ff");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aValueThatIsTooLargeIsRefusedByItsKeyWithoutBeingReadWhole(TestServer server) throws SQLException {
        TestServer.Database database = server.database(
                "CREATE TABLE t (id int PRIMARY KEY, v text, w text)",
                "INSERT INTO t VALUES (1, 'x', ''), (2, repeat('x', 20000000), ''), (3, 'x', '')",
                "CREATE TABLE late (v text, id int PRIMARY KEY)",
                "INSERT INTO late VALUES (repeat('x', 20000000), 9)");
        PostgresOptions options = database.options("t").withValueBytesMax(1_000_000);
        Failure failure = refused(options);
        assertThat(failure.kind()).isEqualTo(Failure.Kind.INPUT);
        assertThat(failure)
                .hasMessageContaining("column \"v\" of public.t, row with id = 2")
                .hasMessageContaining("20000000 bytes")
                .hasMessageContaining("--value-bytes-max 1000000");
        assertThat(refused(options.withTransport(PostgresOptions.Transport.DRIVER)))
                .hasMessage(failure.getMessage());
        assertThat(refused(database.options("t").withValueBytesMax(10))).hasMessageContaining("id = 2");
        assertThat(refused(database.options("late").withValueBytesMax(1000))).hasMessageContaining("id = 9");
        assertThat(Export.rows(database.options("t"))).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aMissingPrivilegeNamesTableAndPrivilege(TestServer server) throws SQLException {
        TestServer.Database database = server.database(
                "CREATE TABLE t (a int)", "CREATE TABLE granted (a int)", "GRANT SELECT ON granted TO plain");
        String url = "postgresql://plain@localhost:" + server.port() + "/" + database.name();
        PostgresOptions options = PostgresOptions.of(url, Map.of(), List.of("public.*"));
        Failure failure = refused(options);
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(failure).hasMessageContaining("public.t").hasMessageContaining("SELECT");
        assertThat(Export.rows(PostgresOptions.of(url, Map.of(), List.of("granted"))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void rowLevelSecurityIsAnErrorAndNotFewerRows(TestServer server) throws SQLException {
        TestServer.Database database = server.database(
                "CREATE TABLE t AS SELECT i FROM generate_series(1, 10) i",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY half ON t USING (i % 2 = 0)",
                "GRANT SELECT ON t TO plain");
        String url = "postgresql://plain@localhost:" + server.port() + "/" + database.name();
        Failure failure =
                catchThrowableOfType(Failure.class, () -> Export.plan(PostgresOptions.of(url, Map.of(), List.of("t"))));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(failure).hasMessageContaining("row-level security").hasMessageContaining("public.t");
        Failure query = refused(PostgresOptions.of(url, Map.of(), List.of()).withQuery("SELECT * FROM t", "q"));
        assertThat(query).hasMessageContaining("row-level security");
        assertThat(Export.rows(database.options("t"))).hasSize(10);
    }

    @Test
    void aStatementThatTakesTooLongSaysSo() throws SQLException {
        TestServer.Database database =
                TestServer.newest().database("CREATE TABLE t AS SELECT i FROM generate_series(1, 100) i");
        PostgresOptions options = database.options("t")
                .withWhere("pg_sleep(0.05) IS NOT NULL")
                .withStatementTimeout(Duration.ofMillis(300));
        for (PostgresOptions.Transport transport : PostgresOptions.Transport.values()) {
            Failure failure = refused(options.withTransport(transport));
            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("--statement-timeout").hasMessageContaining("public.t/0");
        }
    }

    @Test
    void anErrorAmidRowsIsNeverTheEndOfThem() throws SQLException {
        TestServer.Database database =
                TestServer.newest().database("CREATE TABLE t AS SELECT i FROM generate_series(1, 50000) i");
        for (PostgresOptions.Transport transport : PostgresOptions.Transport.values()) {
            Failure failure = refused(
                    database.options("t").withWhere("10 / (i - 40000) < 100").withTransport(transport));
            assertThat(failure.kind()).isEqualTo(Failure.Kind.INPUT);
            assertThat(failure).hasMessageContaining("division by zero");
        }
    }

    @Test
    void aConditionThatIsNoSqlIsAWrongQuestion() throws SQLException {
        TestServer.Database database = TestServer.newest().database("CREATE TABLE t (a int)");
        assertThat(refused(database.options("t").withWhere("nope = 1")).kind()).isEqualTo(Failure.Kind.CONFIG);
        Failure query = catchThrowableOfType(
                Failure.class, () -> Export.plan(database.options().withQuery("SELEC 1", "q")));
        assertThat(query.kind()).isEqualTo(Failure.Kind.CONFIG);
        Failure twice = catchThrowableOfType(
                Failure.class, () -> Export.plan(database.options().withQuery("SELECT 1 AS a, 2 AS a", "q")));
        assertThat(twice).hasMessageContaining("\"a\"");
    }

    @Test
    void aSessionThatIsEndedByTheServerIsUnavailable() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database("CREATE TABLE t AS SELECT i, repeat('x', 1000) FROM generate_series(1, 100000) i");
        try (Session<PostgresUnit> session = Export.open(database.options("t").withConnections(1));
                Reader<PostgresUnit> reader = session.reader();
                var batches = reader.read(session.plan().tables().get(0).units().get(0))) {
            assertThat(batches.next(10)).isNotNull();
            database.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'COPY%'"
                    + " AND datname = current_database()");
            Failure failure = catchThrowableOfType(Failure.class, () -> {
                while (batches.next(8192) != null) {
                    // until it breaks
                }
            });
            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        }
    }
}
