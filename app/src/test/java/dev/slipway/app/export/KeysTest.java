package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Keys of every kind: what names rows, and by what a file says that it is sorted. */
class KeysTest {
    @TempDir
    Path folder;

    private static TestServer.Database keyed(String columns, String key, String rows) throws SQLException {
        return TestServer.embedded18()
                .database(
                        "CREATE TYPE mood AS ENUM ('zest', 'calm', 'awe')",
                        "CREATE TABLE t (" + columns + ", v int, PRIMARY KEY (" + key + "))",
                        "INSERT INTO t VALUES " + rows);
    }

    private Cli exported(TestServer.Database database, String key, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("t"));
        all.addAll(List.of(arguments));
        all.add("--replace");
        Cli dry = Cli.export(database, folder, withDryRun(all));
        assertThat(dry.out()).contains("key: " + key + ";");
        Cli cli = Cli.export(database, folder, all.toArray());
        assertThat(cli.status()).as(cli.all()).isZero();
        assertThat(Cli.run("verify", folder).status()).isZero();
        return cli;
    }

    private static Object[] withDryRun(List<Object> arguments) {
        List<Object> all = new ArrayList<>(arguments);
        all.add("--dry-run");
        return all.toArray();
    }

    private List<String> sorted(String columns, String key, String rows, Object... arguments) throws SQLException {
        List<Object> all = new ArrayList<>(List.of("t", "--order", "key", "--replace"));
        all.addAll(List.of(arguments));
        Cli cli = Cli.export(keyed(columns, key, rows), folder, all.toArray());
        assertThat(cli.status()).as(cli.all()).isZero();
        JsonNode shown =
                Cli.run("show", Lakes.data(folder).getFirst(), "--json").json().getFirst();
        List<String> names = new ArrayList<>();
        shown.at("/rowGroups/0/sorting").forEach(name -> names.add(name.asString()));
        return names;
    }

    @Test
    void everyPrimaryKeyCanBeExportedAndWhatCannotNameARowIsLeftOutOfIt() throws SQLException {
        exported(keyed("a date, b date", "a, b", "('2024-01-02', '2024-02-02', 1)"), "a, no id");
        exported(keyed("a date, b timestamptz", "a, b", "('2024-01-02', '2024-01-02', 1)"), "a, no id");
        exported(keyed("a date, b timestamptz, c text", "b, a, c", "('2024-01-02', '2024-01-02', 'x', 1)"), "b, c");
        exported(keyed("a float8", "a", "(1.5, 1), ('NaN', 2)"), "no time, no id");
        exported(keyed("a float8, b int", "a, b", "(1.5, 1, 1)"), "no time, b");
        exported(keyed("a time", "a", "('10:00', 1)"), "no time, no id");
        exported(keyed("a boolean", "a", "(true, 1), (false, 2)"), "no time, no id");
        exported(keyed("a jsonb", "a", "('{}', 1)"), "no time, no id");
        exported(keyed("a int4range", "a", "('[1,2)', 1), ('empty', 2)"), "no time, no id");
        exported(keyed("a interval", "a", "('1 day', 1)"), "no time, no id");
        exported(keyed("a int[]", "a", "('{1,2}', 1)"), "no time, no id");
    }

    @Test
    void aTimeThatIsKeptAsTextIsAnIdAndNoTime() throws SQLException {
        TestServer.Database database = keyed("id int, at timestamptz", "at, id", "(1, '2024-01-01', 1)");
        exported(database, "at, id");
        exported(database, "no time, at", "--as", "at=text");
        exported(database, "no time, at", "--infinity", "text");
        exported(keyed("at date", "at", "('infinity', 1)"), "no time, at", "--infinity", "text");
    }

    @Test
    void aKeyByNameThatCannotBeOneIsRefusedWithColumnAndType() throws SQLException {
        TestServer.Database database = keyed("f float8, at timestamptz", "f", "(1, now(), 1)");
        refused(database, "--key", "at,f", "\"f\" of public.t is of type double precision");
        refused(database, "--key", "f", "\"f\" of public.t is of type double precision");
        refused(database, "--key", "at,at", "\"at\" of public.t is of type timestamp with time zone");
        refused(database, "--key", "at,nope", "\"nope\"");
        Cli kept = Cli.export(database, folder, "t", "--key", "at,v", "--as", "at=text");
        assertThat(kept.status()).isEqualTo(2);
        assertThat(kept.err()).contains("\"at\" of public.t is of type timestamp with time zone, kept as text");
        Cli unordered = Cli.export(database, folder, "t", "--order", "key");
        assertThat(unordered.status()).isEqualTo(2);
        assertThat(unordered.err()).contains("--key");
    }

    private void refused(TestServer.Database database, String option, String value, String said) {
        Cli cli = Cli.export(database, folder, "t", option, value);
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains(said);
    }

    @Test
    void filesSayThatTheyAreSortedAsFarAsTheStoredValuesAre() throws SQLException {
        assertThat(sorted("a int, at date", "a, at", "(2, '2024-01-01', 1), (1, '2024-01-01', 1)"))
                .containsExactly("at", "a");
        assertThat(sorted("a text", "a", "('b', 1), ('B', 1), ('ä', 2)")).containsExactly("a");
        assertThat(sorted("a varchar(3)", "a", "('b', 1)")).containsExactly("a");
        assertThat(sorted("a uuid", "a", "(gen_random_uuid(), 1), (gen_random_uuid(), 2)"))
                .containsExactly("a");
        assertThat(sorted("a bytea", "a", "('\\xff', 1), ('\\x00', 2)")).containsExactly("a");
        assertThat(sorted("a numeric(6,2)", "a", "(10, 1), (9, 2)")).containsExactly("a");
        assertThat(sorted("a oid", "a", "(4000000000, 1), (9, 2)")).containsExactly("a");
        assertThat(sorted("a text", "a", "('b', 1)", "--as", "a=bytes")).containsExactly("a");
    }

    @Test
    void filesDoNotSayThatTheyAreSortedByWhatTheServerOrdersOtherwise() throws SQLException {
        assertThat(sorted("a mood", "a", "('calm', 1), ('zest', 1), ('awe', 2)"))
                .isEmpty();
        assertThat(sorted("a numeric", "a", "(10, 1), (9, 2)")).isEmpty();
        assertThat(sorted("a inet", "a", "('10.0.0.1', 1), ('9.0.0.1', 2)")).isEmpty();
        assertThat(sorted("a money", "a", "(10, 1), (9, 2)")).isEmpty();
        assertThat(sorted("a char(3)", "a", "('b', 1)")).isEmpty();
        assertThat(sorted("a int", "a", "(10, 1), (9, 2)", "--as", "a=text")).isEmpty();
        assertThat(sorted("at date, a mood", "at, a", "('2024-01-01', 'zest', 1), ('2024-01-01', 'awe', 2)"))
                .containsExactly("at");
    }

    @Test
    void nullsStandLastAsTheFilesSay() throws Exception {
        TestServer.Database database = TestServer.embedded18()
                .database("CREATE TABLE t (a int, v int)", "INSERT INTO t VALUES (NULL, 1), (2, 2), (1, 3)");
        assertThat(Cli.export(database, folder, "t", "--order", "key", "--key", ",a")
                        .status())
                .isZero();
        Path file = Lakes.data(folder).getFirst();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT string_agg(coalesce(a::text, '-'), ' ') FROM '" + file + "'")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("1 2 -");
        }
    }
}
