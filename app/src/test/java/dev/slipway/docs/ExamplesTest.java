package dev.slipway.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.slipway.app.Main;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the pages tell the reader to type, the program understands. */
final class ExamplesTest {
    private record Example(Page page, String line) {}

    @Test
    void every_command_that_a_page_shows_can_be_parsed() throws IOException {
        List<Example> examples = examples();

        assertThat(examples).hasSizeGreaterThan(20);
        assertThat(examples)
                .allSatisfy(example -> assertThatCode(() -> Main.commandLine().parseArgs(arguments(example.line())))
                        .as("%s: %s", example.page().name(), example.line())
                        .doesNotThrowAnyException());
    }

    @Test
    void an_option_that_does_not_exist_would_be_noticed() {
        assertThatCode(() -> Main.commandLine().parseArgs(arguments("./slipway verify ./lake --paralel 2")))
                .hasMessageContaining("--paralel");
        assertThat(arguments("PGSERVICE=prod ./slipway export postgres 'a b' \"say \\\"x\\\"\" --to ./lake | jq ."))
                .containsExactly("export", "postgres", "a b", "say \"x\"", "--to", "./lake");
    }

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (Page page : Page.all()) {
            for (Page.Code block : page.code()) {
                String joined = String.join("\n", block.lines()).replace("\\\n", " ");
                joined.lines()
                        .map(line -> line.strip().replaceFirst("^\\$ ", ""))
                        .filter(line -> line.matches("([A-Z]+=\\S+ )*(\\./)?slipway [a-z].*"))
                        .forEach(line -> examples.add(new Example(page, line)));
            }
        }
        return examples;
    }

    /** As a shell would split the line, up to a pipe, a redirection, a comment or a second command. */
    private static String[] arguments(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && (c == ' ' || "|>#;&".indexOf(c) >= 0)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
                if (c != ' ') {
                    break;
                }
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                begun = true;
            } else if (c == quote) {
                quote = 0;
            } else {
                i += c == '\\' && quote != '\'' ? 1 : 0;
                word.append(line.charAt(i));
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        while (!words.getFirst().endsWith("slipway")) {
            words.removeFirst();
        }
        return words.stream().skip(1).toArray(String[]::new);
    }
}
