package dev.slipway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");

    /** A file of sources by its name, or anything by a path into a module. */
    private static final Pattern SOURCE = Pattern.compile("`([A-Za-z0-9_-]+\\.(?:java|jsonl|py)"
            + "|(?:core|parquet|duckdb|postgres|app|bench|docs|\\.ci)/(?!target/)[A-Za-z0-9_./-]+)`");

    @Test
    void every_link_between_pages_leads_to_a_file_and_a_heading() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Page page : Page.all()) {
            Matcher link = LINK.matcher(page.text());
            while (link.find()) {
                if (!link.group(1).contains("://") && !leadsSomewhere(page, link.group(1), link.group(2))) {
                    dead.add(page.name() + ": " + link.group());
                }
            }
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void every_page_can_be_reached_from_the_index() throws IOException {
        String index = Page.read("docs/README.md").text();

        assertThat(Page.all())
                .filteredOn(
                        page -> page.name().startsWith("docs/") && !page.name().equals("docs/README.md"))
                .allSatisfy(page -> assertThat(index).contains("(" + page.name().substring("docs/".length()) + ")"));
    }

    @Test
    void every_source_file_that_a_page_names_exists() throws IOException {
        Set<String> known = names();
        List<String> unknown = new ArrayList<>();
        for (Page page : Page.all()) {
            Matcher named = SOURCE.matcher(page.text());
            while (named.find()) {
                if (!known.contains(named.group(1))) {
                    unknown.add(page.name() + ": " + named.group());
                }
            }
        }

        assertThat(known).contains("Main.java", "app/pom.xml");
        assertThat(unknown).isEmpty();
    }

    /** Names of source files, and their paths from the root. */
    private static Set<String> names() throws IOException {
        Set<String> names = new HashSet<>();
        for (String folder : List.of("core", "parquet", "duckdb", "postgres", "files", "app", "bench", "docs", ".ci")) {
            try (Stream<Path> files = Files.walk(Page.checkout().resolve(folder))) {
                for (Path file : files.filter(path -> !path.toString().contains("/target/"))
                        .toList()) {
                    names.add(Page.checkout().relativize(file).toString());
                    names.add(file.getFileName().toString());
                }
            }
        }
        return names;
    }

    private static boolean leadsSomewhere(Page page, String target, String anchor) throws IOException {
        Path from = Page.checkout().resolve(page.name());
        Path to = target.isEmpty() ? from : from.resolveSibling(target).normalize();
        if (anchor == null || !Files.isRegularFile(to)) {
            return Files.exists(to);
        }
        return Files.readString(to).lines().filter(line -> line.startsWith("#")).anyMatch(line -> slug(line)
                .equals(anchor));
    }

    /** How a heading is named in links. */
    private static String slug(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
