package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.job.Plan;
import dev.slipway.job.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For every type, over extreme and random values: what we decode is what the server itself says the value is. */
class TypesTest {
    private static final DuckDb DUCKDB =
            DuckDb.open(new DuckDb.Settings(1, 256L << 20, Optional.empty()), new Cancel());

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        DUCKDB.close();
    }

    static Stream<Arguments> everywhere() {
        return TestServer.all().flatMap(server -> TypeCases.ALL.stream().map(c -> Arguments.of(server, c)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everywhere")
    void everyValueIsWhatTheServerSaysItIs(TestServer server, TypeCases.Case c) throws SQLException {
        TestServer.Database database = TypeTables.database(server);
        String table = TypeTables.fill(database, c);
        PostgresOptions options = database.options(table).withColumns(List.of("v"));
        List<@Nullable String> expected = texts(database, table, "v::text");
        if (c.expected() instanceof Type.Floating floating) {
            expected.replaceAll(text -> text == null ? null : PostgresText.floatBits(text, floating.bits()));
        }
        try (Session<PostgresUnit> session = Export.open(options)) {
            Plan.PlannedTable<PostgresUnit> planned = session.plan().tables().get(0);
            assertThat(plain(planned.table().schema().fields().get(0).type())).isEqualTo(c.expected());
            assertThat(Export.rows(session, planned))
                    .as("what we decode, seed %s", TypeTables.SEED)
                    .extracting(row -> row.get(0))
                    .isEqualTo(expected);
            assertThat(throughParquet(session))
                    .as("what DuckDB reads from our file, seed %s", TypeTables.SEED)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
        PostgresOptions throughDriver = options.withTransport(PostgresOptions.Transport.DRIVER);
        assertThat(Export.values(throughDriver)).isEqualTo(expected);
    }

    /** Written by our writer, read by DuckDB. */
    private List<@Nullable String> throughParquet(Session<PostgresUnit> session) {
        Path file = folder.resolve("values.parquet");
        Table table = Parquet.write(session, file);
        List<@Nullable String> values = new ArrayList<>();
        try (Batches batches = DUCKDB.read(file, table)) {
            for (Batch batch = batches.next(1000); batch != null; batch = batches.next(1000)) {
                for (int row = 0; row < batch.rows(); row++) {
                    values.add(PostgresText.of(
                            table.schema().fields().get(0), batch.columns().get(0), row));
                }
            }
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("servers")
    void paddedTextComesAsCopyGivesIt(TestServer server) throws SQLException {
        TestServer.Database database =
                server.database("CREATE TABLE t (v char(5))", "INSERT INTO t VALUES ('ab'), (''), (NULL), ('abcde')");
        assertThat(Export.values(database.options("t"))).containsExactly("ab   ", "     ", null, "abcde");
    }

    static Stream<TestServer> servers() {
        return TestServer.all();
    }

    /** Without the field ids of nested fields. */
    private static Type plain(Type type) {
        return switch (type) {
            case Type.ListOf t -> new Type.ListOf(plain(t.element()));
            case Type.MapOf t -> new Type.MapOf(plain(t.key()), plain(t.value()));
            case Type.Struct t ->
                new Type.Struct(t.fields().stream().map(TypesTest::plain).toList());
            default -> type;
        };
    }

    private static Field plain(Field field) {
        return Field.of(field.name(), plain(field.type()), field.nullable());
    }

    private static List<@Nullable String> texts(TestServer.Database database, String table, String expression)
            throws SQLException {
        List<@Nullable String> texts = new ArrayList<>();
        try (Connection connection = database.server().connect(database.name());
                Statement statement = connection.createStatement()) {
            statement.execute("SET extra_float_digits = 3; SET TimeZone = 'UTC'; SET lc_monetary = 'C'");
            try (ResultSet rows =
                    statement.executeQuery("SELECT " + expression + " FROM " + table + " ORDER BY ctid")) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }
}
