package dev.slipway.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code status} and {@code clean}, on what real exports leave. */
final class StatusTest {
    @TempDir
    Path lake;

    private static TestServer.Database half() throws SQLException {
        return TestServer.embedded18()
                .database(
                        "CREATE TABLE good AS SELECT i FROM generate_series(1, 1000) i",
                        "CREATE TABLE bad (id int PRIMARY KEY, filler text, d date)",
                        "INSERT INTO bad SELECT i, repeat('x', 900), '2024-01-01' FROM generate_series(1, 4000) i",
                        "INSERT INTO bad VALUES (4001, '', 'infinity')",
                        "ANALYZE");
    }

    private Cli export(TestServer.Database database) {
        return Cli.export(database, lake, "public.*", "--unit-bytes", "1MB", "--job", "nightly");
    }

    @Test
    void statusTellsWhatIsPublishedWhatIsNotAndWhy() throws SQLException {
        assertThat(export(half()).status()).isEqualTo(3);

        Cli status = Cli.run("status", lake);

        assertThat(status.status()).as(status.all()).isZero();
        assertThat(status.out())
                .containsPattern("public.good +nightly +published +1,000 +1 ")
                .containsPattern("public.bad +nightly +stopped, \\d of \\d units written +- +- +- +never")
                .containsPattern("public.bad/\\d failed: .*infinity")
                .containsPattern("nightly +partial +1 +1 ");
        JsonNode json = Cli.run("status", lake, "--json").json().getFirst();
        assertThat(json.required("tables")).hasSize(2);
        assertThat(json.required("tables").get(0).required("failures")).hasSize(1);
        assertThat(Cli.run("status", lake, "--job", "other").out()).contains("Nothing was exported");
    }

    @Test
    void theRawLedgerIsTheLinesThatWereWritten() throws SQLException {
        export(half());

        Cli raw = Cli.run("status", lake, "--raw");

        assertThat(raw.json()).hasSizeGreaterThan(10).first().satisfies(head -> assertThat(
                        head.required("position").asLong())
                .isEqualTo(1));
        assertThat(raw.out()).contains("\"entry\":\"claimed\"", "\"entry\":\"published\"", "\"entry\":\"failed\"");
    }

    @Test
    void theRawLedgerIsShownAsFarAsItIsThere() throws Exception {
        export(half());
        String whole = Cli.run("status", lake, "--raw").out();
        Files.delete(lake.resolve("_slipway/ledger/000000000002.jsonl"));

        Cli raw = Cli.run("status", lake, "--raw");

        assertThat(raw.status()).isEqualTo(1);
        assertThat(raw.err()).contains("lacks commits 2, though later ones are there");
        assertThat(raw.out().lines())
                .isSubsetOf(whole.lines().toList())
                .anyMatch(line -> line.contains("\"position\":3"));
    }

    @Test
    void cleanTakesOnlyWhatNobodyNeeds() throws Exception {
        TestServer.Database database = half();
        export(database);
        Path forgotten = lake.resolve("_slipway/staging/public.bad-9-e1-77.part");
        Path young = lake.resolve("_slipway/staging/public.bad-9-e1-78.part");
        Path foreign = Files.writeString(lake.resolve("public.good/notes.parquet"), "mine");
        old(Files.writeString(forgotten, "left"));
        Files.writeString(young, "left");
        Path overtaken = Files.writeString(lake.resolve("_slipway/staging/public.bad-9-e0-79.part"), "left");
        int staged = Lakes.staged(lake).size();

        Cli dry = Cli.run("clean", lake, "--dry-run");
        assertThat(dry.out()).contains("staged  _slipway/staging/public.bad-9-e1-77.part", "Would remove 2 files");
        assertThat(forgotten).exists();
        Cli clean = Cli.run("clean", lake);

        assertThat(clean.status()).as(clean.all()).isZero();
        assertThat(forgotten).doesNotExist();
        assertThat(overtaken).doesNotExist();
        assertThat(young).exists();
        assertThat(foreign).exists();
        assertThat(Lakes.staged(lake)).hasSize(staged - 2);
        database.run("DELETE FROM bad WHERE id = 4001");
        Cli resumed = export(database);
        assertThat(resumed.status()).as(resumed.all()).isZero();
        assertThat(Cli.run("clean", lake, "--age", "0s").out()).contains("Removed 1 file");
        assertThat(Cli.run("clean", lake).out()).contains("Nothing is left over");
    }

    @Test
    void workThatNobodyWillCarryOnIsGivenUpOnRequest() throws SQLException {
        TestServer.Database database = half();
        export(database);
        assertThat(Lakes.staged(lake)).isNotEmpty();

        Cli clean = Cli.run("clean", lake, "--unfinished");

        assertThat(clean.status()).as(clean.all()).isZero();
        assertThat(clean.out()).contains("unfinished  public.bad", "the unfinished work on 1 table");
        assertThat(Lakes.staged(lake)).isEmpty();
        assertThat(Cli.run("status", lake).out()).containsPattern("public.bad +nightly +nothing yet +-");
        assertThat(Cli.run("verify", lake).status()).isZero();
    }

    @Test
    void aFolderWithoutRecordsIsRefused() {
        for (String command : new String[] {"status", "clean"}) {
            Cli cli = Cli.run(command, lake);

            assertThat(cli.status()).isEqualTo(2);
            assertThat(cli.err()).contains(lake.toString(), "holds no records of Slipway");
        }
    }

    @Test
    void aDamagedLedgerIsSaidWhereItIsDamaged() throws Exception {
        export(half());
        Path commit = Lakes.files(lake.resolve("_slipway/ledger")).getFirst();
        Files.writeString(commit, Files.readString(commit).replaceFirst("nightly", "daily"));

        Cli status = Cli.run("status", lake);

        assertThat(status.status()).isEqualTo(1);
        assertThat(status.err()).contains(commit.getFileName().toString(), "was changed after it was written");
    }

    private static void old(Path file) throws IOException {
        Files.setLastModifiedTime(
                file, FileTime.from(Clock.systemUTC().instant().minus(Duration.ofHours(1))));
    }
}
