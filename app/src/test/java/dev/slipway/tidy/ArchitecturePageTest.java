package dev.slipway.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchitecturePageTest {
    private static final Source SOURCE =
            Source.of(Snippets.MAIN, "package dev.slipway.data; interface Store { record Blob() {} }");

    private static List<String> check(String page) {
        Rule rule = new ArchitecturePage(page, Set.of("core/src", "core/pom.xml", "README.md"), Set.of("HttpClient"));
        return Snippets.check(rule, SOURCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"`Gone`", "`Gone.Blob`", "`dev.slipway.gone`", "`core/gone`", "`GONE.md` `Gone.md`"})
    void what_does_not_exist_is_caught(String line) {
        assertThat(check("# Title\n" + line)).singleElement().asString().startsWith("ARCHITECTURE.md:2 names `");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`Store`",
                "`Store.Blob` and `Blob`",
                "`Store.promote()`",
                "`dev.slipway.data`",
                "`core/src`",
                "`core/src/`",
                "`core/pom.xml`",
                "`README.md`",
                "`HttpClient`",
                "`REPLACE`",
                "`--verify later`",
                "`core`"
            })
    void what_exists_or_is_no_name_passes(String line) {
        assertThat(check(line)).isEmpty();
    }
}
