package dev.slipway.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.SlipwayProcess;
import dev.slipway.app.TestServer;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Manifests;
import dev.slipway.store.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files against all that is known of them. */
class VerifyTest {
    @TempDir
    static Path exported;

    @TempDir
    Path folder;

    private Path lake = Path.of("");
    private List<Path> files = List.of();

    @BeforeAll
    static void export() throws SQLException {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE t (id int PRIMARY KEY, at timestamp, a text)",
                        "INSERT INTO t SELECT i, timestamp '2024-01-01' + i * interval '1 hour', md5(i::text)"
                                + " FROM generate_series(1, 3000) i");
        Cli cli =
                Cli.export(database, exported, "t", "--key", "at,id", "--rows-per-file", "1000", "--connections", "1");
        assertThat(cli.status()).as(cli.all()).isZero();
    }

    @BeforeEach
    void copy() throws IOException {
        lake = folder.resolve("lake");
        Lakes.copy(exported, lake);
        files = Lakes.data(lake);
        assertThat(files).hasSize(3);
    }

    private static void fails(Cli cli, Path file, String... faults) {
        assertThat(cli.status()).as(cli.all()).isEqualTo(1);
        assertThat(cli.out()).contains("FAIL  " + file);
        assertThat(List.of(faults)).allSatisfy(fault -> assertThat(cli.out()).contains(fault));
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void anUntouchedLakePasses() {
        Cli cli = Cli.run("verify", lake);
        assertThat(cli.status()).as(cli.all()).isZero();
        assertThat(cli.out())
                .contains("Verifying 3 files; results: ", "PASS  " + files.get(0) + "  1,000 rows, ")
                .containsPattern("Passed 3, failed 0: 3,000 rows, .* checked\\. Results: ")
                .doesNotContain("not checked");
        Cli one = Cli.run("verify", files.get(1));
        assertThat(one.status()).isZero();
        assertThat(one.out()).contains("Verifying 1 file;", "Passed 1, failed 0: 1,000 rows");
    }

    @Test
    void aTruncatedFileFails() throws IOException {
        byte[] bytes = Files.readAllBytes(files.get(0));
        for (int length : new int[] {bytes.length - 1, bytes.length / 2, 4, 0}) {
            Files.write(files.get(0), Arrays.copyOf(bytes, length));
            fails(
                    Cli.run("verify", lake),
                    files.get(0),
                    "it has " + length + " bytes; the receipt says " + bytes.length,
                    "Passed 2, failed 1");
        }
        Files.delete(lake.resolve("_slipway/tables/public.t.json"));
        Lakes.forgetLedger(lake);
        fails(
                Cli.run("verify", lake),
                files.get(0),
                "is no Parquet file: it has 0 bytes",
                "not checked, since no receipt");
    }

    @Test
    void anotherValidFileInItsPlaceFails() throws IOException {
        Files.copy(files.get(1), files.get(0), StandardCopyOption.REPLACE_EXISTING);
        fails(Cli.run("verify", lake), files.get(0), "the receipt says", "Passed 2, failed 1");
        Files.delete(lake.resolve("_slipway/tables/public.t.json"));
        Lakes.forgetLedger(lake);
        fails(
                Cli.run("verify", lake),
                files.get(0),
                "its first time is 20240211T170000Z; its name says 20240101T010000Z",
                "its first id is 1001----; its name says 1-------",
                "its last time is",
                "its last id is 2000----; its name says 1000----");
    }

    @Test
    void aFileThatIsGoneFails() throws IOException {
        Files.delete(files.get(2));
        for (Path where : List.of(lake, lake.resolve("public.t"), files.get(2))) {
            fails(Cli.run("verify", where), files.get(2), "the manifest lists it, but it is not there");
        }
    }

    @Test
    void withoutItsReceiptAFileIsStillReadAndWhatWasNotCheckedIsSaid() throws IOException {
        Files.delete(lake.resolve("_slipway/tables/public.t.json"));
        Lakes.forgetLedger(lake);
        Cli cli = Cli.run("verify", lake);
        assertThat(cli.status()).isZero();
        assertThat(cli.out())
                .contains(
                        "not checked, since no receipt lies beside it: size and SHA-256 of the whole file", "Passed 3");
    }

    @Test
    void aFileUnderANameThatSaysNothingIsCheckedByItsDigest() throws IOException {
        Path renamed = Files.move(files.get(0), folder.resolve("renamed.parquet"));
        Cli cli = Cli.run("verify", renamed);
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).contains("not checked, since its name does not follow the grammar");
    }

    @Test
    void aForeignFileThatNothingVouchesForDoesNotPass() throws SQLException {
        Path foreign = folder.resolve("foreign.parquet");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("COPY (SELECT range AS a, 'x' || range AS b FROM range(1000)) TO '" + foreign + "'");
        }
        fails(
                Cli.run("verify", foreign),
                foreign,
                "nothing vouches for it: no receipt, no digest in its footer, and a name that says nothing");
        assertThat(Cli.run("show", foreign).out())
                .contains("1,000 rows", "written by DuckDB", "(not recorded by Slipway)");
    }

    @Test
    void whatIsNoParquetFileFails() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.parquet"), "PAR1 is not enough PAR1");
        fails(Cli.run("verify", text), text);
        Cli shown = Cli.run("show", text);
        assertThat(shown.status()).isEqualTo(1);
        assertThat(shown.err()).startsWith("slipway: ").doesNotContain("\tat ");
    }

    @Test
    void lakesBelowAFolderKeepTheirReceipts() throws IOException {
        Lakes.copy(exported, folder.resolve("deep/down/other"));
        Files.delete(files.get(0));
        byte[] bytes = Files.readAllBytes(files.get(1));
        bytes[bytes.length - 20] ^= 1;
        Files.write(files.get(1), bytes);
        Cli cli = Cli.run("verify", folder);
        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.out())
                .contains("Verifying 6 files", "the manifest lists it", "its SHA-256 is", "Passed 4, failed 2")
                .doesNotContain("not checked");
    }

    @Test
    void whatAStoppedPublicationLeftIsNotTakenForContent() {
        Manifests manifests = new Manifests(new LocalStore(lake));
        Manifest whole = manifests.all().getFirst();
        manifests.save(manifests.look("public.t"), new Manifest(whole.table(), whole.job(), List.of()));
        fails(
                Cli.run("verify", lake),
                this.files.get(0),
                "it is not, or not yet, content of public.t: an export was stopped while it published",
                "Passed 0, failed 3");
    }

    @Test
    void aManifestThatCannotBeReadIsAnError() throws IOException {
        Files.writeString(lake.resolve("_slipway/tables/public.t.json"), "{");
        Cli cli = Cli.run("verify", lake);
        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.err())
                .contains("public.t.json", "is not a manifest of Slipway")
                .doesNotContain("\tat ");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void nothingToVerifyIsNoPass() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(Cli.run("verify", empty)).satisfies(cli -> {
            assertThat(cli.status()).isEqualTo(2);
            assertThat(cli.err()).contains("nothing to verify: no .parquet file below " + empty);
        });
        assertThat(Cli.run("verify", folder.resolve("nowhere"))).satisfies(cli -> {
            assertThat(cli.status()).isEqualTo(2);
            assertThat(cli.err()).contains("nowhere: no such file or folder");
        });
        assertThat(Cli.run("verify").status()).isEqualTo(2);
        assertThat(Cli.run("verify", lake, folder.resolve("nowhere")).status()).isEqualTo(2);
    }

    @Test
    void itStopsAtTheFirstFaultOrGoesOnAsToldAndKeepsTheResults() throws IOException {
        Files.write(files.get(0), new byte[10]);
        Path results = folder.resolve("results.txt");
        Cli all = Cli.run("verify", lake, "--continue", "--results", results);
        assertThat(all.status()).isEqualTo(1);
        assertThat(results)
                .hasContent("FAIL|" + files.get(0) + "\nPASS|" + files.get(1) + "\nPASS|" + files.get(2) + "\n");
        assertThat(all.out().lines()).first().asString().endsWith("results: " + results);
        assertThat(all.out().lines()).last().asString().endsWith("Results: " + results);

        Cli stopped = Cli.run("verify", lake, "--stop-on-error", "--results", results);
        assertThat(stopped.status()).isEqualTo(1);
        assertThat(results).hasContent("FAIL|" + files.get(0) + "\n");
        assertThat(stopped.out()).contains("Passed 0, failed 1, not reached 2");

        assertThat(Cli.run("verify", lake, "--stop-on-error", "--continue").status())
                .isEqualTo(2);
        assertThat(Cli.run("verify", lake, "--parallel", "0").status()).isEqualTo(2);
        Cli nowhere = Cli.run("verify", lake, "--results", folder.resolve("no/such/folder"));
        assertThat(nowhere.status()).isEqualTo(1);
        assertThat(nowhere.err()).contains("no such file or folder").doesNotContain("\tat ");
    }

    @Test
    void severalAtOnceFindTheSame() throws IOException {
        Files.write(files.get(2), new byte[10]);
        Path results = folder.resolve("results.txt");
        Cli cli = Cli.run("verify", lake, "--parallel", "3", "--results", results);
        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.out()).contains("Passed 2, failed 1");
        assertThat(Files.readAllLines(results))
                .containsExactlyInAnyOrder("PASS|" + files.get(0), "PASS|" + files.get(1), "FAIL|" + files.get(2));
    }

    @Test
    void theEnvironmentNamesFilesAndSettlesWhatOptionsLeaveOpen() throws Exception {
        Files.write(files.get(0), new byte[10]);
        Path list = Files.writeString(
                folder.resolve("list"), "# from elsewhere\r\n" + files.get(1) + "\r\n\n  " + files.get(2) + "  ");
        try (SlipwayProcess process = SlipwayProcess.start(
                folder,
                Map.of("FILES_LIST", list.toString(), "MAX_PARALLEL", "1", "CONTINUE_ON_ERROR", "0"),
                "",
                "verify",
                files.get(0))) {
            Cli cli = process.end(60);
            assertThat(cli.status()).as(cli.all()).isEqualTo(1);
            assertThat(cli.out()).contains("Verifying 3 files", "Passed 0, failed 1, not reached 2");
        }
        try (SlipwayProcess process =
                SlipwayProcess.start(folder, Map.of("FILES_LIST", "/no/such/list"), "", "verify", lake)) {
            Cli cli = process.end(60);
            assertThat(cli.status()).isEqualTo(2);
            assertThat(cli.err()).contains("FILES_LIST: /no/such/list: no such file");
        }
    }

    @Test
    void anInterruptedRunSaysHowFarItCame() throws Exception {
        for (int i = 0; i < 400; i++) {
            Lakes.copy(lake.resolve("public.t"), folder.resolve("many/" + i));
        }
        Path results = folder.resolve("results.txt");
        try (SlipwayProcess process =
                SlipwayProcess.start(folder, "verify", folder.resolve("many"), "--results", results)) {
            process.awaitOutput("PASS");
            process.signal("INT");
            Cli cli = process.end(8);
            assertThat(cli.status()).as(cli.err()).isEqualTo(130);
            assertThat(cli.out().lines())
                    .last()
                    .asString()
                    .matches("Interrupted\\. Passed \\d+, failed 0, not reached \\d+: .*Results: " + results);
            assertThat(Files.readAllLines(results))
                    .isNotEmpty()
                    .hasSizeLessThan(1200)
                    .allMatch(line -> line.startsWith("PASS|"));
            assertThat(cli.err()).isEmpty();
        }
    }

    @Test
    void aKeyThatTheFileDoesNotHaveIsSaid() {
        fails(Cli.run("verify", lake, "--key", "when,id"), files.get(0), "it has no column \"when\"");
        assertThat(Cli.run("verify", lake, "--key", "a,b,c").status()).isEqualTo(2);
        assertThat(Cli.run("verify", lake, "--key", "at,id").status()).isZero();
    }
}
