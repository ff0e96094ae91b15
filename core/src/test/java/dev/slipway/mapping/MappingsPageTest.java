package dev.slipway.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.TypeName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents of mappings say what mappings do. */
final class MappingsPageTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern FORM = Pattern.compile("^\\| (`[^|]*) \\| ([^|]*) \\|", Pattern.MULTILINE);

    private static String page(String name) throws IOException {
        return Files.readString(SeedTable.root().resolve("docs").resolve(name));
    }

    private static List<String> examples(String name) throws IOException {
        List<String> examples = new ArrayList<>();
        Matcher matcher = YAML.matcher(page(name));
        while (matcher.find()) {
            examples.add(matcher.group(1).stripIndent());
        }
        return examples;
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference/mappings.md", "how-to/map-columns.md"})
    void everyExampleIsAMapping(String name) throws IOException {
        List<String> examples = examples(name);

        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            assertThat(MappingFile.parse(example, name).columns()).isNotEmpty();
        }
    }

    @Test
    void theFirstExampleIsTheShippedFile() throws IOException {
        assertThat(examples("reference/mappings.md").getFirst())
                .isEqualTo(Files.readString(SeedTable.root().resolve("mappings/permanent-data-items.yaml")));
    }

    @Test
    void everyFormIsUnderstoodAndHasTheTypeThatThePageSays() throws IOException {
        String forms = page("reference/mappings.md").split("## Forms")[1].split("##")[0];
        Matcher row = FORM.matcher(forms);
        int understood = 0;
        while (row.find()) {
            for (String form : row.group(1)
                    .replaceAll(" to |, (?=`)", ";")
                    .replace("`", "")
                    .split(";")) {
                if (!form.startsWith("decode") && !form.equals("decimal(p,s)")) {
                    String type = TypeName.of(FormWords.form(form.strip()).type());
                    assertThat(row.group(2)).as(form).containsAnyOf(type, "the same");
                    understood++;
                }
            }
        }
        assertThat(understood).isEqualTo(13);
    }
}
