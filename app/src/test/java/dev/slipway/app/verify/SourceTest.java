package dev.slipway.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code verify --source}: the files against what the database says of itself now. */
class SourceTest {
    @TempDir
    Path folder;

    private static TestServer.Database table() throws SQLException {
        return TestServer.embedded18()
                .database(
                        "CREATE TABLE t (id int PRIMARY KEY, n numeric(10,2), a text)",
                        "INSERT INTO t SELECT i, i / 3.0, 'a' || i FROM generate_series(1, 1000) i",
                        "CREATE TABLE u AS TABLE t");
    }

    private Cli compare(TestServer.Database database) {
        return Cli.run("verify", folder, "--source", database.url());
    }

    @Test
    void anUnchangedSourceIsEqualAndAChangedRowIsNoticed() throws SQLException {
        TestServer.Database database = table();
        Cli.export(database, folder, "t", "u");
        assertThat(compare(database)).satisfies(same -> {
            assertThat(same.status()).as(same.all()).isZero();
            assertThat(same.out())
                    .contains(
                            "PASS  public.t  against the source's own figures", "Equal to the source: 2 of 2 tables.");
        });
        database.run("UPDATE t SET n = n + 0.01 WHERE id = 500");
        Cli changed = compare(database);
        assertThat(changed.status()).isEqualTo(1);
        assertThat(changed.out())
                .contains("FAIL  public.t  against the source's own figures")
                .containsPattern("sum\\(n\\): 166833.3\\d in the files, 166833.3\\d in the source")
                .contains("PASS  public.u", "Passed 2, failed 0", "Equal to the source: 1 of 2 tables.");
        JsonNode json = Cli.run("verify", folder, "--source", database.url(), "--json")
                .json()
                .getLast();
        assertThat(json.required("exitCode").asInt()).isEqualTo(1);
        assertThat(json.required("sourceFailed").asInt()).isEqualTo(1);
        assertThat(json.required("sourcePassed").asInt()).isEqualTo(1);
    }

    @Test
    void aRowThatCameOrWentIsNoticed() throws SQLException {
        TestServer.Database database = table();
        Cli.export(database, folder, "t");
        database.run("DELETE FROM t WHERE id = 7");
        assertThat(compare(database).out()).contains("1000 in the files, 999 in the source");
        database.run("INSERT INTO t VALUES (7, 7 / 3.0, 'a7')");
        assertThat(compare(database).status()).isZero();
    }

    @Test
    void aTableThatIsGoneOrLacksAColumnIsNoPass() throws SQLException {
        TestServer.Database database = table();
        Cli.export(database, folder, "t", "u");
        database.run("DROP TABLE t", "ALTER TABLE u DROP COLUMN a");
        Cli gone = compare(database);
        assertThat(gone.status()).isEqualTo(1);
        assertThat(gone.out())
                .contains("relation \"public.t\" does not exist", "column \"a\" does not exist")
                .contains("Equal to the source: 0 of 2 tables.");
    }

    @Test
    void aSelectionOfRowsCannotBeComparedAndSaysSo() throws SQLException {
        TestServer.Database database = table();
        Cli.export(database, folder, "t", "--where", "id < 10");
        Cli.export(database, folder, "u", "--columns", "id,n");
        Cli compared = compare(database);
        assertThat(compared.status()).isEqualTo(1);
        assertThat(compared.out())
                .contains("it holds \"public.t WHERE id < 10\", not all rows of a table")
                .contains("PASS  public.u");
    }

    @Test
    void filesWithoutAManifestCannotBeComparedAndSaySo() throws Exception {
        TestServer.Database database = table();
        Cli.export(database, folder, "t");
        Files.delete(folder.resolve("_slipway/tables/public.t.json"));
        Cli compared = compare(database);
        assertThat(compared.status()).isEqualTo(1);
        assertThat(compared.out()).contains("no manifest of Slipway lies there");
    }

    @Test
    void onlyTablesOfWhichSomethingIsVerifiedAreCompared() throws SQLException {
        TestServer.Database database = table();
        Cli.export(database, folder, "t", "u");
        database.run("TRUNCATE u");
        assertThat(Cli.run("verify", folder.resolve("public.t"), "--source", database.url()))
                .satisfies(one -> {
                    assertThat(one.status()).as(one.all()).isZero();
                    assertThat(one.out()).contains("1 of 1 tables").doesNotContain("public.u");
                });
    }

    @Test
    void aSourceThatCannotBeReachedIsSaidBeforeAnythingIsRead() throws SQLException {
        TestServer.Database database = table();
        Cli.export(database, folder, "t");
        Cli unknown = Cli.run("verify", folder, "--source", database.url() + "&nonsense=1");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.out()).isEmpty();
        Cli down = Cli.run("verify", folder, "--source", "postgresql://postgres@localhost:1/x");
        assertThat(down.status()).isEqualTo(1);
        assertThat(down.out()).isEmpty();
        assertThat(down.err()).contains("cannot connect to postgres@localhost:1/x");
    }

    /** Each is kept as text or bytes in a way of its own, and must be asked for in the same way. */
    @Test
    void columnsOfEveryFormOfTextCompareEqual() throws SQLException {
        List<String> columns = List.of(
                "inet | '10.0.0.1'",
                "cidr | '10.0.0.0/8'",
                "macaddr | '08:00:2b:01:02:03'",
                "boolean | true",
                "char(6) | 'ab'",
                "padded | 'cd'",
                "\"char\" | 'x'",
                "name | 'n'",
                "bit(3) | '101'",
                "varbit | '10'",
                "money | 12.5",
                "xml | '<a/>'",
                "json | '{\"a\" :1}'",
                "jsonb | '{\"a\" :1}'",
                "interval | '1 day'",
                "timetz | '10:00+02'",
                "numeric | 1.50",
                "text | E'back\\\\slash  '",
                "varchar(20) | 'v '",
                "int[] | '{{1,2},{3,4}}'",
                "point | '(1,2)'",
                "tsvector | 'a b'",
                "bytea | '\\x00ff'",
                "whole | 3",
                "float8 | 'NaN'");
        StringBuilder create = new StringBuilder("CREATE TABLE t (id int");
        StringBuilder insert = new StringBuilder("INSERT INTO t SELECT i");
        for (int i = 0; i < columns.size(); i++) {
            String[] parts = columns.get(i).split(" \\| ", -1);
            create.append(", c").append(i).append(' ').append(parts[0]);
            insert.append(", CASE WHEN i < 3 THEN (" + parts[1] + ")::" + parts[0] + " END");
        }
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE DOMAIN padded AS char(5)",
                        "CREATE DOMAIN whole AS int CHECK (VALUE > 0)",
                        create + ")",
                        insert + " FROM generate_series(1, 3) i");
        Cli exported = Cli.export(
                database, folder, "t", "--as", "c3=text", "--as", "c17=bytes", "--as", "c19=text", "--as", "c12=bytes");
        assertThat(exported.status()).as(exported.all()).isZero();
        Cli compared = compare(database);
        assertThat(compared.status()).as(compared.all()).isZero();
    }
}
