package dev.slipway.app.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a ledger is: of each place there is one, and every command finds it or says where it is. */
final class LedgerPlacesTest {
    @TempDir
    Path folder;

    private TestServer.Database source;
    private Path lake;

    @BeforeEach
    void create() throws SQLException {
        source = TestServer.embedded18().database("CREATE TABLE t AS SELECT i AS id FROM generate_series(1, 100) i");
        lake = folder.resolve("lake");
    }

    private String records() {
        return source.url();
    }

    private Cli export(Path to, Object... more) {
        return Cli.export(source, to, all(new Object[] {"public.t"}, more));
    }

    private static Object[] all(Object[] first, Object... more) {
        Object[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    private static void succeeds(Cli done) {
        assertThat(done.status()).as(done.all()).isZero();
    }

    private static void refuses(Cli done, String... words) {
        assertThat(done.status()).as(done.all()).isEqualTo(2);
        assertThat(done.err()).contains(words);
    }

    @Test
    void everyCommandFindsALedgerInPostgres() throws SQLException {
        succeeds(export(lake, "--ledger", records()));
        succeeds(export(lake, "--ledger", records()));
        source.run("INSERT INTO t VALUES (101)");
        succeeds(export(lake, "--ledger", records(), "--witness"));

        Cli status = Cli.run("status", lake, "--ledger", records());
        succeeds(status);
        assertThat(status.out()).contains("public.t", "101");
        Cli raw = Cli.run("status", lake, "--raw", "--ledger", records());
        succeeds(raw);
        assertThat(raw.out())
                .startsWith("{\"slipway.ledger\":1,\"position\":1,")
                .contains("\"entry\":\"published\"");
        succeeds(Cli.run("verify", lake, "--source", source.url(), "--ledger", records()));
        succeeds(Cli.run("clean", lake, "--ledger", records()));
        succeeds(Cli.run("archive", "list", lake, "--ledger", records()));
        assertThat(source.text("SELECT string_agg(status || ' ' || row_counts, ', ' ORDER BY started_at)"
                        + " FROM slipway.etl_runs WHERE lake = '" + lake + "'"))
                .startsWith("success {\"public.t\": 100}, success ")
                .endsWith("success {\"public.t\": 101}");
        succeeds(Cli.run("drop", "public.t", "--archive", lake, "--url", source.url(), "--ledger", records()));
        assertThat(source.text("SELECT to_regclass('public.t') IS NULL")).isEqualTo("t");
    }

    @Test
    void whoNamesAnotherPostgresOrSchemaBeginsNoSecondLedger() throws SQLException {
        succeeds(export(lake, "--ledger", records()));
        TestServer.Database other = TestServer.embedded18().database("CREATE TABLE u (id int)");

        for (Cli wrong : new Cli[] {
            export(lake, "--ledger", other.url()),
            export(lake, "--ledger", records(), "--ledger-schema", "elsewhere"),
            Cli.run("clean", lake, "--ledger", other.url())
        }) {
            refuses(wrong, "is empty", "--ledger and --ledger-schema");
        }
        succeeds(export(lake, "--ledger", records()));
    }

    @Test
    void whoDoesNotSayWhereTheLedgerIsIsToldThatItIsInPostgres() {
        succeeds(export(lake, "--ledger", records()));
        String[] words = {"the ledger is in Postgres", "under the name " + lake, "--ledger or SLIPWAY_LEDGER"};

        refuses(export(lake), words);
        refuses(Cli.run("status", lake), words);
        refuses(Cli.run("clean", lake), words);
        refuses(Cli.run("verify", lake), words);
        succeeds(Cli.run("status", lake, "--ledger", records()));
    }

    @Test
    void aPlaceThatHasALedgerKeepsItThere() throws IOException {
        succeeds(export(lake));

        refuses(export(lake, "--ledger", records()), lake + " has its ledger in _slipway/ledger/", "leave --ledger");
        succeeds(Cli.run("status", lake, "--ledger", records()));
        succeeds(export(lake));
        assertThat(Cli.run("status", lake, "--ledger", records()).out())
                .isEqualTo(Cli.run("status", lake).out());
    }

    @Test
    void aLedgerKeepsItsNameWhereverThePlaceIsMovedTo() throws IOException {
        succeeds(export(lake, "--ledger", records(), "--ledger-name", "sales"));
        Path moved = folder.resolve("moved");
        Files.move(lake, moved);

        succeeds(export(moved, "--ledger", records()));
        succeeds(Cli.run("verify", moved, "--ledger", records()));
        refuses(export(moved, "--ledger", records(), "--ledger-name", "other"), "is called \"sales\", not \"other\"");
    }

    /** As two machines may have a folder of the same path. */
    @Test
    void anotherPlaceOfTheSameNameIsRefused() {
        succeeds(export(lake, "--ledger", records(), "--ledger-name", "sales"));
        Path other = folder.resolve("other");

        refuses(
                export(other, "--ledger", records(), "--ledger-name", "sales"),
                "lake sales is the ledger of another place than " + other,
                "choose another --ledger-name");
        succeeds(export(other, "--ledger", records(), "--ledger-name", "sales 2"));
    }

    @Test
    void aDryRunLeavesNoTrace() throws SQLException {
        succeeds(export(lake, "--ledger", records(), "--dry-run"));

        assertThat(Files.exists(lake)).isFalse();
        assertThat(source.text("SELECT to_regnamespace('slipway') IS NULL")).isEqualTo("t");
    }

    @Test
    void aJobFileNamesItByReference() throws IOException, SQLException {
        Path secret = Files.writeString(folder.resolve("secret"), records() + "&password=hunter2\n");
        Path job = Files.writeString(folder.resolve("job.yaml"), """
                job: nightly
                source: {postgres: {url: "%s", tables: public.t}}
                targets: [{folder: lake}]
                ledger: {postgres: {url: {file: %s}, schema: books, name: sales}}
                """.formatted(source.url(), secret.getFileName()));

        Cli told = Cli.run("run", job, "--dry-run", "--json");
        assertThat(told.all()).contains("\"schema\":\"books\"").doesNotContain("hunter2");
        succeeds(Cli.run("run", job));
        assertThat(source.text("SELECT lake || ' ' || job || ' ' || status FROM books.etl_runs"))
                .isEqualTo("sales nightly success");
        String shut = source.url("nobody_here", source.server().port()) + "&password=hunter2";
        Cli refused = Cli.run("status", lake, "--ledger", shut);
        refuses(refused, "cannot connect to nobody_here@localhost");
        assertThat(refused.all()).doesNotContain("hunter2");
    }
}
