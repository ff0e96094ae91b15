package dev.slipway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlFileTest {
    @TempDir
    Path folder;

    private static String refusal(String text) {
        return refusal(() -> YamlFile.parse(text, "a.yaml"));
    }

    private static String refusal(Runnable action) {
        try {
            action.run();
        } catch (Failure e) {
            assertThat(e.kind()).isEqualTo(Failure.Kind.CONFIG);
            return e.text();
        }
        throw new AssertionError("not refused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "a: 1\\na: 2          | a.yaml:2:1: a is given twice; line 1 has it already",
                "x: {b: 1, b: 2}      | a.yaml:1:11: x.b is given twice",
                "a: &b 1              | a.yaml:1:4: &b is an anchor, which is not used here",
                "a: *b                | a.yaml:1:4: *b is an alias, which is not used here: put a text that begins with *",
                "a: [*]               | a.yaml:1:6: is no YAML: while scanning an alias, unexpected character found ](93): put a text",
                "a: [&c [], *c, *c]   | a.yaml:1:5: &c is an anchor",
                "a: !!int 1           | a.yaml:1:4: has a tag, which is not used here",
                "a: !env {b: c}       | a.yaml:1:4: has a tag",
                "a: ! b               | a.yaml:1:4: has a tag",
                "a: 1\\n---\\nb: 2    | a.yaml:2:1: a second document begins, expected one in a file",
                "a: 1\\n\\tb: 2       | a.yaml:2:1: is no YAML: while scanning for the next token, found character '\\t(TAB)'",
                "a: [1, 2             | a.yaml:2:1: is no YAML: while parsing a flow sequence",
                "a: b: c              | a.yaml:1:5: is no YAML: mapping values are not allowed here",
                "a: 'b                | a.yaml:2:1: is no YAML: while scanning a quoted scalar",
                "a: \\u0001           | a.yaml:1:4: has the character U+0001, which no YAML file has",
                "1: a                 | a.yaml:1:1: expected a text as key, found 1: put it in quotes if it is one",
                "true: a              | a.yaml:1:1: expected a text as key, found true",
                "[a]: b               | a.yaml:1:1: expected a text as key, found a list",
                "~: b                 | a.yaml:1:1: expected a text as key, found empty",
                "- a                  | a.yaml:1:1: the file is a list, expected a map of keys and values",
                "text                 | a.yaml:1:1: the file is \"text\", expected a map of keys and values",
                "---                  | the file is empty, expected a map of keys and values",
                "%YAML 2.0\\n---\\na: 1 | a.yaml: is no YAML 1.2: Version{major=2, minor=0}",
                "# nothing            | a.yaml: is empty, expected a map of keys and values"
            })
    void a_file_that_is_not_one_map_written_out_is_refused_with_its_line(String text, String message) {
        String yaml = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0001", "\u0001") + "\n";

        assertThat(refusal(yaml)).contains(message);
    }

    @Test
    void a_file_that_lies_too_deep_or_is_too_large_is_refused() {
        assertThat(refusal("a: " + "[".repeat(40) + "]".repeat(40))).contains("a.yaml:1:", "more than 32 levels deep");
        assertThat(refusal("a: " + "x".repeat(1 << 20))).contains("more than 1 MiB");
    }

    @Test
    void a_file_that_is_not_there_or_a_folder_is_refused_by_name() {
        Path missing = folder.resolve("missing.yaml");

        assertThat(refusal(() -> YamlFile.read(missing)))
                .isEqualTo(missing + ": cannot be read: there is no such file");
        assertThat(refusal(() -> YamlFile.read(folder))).startsWith(folder + ": cannot be read: ");
    }

    @Test
    void bytes_that_are_no_utf8_are_refused_where_they_stand() throws IOException {
        Path file = folder.resolve("latin.yaml");
        Files.write(file, "a: 1\nb: Grün\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refusal(() -> YamlFile.read(file)))
                .isEqualTo(file + ":2:6: is no UTF-8 from here on: save the file as UTF-8");
        Files.write(file, "a: 1\n".getBytes(StandardCharsets.UTF_16));
        assertThat(refusal(() -> YamlFile.read(file))).startsWith(file + ":1:1: is no UTF-8");
    }

    @Test
    void a_file_with_a_byte_order_mark_and_windows_line_ends_is_read() throws IOException {
        Path file = folder.resolve("windows.yaml");
        Files.writeString(file, "\uFEFFa: b\r\nc: d\r\n");

        assertThat(YamlFile.read(file).text("a")).isEqualTo("b");
        assertThat(YamlFile.read(file).text("c")).isEqualTo("d");
    }

    @Test
    void a_merged_key_is_a_key_like_any_other_and_so_not_known() {
        YamlMap map = YamlFile.parse("<<: {a: 1}\n", "a.yaml");

        assertThatThrownBy(map::end).hasMessageContaining("a.yaml:1:1: [\"<<\"] is not known here");
    }
}
