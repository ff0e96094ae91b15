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

    /** A property of the JVM, which is not written anywhere. */
    private static final Set<String> NOT_WRITTEN = Set.of("slipway.terminal", "slipway.columns", "postgres.");

    @Test
    void every_key_of_footers_manifests_and_origins_is_in_the_reference() throws IOException {
        String pages = Page.read("docs/reference/footer.md").text()
                + Page.read("docs/reference/manifest.md").text();

        assertThat(keys())
                .contains("slipway.digest", "slipway.schema", "postgres.type", "postgres.snapshot", "parquet.type")
                .allSatisfy(key -> assertThat(pages).contains("`" + key + "`"));
    }

    @Test
    void every_field_of_a_manifest_is_in_the_reference() throws IOException {
        String page = Page.read("docs/reference/manifest.md").text();
        String writer = Files.readString(
                        Page.checkout().resolve("core/src/main/java/dev/slipway/ledger/ManifestJson.java"))
                + Files.readString(Page.checkout().resolve("core/src/main/java/dev/slipway/ledger/JsonFields.java"));
        Matcher put =
                Pattern.compile("\\.put(?:Object|Array)?\\(\"([a-z0-9.]+)\"").matcher(writer);
        Set<String> fields = new TreeSet<>();
        while (put.find()) {
            fields.add(put.group(1));
        }

        assertThat(fields).contains("slipway.manifest", "files", "sha256").allSatisfy(field -> assertThat(page)
                .contains("`" + field + "`"));
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
