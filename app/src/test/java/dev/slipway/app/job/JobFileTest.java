package dev.slipway.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.app.export.ExportJob;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Access;
import dev.slipway.postgres.PostgresOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

final class JobFileTest {
    private static final String LEAST = """
            job: least
            source:
              postgres:
                tables: public.events
            targets:
              - folder: lake
            """;

    @TempDir
    Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("a.yaml"), text);
    }

    private JobFile read(String text) throws IOException {
        return JobFile.read(write(text));
    }

    private static ExportJob export(JobFile file) {
        return ((JobSource.Postgres) file.source()).job();
    }

    private String refusal(String text) throws IOException {
        try {
            read(text);
        } catch (Failure e) {
            assertThat(e.kind()).isEqualTo(Failure.Kind.CONFIG);
            return e.text().replace(folder + "/", "");
        }
        throw new AssertionError("not refused: " + text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "job: least | job: a b | a.yaml:1:6: job is \"a b\", expected 1 to 64 letters, digits, _, . or -",
                "job: least | job: 2024 | a.yaml:1:6: job is 2024, expected a text: put it in quotes if it is one",
                "job: least | jobs: least | a.yaml:1:1: the file lacks the key \"job\"",
                "source: | sources: | a.yaml:1:1: the file lacks the key \"source\"",
                "tables: | tabels: | a.yaml:4:5: source.postgres names its rows by tables or by a query",
                "tables: | table: [b]\\n    tables: | a.yaml:4:5: source.postgres.table is not known here; did you mean \"tables\"?",
                "postgres: | mysql: | a.yaml:3:3: source lacks the key \"postgres\"",
                "public.events | [] | a.yaml:4:13: source.postgres.tables is an empty list, expected at least one value",
                "public.events | [a, 1] | a.yaml:4:17: source.postgres.tables[1] is 1, expected a text",
                "public.events | [*] | a.yaml:4:15: is no YAML: while scanning an alias",
                "public.events | x\\n    query: SELECT 1 | source.postgres names its rows by tables or by a query: one of the two, and not both",
                "public.events | x\\n    as-table: y | a.yaml:5:15: source.postgres.as-table says what the rows of a query are called, and there is none",
                "public.events | x\\n    connections: 65 | a.yaml:5:18: source.postgres.connections is 65, expected a whole number from 1 to 64",
                "public.events | x\\n    unit-bytes: 0 | a.yaml:5:17: source.postgres.unit-bytes is 0, expected a size of 1 byte",
                "public.events | x\\n    unit-bytes: much | a.yaml:5:17: source.postgres.unit-bytes is \"much\", expected a size like 512MB",
                "public.events | x\\n    lock-timeout: soon | a.yaml:5:19: source.postgres.lock-timeout is \"soon\", expected a duration like 500ms, 5s or 2m",
                "public.events | x\\n    order: random | a.yaml:5:12: source.postgres.order is \"random\", expected one of stored, key",
                "public.events | x\\n    infinity: maybe | a.yaml:5:15: source.postgres.infinity is \"maybe\", expected one of error, sentinel, text",
                "public.events | x\\n    transport: bus | a.yaml:5:16: source.postgres.transport is \"bus\", expected one of automatic, driver",
                "public.events | x\\n    key: [a, b, c] | a.yaml:5:10: source.postgres.key has 3 columns",
                "public.events | x\\n    where: | a.yaml:5:11: source.postgres.where is empty, expected a text",
                "public.events | x\\n    as: {price: money} | a.yaml:5:17: source.postgres.as.price: a column cannot be had as \"money\"",
                "public.events | x\\n    url: nonsense | a.yaml:5:10: source.postgres.url does not tell where to connect",
                "targets: | target: | a.yaml:1:1: the file lacks the key \"targets\"",
                "folder: lake | {} | a.yaml:6:5: targets[0] lacks the key \"folder\"",
                "folder: lake | folder: '' | a.yaml:6:13: targets[0].folder is \"\", expected a path",
                "folder: lake | folder: lake\\n    required: false | a.yaml:7:15: targets[0].required is false, but at least one target",
                "folder: lake | folder: lake\\n  - folder: more | a.yaml:7:5: targets[1] is a second target; a job has one target for now",
                "folder: lake | folder: lake\\n    bucket: b | a.yaml:7:5: targets[0].bucket is not known here; known are folder, spool, required",
                "folder: lake | folder: lake\\n    spool: s | a.yaml:7:12: targets[0].spool is for what goes to s3://, and the target is a folder",
                "job: least | job: a\\nlayout: {prefix: 'a b'} | a.yaml:2:18: layout.prefix is \"a b\", expected 1 to 40 letters",
                "job: least | job: a\\nlayout: {codec: zstd:23} | a.yaml:2:17: layout.codec is \"zstd:23\", expected zstd, zstd:LEVEL with a level from 1 to 22, snappy or none",
                "job: least | job: a\\nlayout: {page-version: 3} | a.yaml:2:24: layout.page-version is 3, expected one of 1, 2",
                "job: least | job: a\\nlayout: {rows-per-file: -1} | layout.rows-per-file is -1, expected a whole number from 1",
                "job: least | job: a\\nlayout: {value-bytes-max: 2GiB} | layout.value-bytes-max is \"2GiB\", expected a size of 1 byte to 1073741824 bytes",
                "job: least | job: a\\nlayout: {group-row: 5} | a.yaml:2:10: layout.group-row is not known here; did you mean \"group-rows\"?",
                "job: least | job: a\\nmode: merge | a.yaml:2:7: mode is \"merge\", expected one of replace, append",
                "job: least | job: a\\npublish: file | a.yaml:2:10: publish is \"file\", expected one of table, plan",
                "job: least | job: a\\nverify: never | a.yaml:2:9: verify is \"never\", expected one of now, later",
                "job: least | job: a\\nretries: 0 | a.yaml:2:10: retries is 0, expected a whole number from 1 to 100",
                "job: least | job: a\\nretry-backoff: -1s | a.yaml:2:16: retry-backoff is \"-1s\", expected a duration",
                "job: least | job: a\\nlease: 999ms | a.yaml:2:8: lease is \"999ms\", expected a duration from 1s to 24h",
                "job: least | job: a\\nlease: 25h | a.yaml:2:8: lease is \"25h\", expected a duration from 1s to 24h",
                "job: least | job: a\\nstop-on-error: yes | a.yaml:2:16: stop-on-error is \"yes\", expected true or false",
                "job: least | job: a\\nmapping: none.yaml | a.yaml:2:10: mapping is \"none.yaml\", expected a mapping file; there is none at",
                "job: least | job: a\\nincremental: [a, b, c] | a.yaml:2:14: incremental names one column or two, not a,b,c",
                "job: least | job: a\\nincremental: a\\nreconcile: some | a.yaml:3:12: reconcile is \"some\", expected all, none or a number of ranges",
                "job: least | job: a\\nreconcile: 7 | a.yaml:2:12: reconcile compares what an incremental export wrote, and there is no incremental",
                "job: least | job: a\\nincremental: a\\nmode: append | a.yaml:2:14: incremental chooses the rows of each range",
                "job: least | job: a\\nincremental: a\\npublish: plan | a.yaml:2:14: incremental chooses the rows of each range, takes a snapshot for each, and publishes range after range: it does not go with publish: plan",
                "job: least | job: a\\nincremental: a\\nsnapshot: table | does not go with snapshot: table",
                "job: least | job: a\\ntimetable: daily | a.yaml:2:1: timetable is not known here; known are job, source"
            })
    void a_mistake_is_refused_with_file_line_column_and_path(String part, String wrong, String message)
            throws IOException {
        String text = LEAST.replace(part, wrong.replace("\\n", "\n"));

        assertThat(refusal(text)).contains(message).contains("a.yaml:");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://me:hush@host/db",
        "postgresql://me@host/db?password=hush",
        "jdbc:postgresql://host/db?user=me&password=hush",
        "postgresql://me@host/db?sslpassword=hush",
        "host=host password=hush",
        "postgresql://me:hu@sh/x@host/db"
    })
    void a_password_in_the_file_is_refused_and_not_repeated(String url) throws IOException {
        String refusal = refusal(LEAST.replace("tables:", "url: '" + url + "'\n    tables:"));

        assertThat(refusal).startsWith("a.yaml:4:10: source.postgres.url ").doesNotContain("hush", "hu@sh");
    }

    @Test
    void a_reference_is_followed_only_when_the_job_is_to_run() throws IOException {
        JobFile file = read(LEAST.replace("tables:", "url: {env: DATABASE_URL}\n    tables:"));
        Map<String, String> environment = Map.of("DATABASE_URL", "postgresql://me:hush@host/db");

        assertThat(file.export(environment).orElseThrow().from().url()).isEqualTo("postgresql://me:hush@host/db");
        assertThat(file.export(environment).orElseThrow().from().environment()).isEqualTo(environment);
        assertThat(file.toString()).contains("DATABASE_URL");
        assertThat(file.export(environment).orElseThrow().toString()).doesNotContain("hush");
        try {
            var unused = file.export(Map.of()).orElseThrow();
            throw new AssertionError("not refused");
        } catch (Failure e) {
            assertThat(e.text())
                    .endsWith("a.yaml:4:16: source.postgres.url.env names the environment variable DATABASE_URL, which"
                            + " is not set");
        }
    }

    @Test
    void paths_are_relative_to_the_folder_of_the_file() throws IOException {
        Files.createDirectory(folder.resolve("mappings"));
        Files.writeString(folder.resolve("mappings/m.yaml"), "mapping: 1\ncolumns: {a: {rename: b}}\n");
        ExportJob job = export(read(LEAST + "mapping: [mappings/m.yaml, ./mappings/m.yaml]\n"));

        assertThat(job.to()).isEqualTo(new Place.Folder(folder.resolve("lake")));
        assertThat(job.mappings().all())
                .extracting(mapping -> Path.of(mapping.file()))
                .containsExactly(folder.resolve("mappings/m.yaml"), folder.resolve("./mappings/m.yaml"));
        assertThat(read(LEAST.replace("folder: lake", "folder: /data/lake")).to())
                .isEqualTo(new Place.Folder(Path.of("/data/lake")));
    }

    @Test
    void a_place_in_s3_is_a_target_with_what_it_takes_to_get_there() throws IOException {
        JobFile job = read(LEAST.replace("folder: lake", "folder: s3://bucket/lake")
                + "s3: {endpoint: \"http://localhost:9000\", path-style: true}\n");

        S3Access access = new S3Access(
                Optional.of("http://localhost:9000"),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                false);
        assertThat(job.to()).isEqualTo(new Place.Bucket("s3://bucket/lake", access));
    }

    @Test
    void durations_without_a_unit_are_seconds() throws IOException {
        PostgresOptions options = export(
                        read(LEAST.replace("tables:", "lock-timeout: 7\n    statement-timeout: 2m\n    tables:")))
                .from();

        assertThat(options.lockTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(options.statementTimeout()).contains(Duration.ofMinutes(2));
    }

    @Test
    void a_job_with_every_default_filled_in_is_the_same_job() throws IOException {
        for (String text : List.of(LEAST, Files.readString(FULL))) {
            JobFile first = read(text.replace("@FOLDER@", folder.toString()));
            ObjectNode json = JobJson.of(first);
            JobFile second = read(json.toString());

            assertThat(export(second)).isEqualTo(export(first));
            assertThat(JobJson.of(second)).isEqualTo(json);
        }
    }

    private static final Path FULL = Path.of("src/test/resources/full-job.yaml");

    @Test
    void every_job_file_that_is_shipped_is_understood() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../jobs"))) {
            List<Path> shipped =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();

            assertThat(shipped)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(JobFile.read(file).name()).isNotEmpty());
        }
    }
}
