package dev.slipway.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TidyTest {
    private static List<Source> sources = List.of();

    @BeforeAll
    static void read() {
        sources = Sources.ofCheckout();
    }

    @Test
    void the_sources_of_every_module_are_read() {
        assertThat(sources.stream().map(Source::module).distinct()).contains("core", "app");
        assertThat(ModuleOrder.ORDER)
                .containsAll(sources.stream().map(Source::module).collect(Collectors.toSet()));
    }

    @Test
    void modules_import_only_what_stands_above_them() {
        check(new ModuleOrder());
    }

    @Test
    void core_needs_no_library_but_json_logging_and_nullness() {
        checkEach(ThirdParties::new);
    }

    @Test
    void imports_name_types_and_no_mocks() {
        checkEach(PlainImports::new);
    }

    @Test
    void the_wall_clock_is_injected() {
        checkEach(InjectedTime::new);
    }

    @Test
    void randomness_is_injected() {
        checkEach(InjectedRandomness::new);
    }

    @Test
    void charsets_are_named() {
        checkEach(NamedCharset::new);
    }

    @Test
    void locales_are_named() {
        checkEach(NamedLocale::new);
    }

    @Test
    void only_the_command_line_and_benchmarks_use_the_console() {
        checkEach(QuietConsole::new);
    }

    @Test
    void no_test_sleeps() {
        checkEach(NoSleep::new);
    }

    @Test
    void no_type_is_named_for_being_a_heap_of_code() {
        checkEach(Names::new);
    }

    @Test
    void public_types_have_javadoc() {
        checkEach(Documented::new);
    }

    @Test
    void nothing_is_left_open_in_a_comment() {
        check(new OpenEnds());
    }

    @Test
    void files_are_short() {
        check(new FileLength());
    }

    @Test
    void methods_are_short() {
        check(new MethodLength());
    }

    @Test
    void the_architecture_page_names_only_what_exists() throws IOException {
        Path page = Sources.checkout().resolve("ARCHITECTURE.md");
        String text = Files.exists(page) ? Files.readString(page) : "";
        check(new ArchitecturePage(text, paths(), PlatformTypes.names()));
    }

    private static void checkEach(Function<Source, Scan> scan) {
        check(Scan.each(scan));
    }

    private static void check(Rule rule) {
        assertThat(rule.check(sources)).isEmpty();
    }

    private static Set<String> paths() throws IOException {
        Path root = Sources.checkout();
        Set<String> paths = new HashSet<>();
        try (Stream<Path> top = Files.list(root)) {
            for (Path path : top.toList()) {
                String name = root.relativize(path).toString();
                paths.add(name);
                if (Files.exists(path.resolve("pom.xml")) || name.equals("docs") || name.equals(".mvn")) {
                    addBelow(root, path, paths);
                }
            }
        }
        return paths;
    }

    private static void addBelow(Path root, Path folder, Set<String> paths) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            below.map(path -> root.relativize(path).toString())
                    .filter(name -> !name.contains("/target/"))
                    .forEach(paths::add);
        }
    }
}
