package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Main;
import dev.slipway.app.job.JobFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line and a job file ask for one and the same thing. */
final class SameJobTest {
    @TempDir
    Path folder;

    private static ExportJob asked(List<String> arguments) {
        CommandLine line = Main.commandLine();
        List<String> all = new ArrayList<>(List.of("export", "postgres"));
        all.addAll(arguments);
        CommandLine.ParseResult parsed = line.parseArgs(all.toArray(String[]::new));
        return ((ExportPostgresCommand)
                        parsed.subcommand().subcommand().commandSpec().userObject())
                .job();
    }

    private ExportJob written(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), text);
        return JobFile.read(file).export(System.getenv()).orElseThrow();
    }

    private static void same(ExportJob asked, ExportJob written) {
        assertThat(written.from()).isEqualTo(asked.from());
        assertThat(written.to()).isEqualTo(asked.to());
        assertThat(written.ledger()).isEqualTo(asked.ledger());
        assertThat(written.settings()).isEqualTo(asked.settings());
        assertThat(written.parquet()).isEqualTo(asked.parquet());
        assertThat(written.mappings()).isEqualTo(asked.mappings());
    }

    @Test
    void what_neither_says_is_the_same() throws IOException {
        ExportJob asked =
                asked(List.of("public.t", "--to", folder.resolve("lake").toString()));
        ExportJob written = written("""
                job: a
                source: {postgres: {tables: public.t}}
                targets: [{folder: lake}]
                """);

        same(asked, written);
        assertThat(written.conduct()).isEqualTo(asked.conduct());
    }

    @Test
    void every_option_means_the_same_in_both() throws IOException {
        String full = Files.readString(Path.of("src/test/resources/full-job.yaml"))
                .replace("{env: SLIPWAY_TEST_URL}", "postgresql://me@host/db")
                .replace("{env: SLIPWAY_TEST_LEDGER}", "postgresql://us@books/all")
                .replace("@FOLDER@", folder.toString());
        Map<String, String> values = Map.ofEntries(
                Map.entry("--url", "postgresql://me@host/db"),
                Map.entry("--partitions-of", "public.p"),
                Map.entry("--older-than", "90d"),
                Map.entry("--where", "id > 5"),
                Map.entry("--columns", "at,id,price"),
                Map.entry("--key", "at,id"),
                Map.entry("--order", "key"),
                Map.entry("--as", "price=decimal(20, 0)"),
                Map.entry("--infinity", "sentinel"),
                Map.entry("--connections", "3"),
                Map.entry("--unit-bytes", "64MiB"),
                Map.entry("--statement-timeout", "600"),
                Map.entry("--lock-timeout", "1"),
                Map.entry("--transport", "driver"),
                Map.entry("--max-rate", "20MB"),
                Map.entry("--ledger", "postgresql://us@books/all"),
                Map.entry("--ledger-schema", "books"),
                Map.entry("--ledger-name", "sales"),
                Map.entry("--prefix", "full"),
                Map.entry("--layout", "year={date:yyyy}/{id}"),
                Map.entry("--layout-by", "at"),
                Map.entry("--open-files", "7"),
                Map.entry("--open-bytes", "3MiB"),
                Map.entry("--rows-per-file", "1000"),
                Map.entry("--file-bytes", "10MB"),
                Map.entry("--codec", "snappy"),
                Map.entry("--page-version", "1"),
                Map.entry("--group-rows", "500"),
                Map.entry("--value-bytes-max", "1MiB"),
                Map.entry("--s3-endpoint", "https://store.example:9000"),
                Map.entry("--s3-region", "eu-west-3"),
                Map.entry("--s3-encryption", "aws:kms"),
                Map.entry("--s3-storage-class", "STANDARD_IA"),
                Map.entry("--spool", folder.resolve("spool").toString()),
                Map.entry("--to", "s3://bucket/lake"));
        List<String> arguments =
                new ArrayList<>(List.of("public.a_*", "\"Odd\".\"Näme\"", "--replace", "--as", "id=text"));
        arguments.addAll(List.of("--s3-path-style", "--s3-requester-pays"));
        values.forEach((name, value) -> arguments.addAll(List.of(name, value)));

        same(asked(arguments), written(full.replace("lock-timeout: 500ms", "lock-timeout: 1s")));
    }

    @Test
    void a_query_means_the_same_in_both() throws IOException {
        String lake = folder.resolve("lake").toString();
        ExportJob written = written("""
                job: a
                source: {postgres: {query: SELECT 1 AS a, as-table: one, key: ["", a]}}
                targets: {folder: lake}
                """);

        same(asked(List.of("--query", "SELECT 1 AS a", "--as-table", "one", "--key", ",a", "--to", lake)), written);
    }

    @Test
    void increments_mean_the_same_in_both() throws IOException {
        String lake = folder.resolve("lake").toString();
        ExportJob written = written("""
                job: a
                source: {postgres: {tables: public.t}}
                targets: {folder: lake}
                incremental: [at, id]
                reconcile: 7
                """);
        ExportJob asked = asked(List.of("public.t", "--to", lake, "--incremental", "at,id", "--reconcile", "7"));

        same(asked, written);
        assertThat(written.incremental())
                .contains(new Incremental(List.of("at", "id"), 7))
                .isEqualTo(asked.incremental());
        assertThat(written.conduct()).isEqualTo(asked.conduct());
    }
}
