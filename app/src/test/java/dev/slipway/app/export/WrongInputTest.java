package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for wrongly, or cannot be had: one line that says what was found and what to do, and no file. */
class WrongInputTest {
    private static TestServer.Database database;

    @TempDir
    Path folder;

    @BeforeAll
    static void create() throws SQLException {
        database = TestServer.embedded18()
                .database(
                        "CREATE SCHEMA s",
                        "CREATE TABLE s.events (id int PRIMARY KEY)",
                        "CREATE TABLE s.events_2024 (id int PRIMARY KEY)",
                        "CREATE TABLE bare ()",
                        "CREATE TABLE hollow (id int) PARTITION BY LIST (id)",
                        "CREATE TABLE secret (id int)",
                        "CREATE TABLE hidden (id int)",
                        "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY",
                        "CREATE POLICY part ON hidden USING (id > 5)",
                        "GRANT SELECT ON hidden TO plain",
                        "CREATE TABLE \"we\"\"ird Näme /x\" (\"a \"\"q\"\"\" int, \"B b\" text)",
                        "INSERT INTO \"we\"\"ird Näme /x\" VALUES (1, 'x')");
    }

    /** One line on standard error, nothing on standard output, nothing on disk. */
    private String refused(int status, Cli cli) {
        assertThat(cli.status()).as(cli.all()).isEqualTo(status);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).startsWith("slipway: ").endsWith("\n");
        assertThat(cli.err().lines()).hasSize(1);
        assertThat(Lakes.files(folder)).isEmpty();
        return cli.err();
    }

    @Test
    void nothingThatMatchesIsNotAnEmptySuccess() {
        assertThat(refused(2, Cli.export(database, folder, "s.evnts")))
                .contains("no table matches \"s.evnts\"", "there are for instance s.events");
        assertThat(refused(2, Cli.export(database, folder, "s.log_*"))).contains("no table matches \"s.log_*\"");
        assertThat(refused(2, Cli.export(database, folder, "s.events", "s.nope")))
                .contains("\"s.nope\"");
        assertThat(refused(2, Cli.export(database, folder, "a.b.c"))).contains("\"a.b.c\"", "schema.table");
    }

    @Test
    void aServerThatIsDownIsNamed() {
        assertThat(refused(1, Cli.export("postgresql://me@localhost:1/db", folder, "t")))
                .contains("cannot connect to me@localhost:1/db", "is the server running");
    }

    @Test
    void aHostThatIsUnknownIsNamed() {
        assertThat(refused(1, Cli.export("postgresql://me@no-such-host.invalid/db", folder, "t")))
                .contains("cannot connect to me@no-such-host.invalid:5432/db", "unknown");
    }

    @Test
    void tokensGoToOneServerAndEncryptedOnly() {
        assertThat(refused(
                        2,
                        Cli.export("postgresql://me@h/db?sslmode=prefer", folder, "t", "--auth", "iam", "--dry-run")))
                .contains("sslmode", "require");
        assertThat(refused(2, Cli.export("postgresql://me@h/db", folder, "t", "--auth", "kerberos")))
                .contains("password or iam");
    }

    @Test
    void aDatabaseThatDoesNotExistIsNamed() {
        String url = "postgresql://postgres@localhost:" + database.server().port() + "/no_such_db";
        assertThat(refused(2, Cli.export(url, folder, "t"))).contains("there is no database \"no_such_db\"");
    }

    @Test
    void aUserWhoIsKeptOutIsTold() {
        assertThat(refused(
                        2,
                        Cli.export(database.url("nobody_here", database.server().port()), folder, "t")))
                .contains("does not let user \"nobody_here\" in", "pg_hba.conf");
    }

    @Test
    void aWrongPasswordIsToldAndNeverShown() throws IOException {
        String password = "wr0ng%/pä:ss";
        String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8);
        String host = "@localhost:" + database.server().port() + "/" + database.name();
        for (String url : List.of(
                "postgresql://guest:" + encoded + host,
                "jdbc:postgresql://" + host.substring(1) + "?user=guest&password=" + encoded,
                "host=localhost port=" + database.server().port() + " dbname=" + database.name()
                        + " user=guest password='" + password + "'")) {
            for (List<Object> more : List.<List<Object>>of(List.of(), List.of("--json"), List.of("--dry-run"))) {
                Cli cli = Cli.export(url, folder, more.isEmpty() ? "t" : more.getFirst(), "t");
                assertThat(cli.status()).isEqualTo(2);
                assertThat(cli.err()).contains("the password for user \"guest\" is wrong", "PGPASSWORD", "~/.pgpass");
                assertThat(cli.all()).doesNotContain(password, encoded, "wr0ng");
            }
        }
        assertThat(Lakes.files(folder)).isEmpty();
    }

    @Test
    void aPasswordIsInNothingThatIsWrittenOrSaid() throws Exception {
        String encoded = URLEncoder.encode(TestServer.GUEST_PASSWORD, StandardCharsets.UTF_8);
        database.run("GRANT USAGE ON SCHEMA s TO guest", "GRANT SELECT ON s.events TO guest");
        String url = "postgresql://guest:" + encoded + "@localhost:"
                + database.server().port() + "/" + database.name();
        Cli exported = Cli.export(url, folder, "s.events", "--json");
        Cli verified = Cli.run("verify", folder, "--source", url);
        Cli shown = Cli.run("show", Lakes.data(folder).getFirst());
        assertThat(exported.status()).as(exported.all()).isZero();
        assertThat(verified.status()).as(verified.all()).isZero();
        assertThat(exported.all() + verified.all() + shown.all()).doesNotContain("s3cr", encoded);
        assertThat(Lakes.files(folder)).hasSizeGreaterThan(1).allSatisfy(file -> assertThat(
                        Files.readString(file, StandardCharsets.ISO_8859_1))
                .doesNotContain("s3cr"));
    }

    @Test
    void aUrlThatIsNotUnderstoodIsNotRepeated() {
        int port = database.server().port();
        for (String url : List.of(
                "mysql://guest:hunter2@localhost/db",
                "postgresql://guest:hunter2%zz@localhost/db",
                "postgresql://guest:hunter2@localhost:" + port + "/db?nonsense=1",
                "postgresql://guest:hunter2@localhost:gate/db",
                "postgresql://guest:hunter2@localhost:99999/db",
                "guest:hunter2@localhost/db",
                "host=localhost password='hunter2")) {
            Cli cli = Cli.export(url, folder, "t");
            assertThat(refused(2, cli)).as(url).doesNotContain("hunter2");
        }
    }

    @Test
    void aMissingPrivilegeNamesTableAndPrivilege() {
        assertThat(refused(2, Cli.export(database.url("plain", database.server().port()), folder, "secret")))
                .contains("public.secret", "permission denied", "SELECT");
    }

    @Test
    void rowLevelSecurityIsRefusedRatherThanObeyed() {
        assertThat(refused(2, Cli.export(database.url("plain", database.server().port()), folder, "hidden")))
                .contains("row-level security would hide rows of public.hidden", "BYPASSRLS");
    }

    @Test
    void aTableWithoutColumnsIsRefused() {
        assertThat(refused(2, Cli.export(database, folder, "bare"))).contains("public.bare has no columns");
    }

    @Test
    void aPartitionedTableWithoutPartitionsIsNamed() {
        assertThat(refused(2, Cli.export(database, folder, "hollow")))
                .contains("public.hollow: a partitioned table without partitions");
    }

    @Test
    void namesThatNeedQuotingAreExportedUnderNamesThatAnyFileSystemHolds() throws SQLException {
        Cli exported = Cli.export(database, folder, "\"we\"\"ird Näme /x\"");
        assertThat(exported.status()).as(exported.all()).isZero();
        assertThat(exported.out()).contains("public.we\"ird Näme /x  1 row");
        assertThat(Lakes.data(folder)).singleElement().satisfies(file -> assertThat(
                        folder.relativize(file).toString())
                .startsWith("public.we%22ird%20N%c3%a4me%20%2fx/")
                .matches("[\\x21-\\x7e]+"));
        assertThat(Cli.run("verify", folder, "--source", database.url()).status())
                .isZero();
        assertThat(Cli.run("show", Lakes.data(folder).getFirst()).out())
                .contains("public.we\"ird Näme /x", "a \"q\"", "B b");
    }

    @Test
    void aNameCannotPlayOnATerminal() throws SQLException {
        TestServer.Database mean =
                TestServer.embedded18().database("CREATE TABLE \"a\u001b[2Jb\nc\" (id int, n numeric(3,1))");
        mean.run("INSERT INTO \"a\u001b[2Jb\nc\" VALUES (1, 'NaN')");
        Cli failed = Cli.export(mean, folder, "\"a\u001b[2Jb\nc\"");
        mean.run("DELETE FROM \"a\u001b[2Jb\nc\"");
        Cli exported = Cli.export(mean, folder, "\"a\u001b[2Jb\nc\"");
        Cli shown = Cli.run("show", Lakes.data(folder).getFirst());
        assertThat(exported.status()).as(exported.all()).isZero();
        assertThat(failed.all() + exported.all() + shown.all()).doesNotContain("\u001b");
        assertThat(failed.err().lines()).hasSize(1);
    }

    @Test
    void aTargetThatIsAFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        Cli cli = Cli.export(database, file, "s.events");
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains(file.toString(), "a file stands where a folder is needed");
        assertThat(cli.out()).isEmpty();
        assertThat(file).hasContent("mine");
    }

    @Test
    void aTargetThatCannotBeWrittenToIsRefused() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        Assumptions.assumeFalse(Files.isWritable(locked), "this user may write anywhere");
        Cli cli = Cli.export(database, locked, "s.events");
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains(locked.toString(), "permission denied");
    }

    @Test
    void aFileSystemThatTakesNoFilesIsRefused() {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc here");
        Cli cli = Cli.export(database, Path.of("/proc/lake"), "s.events");
        assertThat(cli.status()).as(cli.all()).isNotZero();
        assertThat(cli.err()).contains("/proc/lake").doesNotContain("Exception");
    }

    @Test
    void noTargetIsNotThePresentFolder() {
        assertThat(refused(2, Cli.run("export", "postgres", "s.events", "--url", database.url(), "--to", "")))
                .contains("--to names no folder");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--connections 0 | --connections is 1 to 64, not 0",
                "--connections 65 | --connections is 1 to 64",
                "--key a,b,c | a timestamp column and an id column, not 3",
                "--key at,id | \"at\"",
                "--columns id,nope | s.events has no column \"nope\"",
                "--as nope=text | \"nope\"",
                "--as id=colour | colour",
                "--codec lzma | zstd, zstd:LEVEL, snappy or none",
                "--codec zstd:23 | levels 1 to 22",
                "--page-version 3 | --page-version is 1 or 2",
                "--rows-per-file 0 | at least 1",
                "--group-rows 0 | --group-rows is at least 1",
                "--prefix a/b | --prefix is",
                "--value-bytes-max 2GiB | at most 1GiB",
                "--lock-timeout -1 | not negative",
                "--query SELECT | either tables or a --query",
                "--where nope=1 | \"nope\"",
            })
    void anOptionThatMakesNoSenseIsRefusedBeforeAnythingIsWritten(String option, String said) {
        String[] words = option.split(" ", 2);
        assertThat(refused(2, Cli.export(database, folder, "s.events", words[0], words[1])))
                .contains(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--connections two | two",
                "--file-bytes much | is not a size like 512MB",
                "--verify never | never",
                "--nonsense 1 | --nonsense",
            })
    void anOptionThatIsNotUnderstoodIsToldInTwoLines(String option, String said) {
        String[] words = option.split(" ", 2);
        Cli cli = Cli.export(database, folder, "s.events", words[0], words[1]);
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains(said, "Try 'slipway export postgres --help'.");
        assertThat(cli.err().lines().count()).isLessThanOrEqualTo(3);
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void neitherTablesNorAQueryIsRefused() {
        assertThat(refused(2, Cli.export(database, folder))).contains("name at least one table, or give a --query");
    }
}
