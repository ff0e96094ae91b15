package dev.slipway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlNodeTest {
    private static YamlMap parse(String text) {
        return YamlFile.parse(text, "jobs/a.yaml");
    }

    private static void refused(String text, Consumer<YamlMap> read, String message) {
        YamlMap map = parse(text);
        assertThatThrownBy(() -> read.accept(map))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessage("jobs/a.yaml:" + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "yes | TEXT",
                "on | TEXT",
                "1_000 | TEXT",
                "12:30 | TEXT",
                "2024-01-01 | TEXT",
                "0b1 | TEXT",
                "NULL | NOTHING",
                "~ | NOTHING",
                "true | TRUTH",
                "FALSE | TRUTH",
                "tRUE | TEXT",
                "-7 | WHOLE",
                "007 | WHOLE",
                "0x1F | WHOLE",
                "0o17 | WHOLE",
                "1e3 | FRACTION",
                ".5 | FRACTION",
                "-.inf | FRACTION",
                ".nan | FRACTION",
                "1.2.3 | TEXT",
                "\"12\" | TEXT",
                "'true' | TEXT"
            })
    void a_plain_value_has_the_type_of_the_core_schema_and_a_quoted_one_is_a_text(String text, YamlScalar.Kind kind) {
        YamlNode node = parse("a: " + text + "\n").required("a");

        assertThat(((YamlScalar) node).kind()).isEqualTo(kind);
    }

    @Test
    void whole_numbers_are_read_in_every_base_and_within_their_limits() {
        YamlMap map = parse("a: 12\nb: 0x1F\nc: 0o17\nd: -3\ne: +4\n");

        assertThat(map.whole("a", 1, 12, 0)).isEqualTo(12);
        assertThat(map.whole("b", 1, 64, 0)).isEqualTo(31);
        assertThat(map.whole("c", 1, 64, 0)).isEqualTo(15);
        assertThat(map.whole("d", -3, 64, 0)).isEqualTo(-3);
        assertThat(map.whole("e", 1, 64, 0)).isEqualTo(4);
        assertThat(map.whole("f", 1, 64, 5)).isEqualTo(5);
    }

    @Test
    void what_is_left_out_is_gone_with_all_within_it_and_the_rest_keeps_its_places() {
        YamlMap whole = parse("a: 1\nb: {c: [x, y], d: 2}\ne: {f: 3}\n");
        YamlMap rest = whole.without(Set.of("b.c[0]", "b.d", "e")).or(parse("a: 9\ne: 4\n"));

        assertThat(rest.entries().keySet()).containsExactly("a", "b", "e");
        assertThat(rest.whole("a", 1, 9, 0)).isEqualTo(1);
        assertThat(rest.whole("e", 1, 9, 0)).isEqualTo(4);
        assertThat(rest.map("b").list("c")).singleElement().satisfies(item -> {
            assertThat(item.asText()).isEqualTo("y");
            assertThat(item.place().path()).isEqualTo("b.c[1]");
        });
        assertThat(rest.map("b").optional("d")).isEmpty();
        assertThat(whole.places().map(Place::path).distinct())
                .containsExactly("", "a", "b", "b.c", "b.c[0]", "b.c[1]", "b.d", "e", "e.f");
    }

    @Test
    void what_is_left_out_was_not_asked_for() {
        YamlMap whole = parse("a: 1\nb: 2\n");
        whole.entries();

        assertThatThrownBy(whole.without(Set.of("a"))::end).hasMessageContaining("b is not known here");
    }

    @Test
    void a_refusal_says_where_what_was_found_and_what_was_expected() {
        String tail = "expected a whole number from 1 to 64";
        Consumer<YamlMap> read = map -> map.map("source").whole("n", 1, 64, 2);

        refused("source:\n  n: many\n", read, "2:6: source.n is \"many\", " + tail);
        refused("source:\n  n: 65\n", read, "2:6: source.n is 65, " + tail);
        refused("source:\n  n: 1.0\n", read, "2:6: source.n is 1.0, " + tail);
        refused("source:\n  n: 99999999999999999999\n", read, "2:6: source.n is 99999999999999999999, " + tail);
        refused("source:\n  n:\n", read, "2:5: source.n is empty, " + tail);
        refused("source:\n  n: {a: b}\n", read, "2:6: source.n is a map, " + tail);
        refused("source: []\n", read, "1:9: source is an empty list, expected a map of keys and values");
        refused("a: b\n", read, "1:1: the file lacks the key \"source\"");
        refused("source: {a: b}\n", map -> map.map("source").text("n"), "1:9: source lacks the key \"n\"");
    }

    @Test
    void a_value_of_another_type_is_never_made_into_a_text() {
        refused("a: 12\n", map -> map.text("a"), "1:4: a is 12, expected a text: put it in quotes if it is one");
        refused(
                "a: no more\nb: true\n",
                map -> map.text("b"),
                "2:4: b is true, expected a text: put it in quotes if it is one");
        refused("a:\n", map -> map.text("a"), "1:3: a is empty, expected a text");
        refused("a: [b]\n", map -> map.text("a"), "1:4: a is a list, expected a text");
        refused("a: yes\n", map -> map.truth("a", false), "1:4: a is \"yes\", expected true or false");
        refused("a: \"true\"\n", map -> map.truth("a", false), "1:4: a is \"true\", expected true or false");
    }

    @Test
    void a_list_may_be_a_single_value_but_not_empty() {
        YamlMap map = parse("a: x\nb: [x, y]\n");

        assertThat(map.required("a").asTexts()).containsExactly("x");
        assertThat(map.required("b").asTexts()).containsExactly("x", "y");
        refused(
                "a: []\n",
                empty -> empty.required("a").asTexts(),
                "1:4: a is an empty list, expected at least one value");
        refused("a: [x, {}]\n", wrong -> wrong.required("a").asTexts(), "1:8: a[1] is an empty map, expected a text");
        refused("a: x\n", wrong -> wrong.list("a"), "1:4: a is \"x\", expected a list");
    }

    @Test
    void a_choice_is_one_of_its_words() {
        Map<String, Integer> choices = new LinkedHashMap<>();
        choices.put("now", 1);
        choices.put("later", 2);

        assertThat(parse("a: later\n").choice("a", choices, 1)).isEqualTo(2);
        assertThat(parse("b: later\n").choice("a", choices, 1)).isEqualTo(1);
        refused("a: never\n", map -> map.choice("a", choices, 1), "1:4: a is \"never\", expected one of now, later");
    }

    @Test
    void a_value_with_a_form_of_its_own_is_parsed_as_it_is_written() {
        YamlMap map = parse("a: 2024-01-31\nb: 1e3\n");

        assertThat(map.required("a").asParsed("a day", YamlNodeTest::day)).isEqualTo(LocalDate.of(2024, 1, 31));
        assertThat(map.required("b").asWritten("a size")).isEqualTo("1e3");
        refused(
                "a: 31.1.\n",
                wrong -> wrong.required("a").asParsed("a day", YamlNodeTest::day),
                "1:4: a is \"31.1.\", expected a day");
        refused("a: true\n", wrong -> wrong.required("a").asWritten("a size"), "1:4: a is true, expected a size");
    }

    private static LocalDate day(String text) {
        if (!text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            throw new IllegalArgumentException();
        }
        return LocalDate.parse(text);
    }

    @Test
    void a_path_is_relative_to_the_folder_of_the_file() {
        YamlMap map = parse("a: ../lake\nb: /lake\n");

        assertThat(map.required("a").asPath()).isEqualTo(Path.of("jobs/../lake"));
        assertThat(map.required("b").asPath()).isEqualTo(Path.of("/lake"));
        refused("a: ''\n", wrong -> wrong.required("a").asPath(), "1:4: a is \"\", expected a path");
    }

    @Test
    void a_key_that_nobody_asked_for_is_refused_with_the_nearest_that_is_known() {
        Consumer<YamlMap> read = map -> {
            map.optional("retries");
            map.optional("publish");
            map.end();
        };

        refused("publish: a\nretrys: 2\n", read, "2:1: retrys is not known here; did you mean \"retries\"?");
        refused("zebra: 2\n", read, "1:1: zebra is not known here; known are retries, publish");
        refused("a: {b: 1}\n", map -> map.map("a").end(), "1:5: a.b is not known here; no key is");
        refused("we ird: 1\n", read, "1:1: [\"we ird\"] is not known here; known are retries, publish");
    }

    @Test
    void all_keys_count_as_known_when_all_were_asked_for() {
        YamlMap map = parse("b: 1\na: 2\n");

        assertThat(map.entries().sequencedKeySet()).containsExactly("b", "a");
        map.end();
        assertThat(map.placeOf("a")).isEqualTo(new Place("jobs/a.yaml", 2, 1, "a"));
    }

    @Test
    void a_long_or_wild_value_is_shown_in_short_and_on_one_line() {
        refused(
                "a: \"" + "x".repeat(100) + "\"\n",
                map -> map.truth("a", true),
                "1:4: a is \"" + "x".repeat(30) + "…\", expected true or false");
        refused("a: \"x\\e[31m\\ny\"\n", map -> map.truth("a", true), "1:4: a is \"x·[31m·y\", expected true or false");
    }
}
