package dev.slipway.tidy;

import static dev.slipway.tidy.Snippets.check;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ImportRulesTest {
    private static Source source(String module, String subject, String imported) {
        return Source.of(
                module + "/src/main/java/dev/slipway/" + subject + "/X.java",
                "package dev.slipway." + subject + ";\nimport " + imported + ";\nclass X {}\n");
    }

    @Test
    void an_import_from_a_module_below_is_caught_whatever_its_package_is_called() {
        Source core = source("core", "data", "dev.slipway.footer.X");
        Source parquet = source("parquet", "footer", "dev.slipway.data.X");

        assertThat(check(new ModuleOrder(), core, parquet))
                .singleElement()
                .asString()
                .startsWith(
                        "core/src/main/java/dev/slipway/data/X.java:2 core imports dev.slipway.footer.X of parquet");
    }

    @Test
    void an_import_between_use_cases_is_caught_although_it_follows_the_order() {
        Source postgres = source("postgres", "postgres", "java.util.List");
        Source dataset = source("dataset", "dataset", "dev.slipway.postgres.X");
        Source app = source("app", "app", "dev.slipway.postgres.X");

        assertThat(check(new ModuleOrder(), postgres, dataset, app))
                .singleElement()
                .asString()
                .contains("dataset imports", "into core");
    }

    @Test
    void a_nested_type_and_a_static_import_count_for_their_module() {
        Source duckdb = source("duckdb", "duckdb", "java.util.List");
        Source core = source("core", "data", "static dev.slipway.duckdb.X.Inner.open");

        assertThat(check(new ModuleOrder(), core, duckdb)).hasSize(1);
    }

    @Test
    void a_library_in_core_is_caught_and_in_its_tests_it_is_not() {
        String code = "import org.duckdb.DuckDBConnection;\nimport tools.jackson.core.JsonParser;\n";

        assertThat(check(ThirdParties::new, Snippets.MAIN, code)).hasSize(1);
        assertThat(check(ThirdParties::new, Snippets.TEST, code)).isEmpty();
        assertThat(check(ThirdParties::new, Snippets.MAIN.replace("core", "duckdb"), code))
                .isEmpty();
    }

    @Test
    void wildcards_and_mocks_are_caught() {
        String code = "import java.util.*;\nimport static java.lang.Math.*;\nimport org.mockito.Mockito;\n";

        assertThat(check(PlainImports::new, Snippets.TEST, code)).hasSize(3);
        assertThat(check(PlainImports::new, Snippets.TEST, "import java.util.List;\n"))
                .isEmpty();
    }
}
