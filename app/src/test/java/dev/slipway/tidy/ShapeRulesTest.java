package dev.slipway.tidy;

import static dev.slipway.tidy.Snippets.MAIN;
import static dev.slipway.tidy.Snippets.TEST;
import static dev.slipway.tidy.Snippets.body;
import static dev.slipway.tidy.Snippets.check;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShapeRulesTest {
    @Test
    void a_file_over_the_hard_limit_is_caught_in_tests_too() {
        assertThat(check(new FileLength(), Source.of(TEST, "// line\n".repeat(501))))
                .singleElement()
                .asString()
                .startsWith(TEST + ":1 file SnippetTest.java of 501 lines is longer than 500");
        assertThat(check(new FileLength(), Source.of(TEST, "// line\n".repeat(500))))
                .isEmpty();
    }

    @Test
    void too_many_long_files_are_caught_at_the_median_and_at_the_95th_percentile() {
        assertThat(check(new FileLength(), files(100, 101, 101)))
                .singleElement()
                .asString()
                .contains("50 %");
        assertThat(check(new FileLength(), files(100, 100, 300))).isEmpty();
        Source[] tenPercentLong = Stream.iterate(1, i -> i + 1)
                .limit(20)
                .map(i -> Source.of(MAIN, "// line\n".repeat(i > 18 ? 400 : 10)))
                .toArray(Source[]::new);
        assertThat(check(new FileLength(), tenPercentLong))
                .singleElement()
                .asString()
                .contains("95 %");
    }

    @Test
    void a_method_over_the_hard_limit_is_caught_in_tests_too() {
        assertThat(check(new MethodLength(), Source.of(TEST, body("int i;\n".repeat(78)))))
                .singleElement()
                .asString()
                .startsWith(TEST + ":2 method run() of 81 lines");
    }

    @Test
    void too_many_long_methods_are_caught() {
        assertThat(check(new MethodLength(), Source.of(MAIN, body("int i;\n".repeat(40)))))
                .anySatisfy(finding -> assertThat(finding).contains("95 % of all methods"));
        assertThat(check(new MethodLength(), Source.of(MAIN, body("int i;\n".repeat(20)))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class LeaseManager {}",
                "class Strings { class Helper {} }",
                "interface IoUtils {}",
                "record StoreImpl() {}"
            })
    void a_name_for_a_heap_of_code_is_caught(String code) {
        assertThat(check(Names::new, MAIN, code)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"class Utility {}", "class Manage {}", "class Implicit {}"})
    void a_name_that_only_sounds_like_it_passes(String code) {
        assertThat(check(Names::new, MAIN, code)).isEmpty();
    }

    @Test
    void a_public_type_without_javadoc_is_caught() {
        assertThat(check(Documented::new, MAIN, "// no Javadoc\npublic class X { public record Y() {} }"))
                .hasSize(2);
        assertThat(check(Documented::new, MAIN, "/** One. */\npublic class X { record Y() {} }"))
                .isEmpty();
        assertThat(check(Documented::new, TEST, "public class X {}")).isEmpty();
    }

    @Test
    void a_note_of_something_left_to_do_is_caught() {
        String note = "// TO" + "DO later\n";

        assertThat(check(new OpenEnds(), Source.of(MAIN, "\n" + note)))
                .singleElement()
                .asString()
                .contains(MAIN + ":2");
        assertThat(check(new OpenEnds(), Source.of(MAIN, "// todos are a noun\n")))
                .isEmpty();
    }

    private static Source[] files(int... lengths) {
        Source[] sources = new Source[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            sources[i] = Source.of(MAIN, "// line\n".repeat(lengths[i]));
        }
        return sources;
    }
}
