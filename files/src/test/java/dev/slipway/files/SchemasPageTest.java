package dev.slipway.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.mapping.SeedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of schemas says what schemas do. */
final class SchemasPageTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("^\\| `([a-z]+)` \\|", Pattern.MULTILINE);

    private static String page() throws IOException {
        return Files.readString(SeedTable.root().resolve("docs/reference/schemas.md"));
    }

    private static List<String> keys(String heading) throws IOException {
        String section = page().split("\n## " + heading + "\n")[1].split("\n## ")[0];
        return KEY.matcher(section).results().map(found -> found.group(1)).toList();
    }

    @Test
    void theExampleReadsARecord() throws IOException {
        String example =
                YAML.matcher(page()).results().findFirst().orElseThrow().group(1);
        FileSchema schema = SchemaFile.parse(example, "schemas.md");
        String record =
                "{\"ts\":\"1970-01-01 00:00:01\",\"query\":\"q\",\"timings\":{\"total_ms\":1.5,\"cache_hit\":true}}";

        assertThat(Outcome.of(schema, record).allRows())
                .isEqualTo(List.of(List.of(1_000_000L, "q", 1.5, true, "{\"total_ms\":1.5,\"cache_hit\":true}")));
    }

    @Test
    void thePageHasEveryKey() throws IOException {
        String head = "name: t\nversion: 1\nformat: jsonl\n";

        assertThatThrownBy(() -> SchemaFile.parse(head + "columns: {a: text}\nzzzzzzzz: 1\n", "s.yaml"))
                .message()
                .satisfies(said -> assertThat(keys("The file")).containsExactlyInAnyOrder(known(said)));
        assertThatThrownBy(() -> SchemaFile.parse(head + "columns: {a: {type: text, zzzzzzzz: 1}}\n", "s.yaml"))
                .message()
                .satisfies(said -> assertThat(keys("Columns")).containsExactlyInAnyOrder(known(said)));
        assertThat(keys("Formats")).containsExactlyInAnyOrder("csv", "json", "jsonl", "text");
    }

    private static String[] known(String said) {
        return said.split("known are ")[1].split(", ");
    }
}
