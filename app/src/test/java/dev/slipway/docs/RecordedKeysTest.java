package dev.slipway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written into files and manifests can be looked up. */
final class RecordedKeysTest {
    private static final Pattern KEY = Pattern.compile("\"((?:slipway|postgres|parquet)\\.[a-z_.]+)\"");

    private static final String FIELDS = "core/src/main/java/dev/slipway/ledger/JsonFields.java";
    private static final String LOSSES = "core/src/main/java/dev/slipway/ledger/LossesJson.java";
    private static final String EMPTIED = "core/src/main/java/dev/slipway/ledger/EmptiedJson.java";
    private static final String ENTRIES = "core/src/main/java/dev/slipway/ledger/EntryJson.java";

    /** Properties of the JVM, and tables of a database. */
    private static final Set<String> NOT_WRITTEN = Set.of(
            "slipway.terminal",
            "slipway.columns",
            "slipway.launcher",
            "slipway.output.columns",
            "slipway.restore_progress",
            "slipway.archive_heads",
            "slipway.dropped",
            "postgres.");

    @Test
    void every_key_of_footers_manifests_and_origins_is_in_the_reference() throws IOException {
        String pages = Page.read("docs/reference/footer.md").text()
                + Page.read("docs/reference/manifest.md").text()
                + Page.read("docs/reference/ledger.md").text();

        assertThat(keys())
                .contains("slipway.digest", "slipway.schema", "postgres.type", "postgres.snapshot", "parquet.type")
                .allSatisfy(key -> assertThat(pages).contains("`" + key + "`"));
    }

    @Test
    void every_field_of_a_manifest_is_in_the_reference() throws IOException {
        String page = Page.read("docs/reference/manifest.md").text();

        assertThat(put("core/src/main/java/dev/slipway/ledger/ManifestJson.java", FIELDS, LOSSES, EMPTIED))
                .contains("slipway.manifest", "files", "sha256", "nulled", "empty")
                .allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
    }

    @Test
    void every_entry_of_the_ledger_is_in_the_reference_with_its_fields() throws IOException {
        String page = Page.read("docs/reference/ledger.md").text();
        Pattern kind = Pattern.compile("(?:KIND, |-> )(\"[a-z]+\")");

        assertThat(found(ENTRIES, kind))
                .contains("started", "planned", "abandoned")
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
        assertThat(put(
                        ENTRIES,
                        LOSSES,
                        EMPTIED,
                        "core/src/main/java/dev/slipway/ledger/CommitText.java",
                        "core/src/main/java/dev/slipway/ledger/Signpost.java"))
                .contains("slipway.ledger", "position", "epoch", "borders")
                .allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
    }

    @Test
    void what_status_and_clean_write_for_programs_is_in_the_reference() throws IOException {
        String page = Page.read("docs/reference/json.md").text();
        String app = "app/src/main/java/dev/slipway/app/";

        assertThat(put(
                        app + "status/StatusJson.java",
                        app + "status/CleanCommand.java",
                        app + "export/Summary.java",
                        app + "restore/RestoreReport.java"))
                .contains("holder", "givenUp", "unitsKept")
                .allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
    }

    /** The names under which these sources put values into an object. */
    private static Set<String> put(String... sources) throws IOException {
        Set<String> fields = new TreeSet<>();
        for (String source : sources) {
            fields.addAll(found(source, Pattern.compile("[. ]put(?:Object|Array)?\\((?:node, )?(\"[A-Za-z0-9.]+\")")));
        }
        return fields;
    }

    /** What stands in the quotes that the pattern finds. */
    private static Set<String> found(String source, Pattern quoted) throws IOException {
        Set<String> texts = new TreeSet<>();
        Matcher found = quoted.matcher(Files.readString(Page.checkout().resolve(source)));
        while (found.find()) {
            texts.add(found.group(1).replace("\"", ""));
        }
        return texts;
    }

    private static Set<String> keys() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String module : List.of("core", "parquet", "duckdb", "postgres", "app")) {
            Path sources = Page.checkout().resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Matcher key = KEY.matcher(Files.readString(file));
                    while (key.find()) {
                        keys.add(key.group(1));
                    }
                }
            }
        }
        keys.removeAll(NOT_WRITTEN);
        return keys;
    }
}
