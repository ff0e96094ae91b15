package dev.slipway.app.drop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever speaks against a drop is found, and named, before anything is lost. */
final class DropRefusalTest {
    @TempDir
    Path folder;

    private Path lake() {
        return folder.resolve("lake");
    }

    private Partitions archived() throws SQLException {
        return Partitions.make(lake()).archived();
    }

    /** The dry run says the same as the drop itself, and the table stands. */
    private static void refused(Partitions partitions, int status, String... words) throws SQLException {
        for (boolean dry : new boolean[] {true, false}) {
            Cli drop = dry ? partitions.drop("--dry-run") : partitions.drop();
            assertThat(drop.status()).as(drop.all()).isEqualTo(status);
            assertThat(drop.err()).contains(words);
        }
        assertThat(partitions.isThere()).isTrue();
        assertThat(Cli.run("archive", "list", partitions.lake()).out()).doesNotContain("dropped");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO events_2023 VALUES (9999, '2023-02-02 UTC', 1, 'late') | rows: 3000 in the files, 3001",
                "UPDATE events_2023 SET n = n + 1 WHERE id = 77 | sum(n)",
                "DELETE FROM events_2023 WHERE id = 5 | rows: 3000 in the files, 2999 in the source",
                "TRUNCATE events_2023 | rows: 3000 in the files, 0 in the source"
            })
    void aChangeAfterTheExportIsNamed(String change, String named) throws SQLException {
        Partitions partitions = archived();
        partitions.database().run(change);

        refused(partitions, 1, "the archive of public.events_2023 and the table differ", named);
    }

    /** Sums, counts and bounds are as they were: only the digest under the lock can tell. */
    @Test
    void rowsThatSwappedTheirValuesAreNoticedUnderTheLock() throws SQLException {
        Partitions partitions = archived();
        partitions
                .database()
                .run("UPDATE events_2023 SET a = CASE id WHEN 20 THEN 'a30' ELSE 'a20' END" + " WHERE id IN (20, 30)");

        Cli drop = partitions.drop();

        assertThat(drop.status()).as(drop.all()).isEqualTo(1);
        assertThat(drop.err()).contains("under its lock it reads as v1:3000:", "inserted, updated or deleted");
        assertThat(partitions.isThere()).isTrue();
        assertThat(partitions.database().text("SELECT count(*) FROM pg_locks WHERE relation = 'events_2023'::regclass"))
                .isEqualTo("0");
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        Partitions partitions = archived();
        Path file = Lakes.data(lake()).getFirst();
        Files.delete(file);

        refused(partitions, 1, file.getFileName().toString(), "it is not there");
    }

    @Test
    void aTruncatedFileIsNamed() throws Exception {
        Partitions partitions = archived();
        Path file = Lakes.data(lake()).getFirst();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 7));

        refused(partitions, 1, file.getFileName().toString());
    }

    @Test
    void aFlippedBitIsNamed() throws Exception {
        Partitions partitions = archived();
        Path file = Lakes.data(lake()).getLast();
        byte[] bytes = Files.readAllBytes(file);
        // In the first page.
        bytes[100] ^= 4;
        Files.write(file, bytes);

        refused(partitions, 1, file.getFileName().toString(), "its SHA-256 is");
    }

    @Test
    void aFlippedBitInAFooterIsNamed() throws Exception {
        Partitions partitions = archived();
        Path file = Lakes.data(lake()).getLast();
        byte[] bytes = Files.readAllBytes(file);
        for (int back = 9; back < 2000; back += 400) {
            bytes[bytes.length - back] ^= 4;
            Files.write(file, bytes);
            refused(partitions, 1, file.getFileName().toString());
            bytes[bytes.length - back] ^= 4;
        }
    }

    @Test
    void anotherValidFileInItsPlaceIsNamed() throws Exception {
        Partitions partitions = archived();
        Path other = folder.resolve("other");
        new Partitions(partitions.database(), other).export("--codec", "snappy");
        Path file = Lakes.data(lake()).getFirst();
        Files.copy(Lakes.data(other).getFirst(), file, StandardCopyOption.REPLACE_EXISTING);

        refused(partitions, 1, file.getFileName().toString(), "the receipt says");
    }

    @Test
    void aChangedReceiptIsNoticed() throws Exception {
        Partitions partitions = archived();
        Path manifest = lake().resolve("_slipway/tables/public.events_2023.json");
        String text = Files.readString(manifest);
        String sha256 = text.replaceFirst("(?s).*?\"sha256\" : \"([0-9a-f]{64})\".*", "$1");
        Files.writeString(manifest, text.replace(sha256, "0".repeat(64)));

        refused(partitions, 1, "other files or receipts than the ledger");
    }

    @Test
    void aChangedLedgerIsNoticed() throws Exception {
        Partitions partitions = archived();
        try (var files = Files.list(lake().resolve("_slipway/ledger"))) {
            Path first = files.sorted().findFirst().orElseThrow();
            Files.writeString(first, Files.readString(first).replace("\"job\":\"export\"", "\"job\":\"exbort\""));
        }

        refused(partitions, 1, "commit 1 was changed after it was written");
    }

    /** The same rows, exported once more elsewhere: file, footer, manifest and ledger agree, and hash to something else. */
    @Test
    void filesAndManifestAndLedgerThatWereRewrittenTogetherAreNoticed() throws Exception {
        Partitions partitions = archived();
        Path forged = folder.resolve("forged");
        assertThat(new Partitions(partitions.database(), forged)
                        .export("--codec", "snappy")
                        .status())
                .isZero();

        refused(new Partitions(partitions.database(), forged), 1, "nobody outside of", "vouches for the archive");
    }

    /** The manifest and all files are the witnessed ones; only the history around them is another. */
    @Test
    void aLedgerThatWasMadeAnewAroundTheSameManifestIsNoticed() throws Exception {
        Partitions partitions = archived();
        Path manifest = lake().resolve("_slipway/tables/public.events_2023.json");
        byte[] kept = Files.readAllBytes(manifest);
        Lakes.forgetLedger(lake());
        // Adopts the manifest as it stands into a new chain.
        Cli again = partitions.export("--json");
        assertThat(again.status()).as(again.all()).isZero();
        byte[] now = Files.readAllBytes(manifest);
        assertThat(new String(now, StandardCharsets.UTF_8)).isNotEqualTo(new String(kept, StandardCharsets.UTF_8));

        refused(partitions, 1, "vouches for the archive");
    }

    @Test
    void anArchiveThatWasSetBackIsNoticed() throws Exception {
        Partitions partitions = archived();
        Path backup = folder.resolve("backup");
        Lakes.copy(lake(), backup);
        partitions.database().run("UPDATE events_2023 SET n = 0 WHERE id = 1");
        partitions.archived();
        partitions.database().run("UPDATE events_2023 SET n = 1 / 8.0 WHERE id = 1");
        delete(lake());
        Lakes.copy(backup, lake());

        refused(partitions, 1, "this archive was set back");
    }

    private static void delete(Path tree) throws IOException {
        try (var all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void theArchiveOfAnotherDatabasesTableIsRefused() throws SQLException {
        archived();
        Partitions elsewhere = Partitions.make(lake());

        refused(elsewhere, 2, "the archive of another table");
    }

    @Test
    void anotherTableOfTheSameNameIsRefused() throws SQLException {
        Partitions partitions = archived();
        partitions
                .database()
                .run(
                        "CREATE TABLE copied (LIKE events_2023)",
                        "INSERT INTO copied SELECT * FROM events_2023",
                        "ALTER TABLE events DETACH PARTITION events_2023",
                        "DROP TABLE events_2023",
                        "ALTER TABLE copied RENAME TO events_2023");

        refused(partitions, 2, "another table of the same name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE VIEW v AS SELECT id FROM events_2023 | rule _RETURN on view public.v depends on it",
                "CREATE FUNCTION f() RETURNS SETOF events_2023 LANGUAGE sql AS 'SELECT * FROM events_2023'"
                        + " | function public.f() depends on it",
                "CREATE TABLE r (id int, at timestamptz, FOREIGN KEY (id, at) REFERENCES events_2023)"
                        + " | depends on it",
                "ALTER TABLE events_2023 ADD lo oid; UPDATE events_2023 SET lo = lo_create(4711) WHERE id = 1"
                        + " | large objects",
                "CREATE PUBLICATION p FOR TABLE events | member of publication p",
                "CREATE PUBLICATION q FOR ALL TABLES | member of publication q",
            })
    void whatWouldGoWithItOrLoseItIsNamed(String before, String named) throws SQLException {
        Partitions partitions = Partitions.make(lake());
        partitions.database().run(before.replace("ALTER TABLE events_2023 ADD", "ALTER TABLE events ADD"));
        partitions.archived();

        refused(partitions, 2, "public.events_2023 cannot be dropped", named);
    }

    @Test
    void aPublicationThatWasAcknowledgedIsRecorded() throws SQLException {
        Partitions partitions = archived();
        partitions.database().run("CREATE PUBLICATION p FOR TABLE events");

        Cli drop = partitions.drop("--accept-publications");

        assertThat(drop.status()).as(drop.all()).isZero();
        assertThat(partitions.database().text("SELECT accepted FROM slipway.dropped"))
                .isEqualTo("{\"publication p\"}");
    }

    @Test
    void rowSecurityIsRefused() throws SQLException {
        Partitions partitions = archived();
        TestServer.Database database = partitions.database();
        database.run(
                "ALTER TABLE events OWNER TO plain",
                "ALTER TABLE events_2023 OWNER TO plain",
                "GRANT ALL ON SCHEMA public, slipway TO plain",
                "GRANT ALL ON ALL TABLES IN SCHEMA slipway TO plain",
                "ALTER TABLE events_2023 ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
                "CREATE POLICY few ON events_2023 USING (id < 10)");

        Cli drop = Cli.run(
                "drop",
                Partitions.OLD,
                "--archive",
                lake(),
                "--url",
                database.url("plain", database.server().port()));

        assertThat(drop.status()).as(drop.all()).isEqualTo(2);
        assertThat(drop.err()).contains("row-level security");
        assertThat(partitions.isThere()).isTrue();
    }

    @Test
    void whoDoesNotOwnTheTableIsRefused() throws SQLException {
        Partitions partitions = archived();
        TestServer.Database database = partitions.database();
        database.run("GRANT SELECT ON events_2023 TO plain");

        Cli drop = Cli.run(
                "drop",
                Partitions.OLD,
                "--archive",
                lake(),
                "--url",
                database.url("plain", database.server().port()));

        assertThat(drop.status()).as(drop.all()).isEqualTo(2);
        assertThat(drop.err()).contains("owns neither");
    }

    @Test
    void partsOfATableNeverCountAsTheTable() throws SQLException {
        for (List<String> part :
                List.of(List.of("--where", "true"), List.of("--columns", "id,at,n,a"), List.of("--where", "id < 10"))) {
            Partitions partitions = Partitions.make(folder.resolve("lake" + part.hashCode()));
            assertThat(partitions.export("--witness", part.toArray()).status()).isZero();

            refused(partitions, 2, "is not all of \"public.events_2023\"");
        }
    }

    @Test
    void aLossyMappingIsRefusedUntilTheColumnIsNamed() throws Exception {
        Partitions partitions = Partitions.make(lake());
        Path mapping = Files.writeString(
                folder.resolve("m.yaml"), "mapping: 1\ncolumns:\n  a: {empty: null}\n  n: {drop: true}\n");
        partitions.archived("--mapping", mapping);

        Cli without = partitions.drop();
        assertThat(without.status()).as(without.all()).isEqualTo(2);
        assertThat(without.err()).contains("name the same file by --mapping");
        Cli lossy = partitions.drop("--mapping", mapping, "--accept-lossy", "a");
        assertThat(lossy.status()).as(lossy.all()).isEqualTo(2);
        assertThat(lossy.err())
                .contains("--accept-lossy COLUMN: column n (dropped)")
                .doesNotContain("column a");
        assertThat(partitions.isThere()).isTrue();

        Cli accepted = partitions.drop("--mapping", mapping, "--accept-lossy", "a", "--accept-lossy", "n");
        assertThat(accepted.status()).as(accepted.all()).isZero();
        assertThat(partitions.database().text("SELECT accepted::text FROM slipway.dropped"))
                .contains("column n: dropped", "column a: ");
    }

    @Test
    void whatIsNotThereIsAskedForWrongly() throws SQLException {
        Partitions partitions = archived();

        assertThat(partitions.dropped("public.nothing").err()).contains("there is no table public.nothing");
        assertThat(partitions.dropped("public.events_2024").err()).contains("knows nothing that is published");
        assertThat(partitions.dropped("public.events").status()).isEqualTo(2);
        assertThat(partitions.dropped("1; DROP TABLE x").status()).isEqualTo(2);
    }
}
