package dev.slipway.app.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.ExitCode;
import dev.slipway.app.TestServer;
import dev.slipway.aws.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Exports to S3 with a folder in front, while S3 goes away and comes back. */
final class SpoolTest {
    private static final S3Server STORE = S3Server.startForThisProcess();
    private static final String UPLOADS = "_slipway/staging/public.";

    @TempDir
    Path folder;

    private TestServer.Database source;
    private String records;
    private String url;
    private Path spool;

    @BeforeEach
    void fill() throws SQLException {
        source = TestServer.embedded18()
                .database(
                        "CREATE TABLE events (id bigint PRIMARY KEY, at timestamp, body text)",
                        "INSERT INTO events SELECT i, timestamp '2024-01-01' + i * interval '1 minute', md5(i::text)"
                                + " FROM generate_series(1, 20000) i");
        records = TestServer.embedded18().database("SELECT 1").url();
        url = "s3://" + S3Server.BUCKET + "/spooled/" + folder.getFileName();
        spool = folder.resolve("spool");
    }

    @AfterEach
    void comeBack() {
        STORE.release();
    }

    @AfterAll
    static void stop() {
        STORE.close();
    }

    private static Cli run(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--s3-endpoint", STORE.endpoint(), "--s3-region", "us-east-1", "--s3-path-style"));
        return Cli.run(all.toArray());
    }

    private Cli export(Object... more) {
        List<Object> all = new ArrayList<>(List.of("export", "postgres", "--url", source.url()));
        all.addAll(List.of("--to", url, "--rows-per-file", "7000", "--ledger", records, "--json"));
        all.addAll(List.of(more));
        all.add("public.events");
        return run(all.toArray());
    }

    /** Files in the spool, and none of its locks. */
    private List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.walk(Files.createDirectories(spool))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toList();
        }
    }

    private void wentAwayWhileFilesWereSent() throws IOException {
        STORE.goAwayAt(UPLOADS);
        Cli failed = export("--spool", spool);
        STORE.release();

        assertThat(failed.status()).as(failed.all()).isEqualTo(ExitCode.FAILED);
        assertThat(failed.json("file-verified")).hasSize(3);
        assertThat(failed.json("table-failed")).singleElement().satisfies(table -> {
            assertThat(table.required("kind").asString()).isEqualTo("UNAVAILABLE");
            assertThat(table.required("error").asString())
                    .contains("could not be sent to " + url, "nothing is lost", spool.toString());
        });
        assertThat(spooled())
                .filteredOn(file -> file.toString().contains("_slipway/staging"))
                .hasSize(3);
        assertThat(run("verify", url, "--ledger", records).out()).doesNotContain(".parquet");
    }

    private void isAsTheSource() {
        Cli verified = run("verify", url, "--source", source.url(), "--ledger", records);
        assertThat(verified.status()).as(verified.all()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void what_could_not_be_sent_is_sent_by_the_next_run_and_not_read_to_be_written_again() throws IOException {
        wentAwayWhileFilesWereSent();

        STORE.goAwayAt("");
        Cli tooEarly = export("--spool", spool);
        STORE.release();
        assertThat(tooEarly.status()).as(tooEarly.all()).isEqualTo(ExitCode.FAILED);

        Cli done = export("--spool", spool);
        assertThat(done.status()).as(done.all()).isEqualTo(ExitCode.DONE);
        assertThat(done.json("file-written")).isEmpty();
        assertThat(done.json("file-sent")).hasSize(3);
        assertThat(done.json("unit-done"))
                .extracting(unit -> unit.required("kept").asBoolean())
                .containsOnly(true);
        assertThat(done.json("file-sent"))
                .extracting((JsonNode file) -> file.required("key").asString())
                .allMatch(key -> key.endsWith(".parquet"));
        isAsTheSource();
        assertThat(spooled()).isEmpty();
    }

    @Test
    void tables_with_snapshots_of_their_own_are_sent_first_when_they_are_written_whole() throws Exception {
        wentAwayWhileFilesWereSent();
        source.run("CREATE TABLE early AS SELECT 1 AS id");

        Cli done = export("public.early", "--spool", spool, "--snapshot", "table");

        assertThat(done.status()).as(done.all()).isEqualTo(ExitCode.DONE);
        assertThat(done.json("table-published"))
                .extracting(table -> table.required("table").asString())
                .containsExactly("public.events", "public.early");
    }

    @Test
    void who_has_no_spool_exports_it_again_and_the_spool_is_cleaned() throws IOException {
        wentAwayWhileFilesWereSent();

        Cli done = export();
        assertThat(done.status()).as(done.all()).isEqualTo(ExitCode.DONE);
        assertThat(done.json("file-written")).hasSize(3);
        isAsTheSource();
        assertThat(run("clean", url, "--age", "0s", "--ledger", records).out()).contains("Nothing is left over");

        Cli cleaned = run("clean", url, "--age", "0s", "--ledger", records, "--spool", spool);
        assertThat(cleaned.status()).as(cleaned.all()).isEqualTo(ExitCode.DONE);
        assertThat(cleaned.out()).contains("Removed 3 files");
        assertThat(spooled()).isEmpty();
        isAsTheSource();
    }

    @Test
    void a_ledger_beside_the_files_stops_with_them_and_nothing_is_lost() throws IOException {
        List<Object> beside = new ArrayList<>(List.of("export", "postgres", "public.events", "--url", source.url()));
        beside.addAll(List.of("--to", url, "--spool", spool, "--json", "--lease", "1s"));
        STORE.goAwayAt(UPLOADS);
        assertThat(run(beside.toArray()).status()).isEqualTo(ExitCode.FAILED);
        STORE.release();
        assertThat(spooled()).isNotEmpty();

        // The process of the first run lives on, and so does its lease, for a second.
        Cli done = run(beside.toArray());
        while (done.status() == ExitCode.HELD) {
            done = run(beside.toArray());
        }
        assertThat(done.status()).as(done.all()).isEqualTo(ExitCode.DONE);
        Cli verified = run("verify", url, "--source", source.url());
        assertThat(verified.status()).as(verified.all()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_folder_needs_no_spool() throws IOException {
        Cli refused = Cli.export(source, folder.resolve("lake"), "public.events", "--spool", spool);
        assertThat(refused.status()).as(refused.all()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("is a folder", "leave --spool away");

        Path job = Files.writeString(folder.resolve("job.yaml"), """
                job: nightly
                source: {postgres: {url: "postgresql://me@host/db", tables: public.events}}
                targets: [{folder: lake, spool: spool}]
                """);
        Cli written = Cli.run("run", job);
        assertThat(written.status()).as(written.all()).isEqualTo(ExitCode.USAGE);
        assertThat(written.err()).contains("job.yaml:3:", "spool", "leave it away");

        assertThat(Cli.run("clean", folder.resolve("lake"), "--spool", spool).err())
                .contains("leave --spool away");
        assertThat(folder.resolve("lake")).doesNotExist();
        assertThat(spool).doesNotExist();
    }

    @Test
    void a_job_file_says_the_same() throws IOException {
        Path job = Files.writeString(folder.resolve("job.yaml"), """
                job: nightly
                source: {postgres: {url: "%s", tables: public.events}}
                targets: [{folder: "%s", spool: spool}]
                s3: {endpoint: "%s", region: us-east-1, path-style: true}
                """.formatted(source.url(), url, STORE.endpoint()));

        Cli ran = Cli.run("run", job);

        assertThat(ran.status()).as(ran.all()).isEqualTo(ExitCode.DONE);
        assertThat(spool).isDirectory();
        assertThat(spooled()).isEmpty();
        Cli verified = run("verify", url, "--source", source.url());
        assertThat(verified.status()).as(verified.all()).isEqualTo(ExitCode.DONE);
    }
}
