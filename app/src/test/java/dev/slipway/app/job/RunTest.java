package dev.slipway.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.SlipwayProcess;
import dev.slipway.app.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code slipway run} on a real server. */
final class RunTest {
    private static TestServer.Database database;

    @TempDir
    Path folder;

    @BeforeAll
    static void create() throws SQLException {
        database = TestServer.embedded18()
                .database(
                        "CREATE TABLE events_1 (at timestamptz, id int PRIMARY KEY, note text, price numeric)",
                        "INSERT INTO events_1 SELECT now() - i * interval '1 day', i, md5(i::text), i"
                                + " FROM generate_series(1, 20000) i",
                        "CREATE TABLE events_2 (LIKE events_1 INCLUDING ALL)",
                        "CREATE TABLE wrong (id int, price numeric)",
                        "INSERT INTO wrong VALUES (1, 'NaN')",
                        "GRANT SELECT ON events_1 TO guest",
                        "ANALYZE");
    }

    private Path job(String url, String tables, String more) throws IOException {
        return Files.writeString(folder.resolve("job.yaml"), """
                job: events
                source:
                  postgres:
                    url: %s
                    tables: %s
                    as: {price: "decimal(20,0)"}
                targets: [{folder: lake}]
                layout: {rows-per-file: 6000}
                """.formatted(url, tables) + more);
    }

    private Path lake() {
        return folder.resolve("lake");
    }

    @Test
    void a_job_gives_the_files_of_the_same_command_line_byte_for_byte() throws IOException {
        Path byHand = folder.resolve("by-hand");
        Cli ran = Cli.run("run", job(database.url(), "public.events_*", ""));
        Cli exported = Cli.export(
                database, byHand, "public.events_*", "--as", "price=decimal(20,0)", "--rows-per-file", "6000");

        assertThat(ran.status()).as(ran.all()).isZero();
        assertThat(exported.status()).as(exported.all()).isZero();
        assertThat(ran.out().lines().toList().subList(0, 2))
                .isEqualTo(exported.out().lines().toList().subList(0, 2));
        assertThat(Lakes.data(lake())).hasSizeGreaterThan(3);
        assertThat(names(lake())).isEqualTo(names(byHand));
        for (Path file : Lakes.data(lake())) {
            assertThat(file).hasSameBinaryContentAs(byHand.resolve(lake().relativize(file)));
        }
        assertThat(Cli.run("verify", lake(), "--source", database.url()).status())
                .isZero();
    }

    private static List<String> names(Path lake) {
        return Lakes.data(lake).stream()
                .map(file -> lake.relativize(file).toString())
                .toList();
    }

    @Test
    void a_dry_run_says_how_the_job_is_understood_and_writes_nothing() throws IOException {
        Path file = job(database.url(), "public.events_*", "");
        Cli dry = Cli.run("run", file, "--dry-run");
        Cli json = Cli.run("run", file, "--dry-run", "--json");

        assertThat(dry.status()).as(dry.all()).isZero();
        assertThat(dry.out())
                .startsWith("Job events of " + file + ", into " + lake() + "\n")
                .contains("public.events_1", "Nothing was exported.");
        assertThat(json.json().stream().map(node -> node.required("event").asString()))
                .containsExactly("job", "planned", "planned", "dry-run");
        JsonNode job = json.json().getFirst();
        assertThat(job.at("/file").asString()).isEqualTo(file.toString());
        assertThat(job.at("/source/postgres/connections").asInt()).isEqualTo(2);
        assertThat(job.at("/source/postgres/unit-bytes").asLong()).isEqualTo(512L << 20);
        assertThat(job.at("/targets/0/folder").asString()).isEqualTo(lake().toString());
        assertThat(job.at("/layout/codec").asString()).isEqualTo("zstd:1");
        assertThat(job.at("/retry-backoff").asString()).isEqualTo("5s");
        assertThat(lake()).doesNotExist();
    }

    @Test
    void a_secret_is_neither_printed_nor_written_wherever_it_is_kept() throws Exception {
        String encoded = URLEncoder.encode(TestServer.GUEST_PASSWORD, StandardCharsets.UTF_8);
        String url = database.url("guest:" + encoded, database.server().port());
        Files.writeString(folder.resolve("url"), url + "\n");
        Path file = job("{file: url}", "public.events_1", "");

        Cli dry = Cli.run("run", file, "--dry-run", "--json");
        clean(dry, encoded);
        assertThat(dry.json().getFirst().at("/source/postgres/url/file").asString())
                .isEqualTo(folder.resolve("url").toString());
        clean(Cli.run("run", file, "--dry-run"), encoded);
        clean(Cli.run("run", file, "--json"), encoded);

        Path other = job("{env: DATABASE_URL}", "public.events_1", "");
        try (SlipwayProcess process =
                SlipwayProcess.start(folder, Map.of("DATABASE_URL", url), "", "run", other, "--dry-run", "--json")) {
            Cli end = process.end(60);
            clean(end, encoded);
            assertThat(end.json().getFirst().at("/source/postgres/url/env").asString())
                    .isEqualTo("DATABASE_URL");
        }
        assertThat(Lakes.files(lake())).isNotEmpty();
        for (Path written : Lakes.files(lake())) {
            assertThat(Files.readString(written, StandardCharsets.ISO_8859_1)).doesNotContain("s3cr");
        }
    }

    private static void clean(Cli cli, String encoded) {
        assertThat(cli.status()).as(cli.all()).isZero();
        assertThat(cli.all()).doesNotContain(TestServer.GUEST_PASSWORD, encoded, "s3cr");
    }

    @Test
    void a_mistake_in_the_file_is_one_line_on_standard_error_and_the_last_object_for_programs() throws IOException {
        Path file = job(database.url(), "public.events_1", "retrys: 3\n");
        Cli cli = Cli.run("run", file);
        Cli json = Cli.run("run", file, "--json");

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err())
                .isEqualTo("slipway: " + file + ":9:1: retrys is not known here; did you mean \"retries\"?\n");
        assertThat(json.status()).isEqualTo(2);
        assertThat(json.json()).singleElement().satisfies(done -> {
            assertThat(done.required("event").asString()).isEqualTo("done");
            assertThat(done.required("exitCode").asInt()).isEqualTo(2);
            assertThat(done.required("error").asString()).contains(":9:1: retrys");
        });
    }

    @Test
    void the_exit_status_is_that_of_the_export() throws IOException {
        Cli partial = Cli.run("run", job(database.url(), "[public.events_1, public.wrong]", ""));
        assertThat(partial.status()).as(partial.all()).isEqualTo(3);
        assertThat(partial.err()).contains("public.wrong was not exported");

        assertThat(Cli.run("run", job(database.url(), "public.wrong", "")).status())
                .isEqualTo(1);
        assertThat(Cli.run("run", job(database.url(), "public.none", "")).status())
                .isEqualTo(2);
        assertThat(Cli.run("run", job("postgresql://me@localhost:1/db", "a", ""))
                        .status())
                .isEqualTo(1);
        assertThat(Cli.run("run", folder.resolve("none.yaml")).err())
                .isEqualTo("slipway: " + folder.resolve("none.yaml") + ": cannot be read: there is no such file\n");
        assertThat(Cli.run("run").status()).isEqualTo(2);
    }

    @Test
    void a_job_may_map_append_and_publish_all_at_once() throws Exception {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE a AS SELECT i::text AS n, 1::numeric AS price FROM generate_series(1, 50) i",
                        "CREATE TABLE b AS SELECT i::text AS n, 1::numeric AS price FROM generate_series(1, 50) i");
        Files.writeString(folder.resolve("m.yaml"), "mapping: 1\ncolumns: {n: {parse: integer}}\n");
        String more = "mapping: m.yaml\nmode: append\npublish: plan\nverify: now\n";

        Cli cli = Cli.run("run", job(database.url(), "public.*", more), "--json");

        assertThat(cli.status()).as(cli.all()).isZero();
        assertThat(cli.json("table-published")).hasSize(2);
        assertThat(Cli.run("show", Lakes.data(lake()).getFirst()).out()).contains("int64");
        assertThat(Cli.run("verify", lake()).status()).isZero();
    }
}
