package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.Proxy;
import dev.slipway.app.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export into a folder that holds something already. */
class ReexportTest {
    private static final String[] TABLES = {
        "CREATE TABLE t (id int PRIMARY KEY, a text)",
        "INSERT INTO t SELECT i, 'a' || i FROM generate_series(1, 3000) i",
        "CREATE TABLE u (id int PRIMARY KEY)",
        "INSERT INTO u VALUES (1)"
    };

    @TempDir
    Path folder;

    @Test
    void filesThatAreEqualStayAndFilesThatDifferAreReplaced() throws Exception {
        TestServer.Database database = TestServer.embedded18().database(TABLES);
        Object[] tables = {"t", "u", "--rows-per-file", "1000", "--connections", "1"};
        assertThat(Cli.export(database, folder, tables).out()).doesNotContain("replaced");
        List<Path> before = Lakes.data(folder);
        List<Object> identities = before.stream().map(ReexportTest::identity).toList();
        assertThat(before).hasSize(4);

        assertThat(Cli.export(database, folder, tables).out()).doesNotContain("replaced");
        assertThat(Lakes.data(folder)).isEqualTo(before);
        assertThat(before.stream().map(ReexportTest::identity)).isEqualTo(identities);

        database.run("UPDATE t SET a = 'other' WHERE id = 2500", "VACUUM FULL t");
        Cli changed = Cli.export(database, folder, tables);
        assertThat(changed.status()).isZero();
        assertThat(changed.out()).containsOnlyOnce("replaced 1 file of an earlier export");
        List<Path> after = Lakes.data(folder);
        assertThat(after).hasSize(4);
        assertThat(after.stream().filter(before::contains)).hasSize(3);
        assertThat(Cli.run("verify", folder, "--source", database.url()).status())
                .isZero();
    }

    @Test
    void theRecordedFingerprintSaysHowFilesAreWrittenButNotWhatWouldBeRefused() throws Exception {
        TestServer.Database database = TestServer.embedded18().database(TABLES);
        String first = fingerprint(database);

        assertThat(fingerprint(database, "--value-bytes-max", "1MB")).isEqualTo(first);
        assertThat(fingerprint(database, "--codec", "snappy")).isNotEqualTo(first);
        assertThat(fingerprint(database, "--page-version", "1")).isNotEqualTo(first);
    }

    private String fingerprint(TestServer.Database database, Object... options) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("u"));
        arguments.addAll(List.of(options));
        assertThat(Cli.export(database, folder, arguments.toArray()).status()).isZero();
        Matcher matcher = Pattern.compile("\"fingerprint\" : \"([0-9a-f]{64})\"")
                .matcher(Files.readString(folder.resolve("_slipway/tables/public.u.json")));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static Object identity(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return List.of(attributes.fileKey(), attributes.lastModifiedTime());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void anIndexThatIsMadeMeanwhileChangesNothingOfWhatIsRead() throws SQLException {
        TestServer.Database database = TestServer.embedded18()
                .database("CREATE TABLE t (id int PRIMARY KEY, v int)", "INSERT INTO t VALUES (1, 1)");
        assertThat(Cli.export(database, folder, "t").status()).isZero();
        database.run("CREATE INDEX ON t (v)", "ALTER TABLE t ADD CHECK (v > 0)");

        Cli again = Cli.export(database, folder, "t", "--json");

        assertThat(again.json("done").getFirst().required("unitsKept").asInt()).isEqualTo(1);
    }

    @Test
    void anotherSelectionIsRefusedUnlessItIsMeantToReplace() throws SQLException {
        TestServer.Database database = TestServer.embedded18().database(TABLES);
        Cli.export(database, folder, "t");
        List<Path> before = Lakes.files(folder);
        for (Object[] selection : new Object[][] {
            {"t", "--where", "id < 10"},
            {"t", "--columns", "id"},
        }) {
            Cli refused = Cli.export(database, folder, selection);
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err())
                    .contains(
                            "already holds public.t exported as \"public.t\"",
                            "this export is \"public.t",
                            "--replace");
            assertThat(Lakes.files(folder)).isEqualTo(before);
        }
        Cli replaced = Cli.export(database, folder, "t", "--where", "id < 10", "--replace");
        assertThat(replaced.status()).isZero();
        assertThat(replaced.out()).contains("9 rows, 1 file", "replaced 1 file");
        assertThat(Lakes.data(folder)).hasSize(1);
        Cli back = Cli.export(database, folder, "t");
        assertThat(back.status()).isEqualTo(2);
    }

    @Test
    void aTableOfTheSameNameFromAnotherDatabaseIsRefusedUnlessItIsMeantToReplace() throws SQLException {
        TestServer.Database here = TestServer.embedded18().database(TABLES);
        TestServer.Database there = TestServer.embedded18().database(TABLES);
        there.run("DELETE FROM t WHERE id > 2");
        Cli.export(here, folder, "t");
        List<Path> before = Lakes.files(folder);
        Cli refused = Cli.export(there, folder, "t");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("already holds public.t of another source", "--replace");
        assertThat(Lakes.files(folder)).isEqualTo(before);
        assertThat(Cli.export(there, folder, "t", "--replace").out()).contains("2 rows");
    }

    @Test
    void aTableThatFailsDoesNotStopTheOthersAndLeavesWhatWasThere() throws SQLException {
        TestServer.Database database = TestServer.embedded18().database(TABLES);
        database.run(
                "CREATE TABLE bad (id int PRIMARY KEY, n numeric(5,2))", "INSERT INTO bad VALUES (1, 1), (2, 'NaN')");
        Cli partial = Cli.export(database, folder, "t", "bad", "u");
        assertThat(partial.status()).isEqualTo(3);
        assertThat(partial.out()).contains("public.t", "public.u", "Exported 2 of 3 tables: 3,001 rows to 2 files");
        assertThat(partial.err())
                .contains(
                        "public.bad was not exported: column \"n\" of public.bad, row with id = 2, holds NaN",
                        "--as n=text");
        assertThat(Lakes.data(folder)).hasSize(2);
        assertThat(Lakes.staged(folder)).isEmpty();
        assertThat(Cli.run("verify", folder).status()).isZero();

        Cli nothing = Cli.export(database, folder, "bad");
        assertThat(nothing.status()).isEqualTo(1);
        assertThat(nothing.out()).isEmpty();

        Cli json = Cli.export(database, folder, "t", "bad", "--json");
        assertThat(json.status()).isEqualTo(3);
        assertThat(json.json().getLast().required("exitCode").asInt()).isEqualTo(3);
        assertThat(json.json().getLast().required("tables").valueStream()).anySatisfy(table -> {
            assertThat(table.required("state").asString()).isEqualTo("failed");
            assertThat(table.required("kind").asString()).isEqualTo("INPUT");
            assertThat(table.required("error").asString()).contains("id = 2");
        });
    }

    @Test
    void aFailedReexportLeavesTheOldContent() throws SQLException {
        TestServer.Database database = TestServer.embedded18().database(TABLES);
        Cli.export(database, folder, "t");
        List<Path> before = Lakes.data(folder);
        database.run("ALTER TABLE t ADD d date", "UPDATE t SET d = 'infinity' WHERE id = 17");
        Cli failed = Cli.export(database, folder, "t");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err()).contains("row with id = 17, holds infinity", "--infinity sentinel");
        assertThat(Lakes.data(folder)).isEqualTo(before).hasSize(1);
        assertThat(Cli.run("verify", folder).status()).isZero();
    }

    @Test
    void ofTwoRunsOnOneTableTheLaterOneIsToldWhoHasIt() throws Exception {
        TestServer.Database database = TestServer.embedded18().database(TABLES);
        database.run("CREATE TABLE wide AS SELECT i, repeat(md5(i::text), 30) a FROM generate_series(1, 3000) i");
        try (Proxy proxy = new Proxy(database.server().port(), 1_000_000, Proxy.Then.STALL)) {
            CompletableFuture<Cli> slow = CompletableFuture.supplyAsync(
                    () -> Cli.export(database.url("postgres", proxy.port()), folder, "wide"));
            proxy.awaitStall();
            Cli second = Cli.export(database, folder, "wide");
            assertThat(second.status()).as(second.all()).isEqualTo(4);
            assertThat(second.err())
                    .contains("public.wide is being worked on by run", "of job export (process", "until");
            List<Path> published = Lakes.data(folder);
            proxy.release();
            assertThat(published).isEmpty();
            Cli first = slow.get();
            assertThat(first.status()).as(first.all()).isZero();
            assertThat(Lakes.data(folder)).hasSize(1);
            assertThat(Lakes.staged(folder)).isEmpty();
        }
        assertThat(Cli.run("verify", folder).status()).isZero();
    }

    @Test
    void whatIsNotReadBackIsSaidAndCanBeVerifiedLater() throws SQLException {
        TestServer.Database database = TestServer.embedded18().database(TABLES);
        Cli exported = Cli.export(database, folder, "t", "--verify", "later");
        assertThat(exported.status()).isZero();
        assertThat(exported.out())
                .contains("not read back: run 'slipway verify'")
                .doesNotContain("equal");
        assertThat(Cli.export(database, folder, "u", "--verify", "later", "--json")
                        .json("file-verified"))
                .isEmpty();
        assertThat(Cli.run("verify", folder).status()).isZero();
    }

    @Test
    void aStrangersFileUnderOurNameIsNotOverwritten() throws Exception {
        TestServer.Database database = TestServer.embedded18().database(TABLES);
        Cli.export(database, folder, "u");
        Path file = Lakes.data(folder).getFirst();
        Files.delete(folder.resolve("_slipway/tables/public.u.json"));
        Lakes.forgetLedger(folder);
        Files.writeString(file, "somebody's");
        Cli refused = Cli.export(database, folder, "u");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains(file.toString(), "is there already, with other content");
        assertThat(file).hasContent("somebody's");
        assertThat(Lakes.forgotten(folder)).isEmpty();
    }
}
