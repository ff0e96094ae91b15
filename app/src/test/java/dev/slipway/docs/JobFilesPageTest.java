package dev.slipway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Main;
import dev.slipway.app.console.ByteSize;
import dev.slipway.app.job.JobFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;

final class JobFilesPageTest {
    private static final String NAME = "docs/reference/job-files.md";

    /** What a job says in a way of its own, and what is no part of a job. */
    private static final Set<String> ELSEWHERE = Set.of(
            "to",
            // as a parameter of its URL
            "auth",
            "dry-run",
            "json",
            "log",
            "log-format",
            "append",
            "layout",
            "layout-by",
            "no-split",
            "ledger",
            "ledger-schema",
            "ledger-name",
            "help",
            "version");

    @TempDir
    Path folder;

    /** The job as it is understood; it need not connect for that. */
    private Map<String, String> understood(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("job.yaml"), text);
        Map<String, String> values = new TreeMap<>();
        collect("", Cli.run("run", file, "--dry-run", "--json").json().getFirst(), values);
        values.keySet().removeAll(List.of("event", "file"));
        return values;
    }

    private static void collect(String path, JsonNode node, Map<String, String> values) {
        boolean texts = node.isArray() && !node.isEmpty() && !node.get(0).isObject();
        if (path.endsWith(".as") || path.endsWith(".url") || texts || node.isValueNode()) {
            values.put(path, node.isValueNode() ? node.asString() : node.toString());
        } else if (node.isArray()) {
            collect(path + "[]", node.get(0), values);
        } else {
            node.properties()
                    .forEach(field -> collect(
                            path.isEmpty() ? field.getKey() : path + '.' + field.getKey(), field.getValue(), values));
        }
    }

    private static List<List<String>> rows() throws IOException {
        return Page.read(NAME).rows(4);
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }

    @Test
    void the_reference_has_every_key_and_no_other() throws IOException {
        String full = Files.readString(Path.of("src/test/resources/full-job.yaml"));
        Files.writeString(folder.resolve("m.yaml"), "mapping: 1\ncolumns: {a: {rename: b}}\n");
        Set<String> keys = new TreeSet<>(understood(full + "mapping: m.yaml\n").keySet());
        keys.addAll(understood(least("query: SELECT 1")).keySet());
        keys.addAll(understood(least("tables: t") + "incremental: id\n").keySet());
        keys.addAll(understood(fileJob()).keySet());
        keys.addAll(
                understood(least("tables: t") + "schedule: {cron: 0 5 * * *}\n").keySet());

        assertThat(rows().stream().map(cells -> plain(cells.getFirst()))).containsExactlyInAnyOrderElementsOf(keys);
    }

    private String fileJob() throws IOException {
        Files.writeString(folder.resolve("s.yaml"), """
                name: t
                version: 1
                format: csv
                columns: {at: timestamp utc}
                """);
        Files.writeString(folder.resolve("v.sql"), "SELECT 1;");
        return Files.readString(Path.of("src/test/resources/full-file-job.yaml"));
    }

    @Test
    void the_reference_has_every_default() throws IOException {
        Map<String, String> defaults = understood(least("query: SELECT 1"));
        defaults.computeIfAbsent("reconcile", understood(least("tables: t") + "incremental: id\n")::get);
        fileJob();
        understood("""
                        job: a
                        source: {files: {inputs: {files: no.csv, schema: s.yaml, optional: true}}}
                        targets: [{folder: lake}]
                        """).forEach(defaults::putIfAbsent);
        // It could not be looked for otherwise.
        defaults.put("source.files.inputs[].optional", "false");
        defaults.computeIfAbsent(
                "schedule.priority", understood(least("tables: t") + "schedule: {cron: 0 5 * * *}\n")::get);

        for (List<String> cells : rows()) {
            String said = plain(cells.get(2));
            String found = defaults.getOrDefault(plain(cells.getFirst()), "");
            boolean given = said.equals("required")
                    || Set.of(
                                    "source.postgres.url",
                                    "ledger.postgres.url",
                                    "ledger.postgres.name",
                                    "source.postgres.query",
                                    "incremental",
                                    "schedule.label",
                                    "layout.value-bytes-max",
                                    "layout.open-bytes")
                            .contains(plain(cells.getFirst()));
            assertThat(given || said.equals(found) || size(said).equals(found))
                    .as("%s: the page says \"%s\", the program \"%s\"", cells.getFirst(), said, found)
                    .isTrue();
        }
    }

    private static String size(String text) {
        return text.matches("\\d+[A-Za-z]+B")
                ? String.valueOf(ByteSize.parse(text).bytes())
                : text;
    }

    private static String least(String rows) {
        return """
                job: least
                source: {postgres: {url: "postgresql://me@localhost:1/db", %s}}
                targets: [{folder: lake}]
                """.formatted(rows);
    }

    @Test
    void every_option_of_an_export_is_a_key_of_a_job() throws IOException {
        List<String> keys =
                rows().stream().map(cells -> plain(cells.getFirst())).toList();
        CommandSpec export = Main.commandLine()
                .parseArgs("export", "postgres", "t", "--to", "lake")
                .subcommand()
                .subcommand()
                .commandSpec();

        assertThat(export.options())
                .extracting(option -> option.longestName().substring(2))
                .filteredOn(name -> !ELSEWHERE.contains(name))
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(keys)
                        .containsAnyOf(
                                "source.postgres." + name,
                                "layout." + name,
                                "targets[]." + name,
                                name.replaceFirst("^s3-", "s3."),
                                name));
    }

    @Test
    void every_job_that_a_page_shows_is_understood() throws IOException {
        List<String> jobs = new ArrayList<>();
        for (Page page : Page.all()) {
            page.code().stream()
                    .filter(block -> block.language().equals("yaml"))
                    .map(block -> String.join("\n", block.lines()) + "\n")
                    .filter(text -> text.startsWith("job:"))
                    .forEach(jobs::add);
        }

        assertThat(jobs).hasSizeGreaterThan(2);
        fileJob();
        for (String job : jobs) {
            Matcher schema = Pattern.compile("schema: (\\S+\\.yaml)").matcher(job);
            if (schema.find()) {
                Files.copy(folder.resolve("s.yaml"), folder.resolve(schema.group(1)));
            }
            assertThat(JobFile.read(Files.writeString(folder.resolve("job.yaml"), job))
                            .name())
                    .isNotEmpty();
        }
    }
}
