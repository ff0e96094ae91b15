package dev.slipway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EnvironmentPageTest {
    private static final Pattern READ =
            Pattern.compile("getenv\\(\"([A-Z_]+)\"\\)|\\$\\{env:([A-Z0-9_]+)|\"(PG[A-Z_]+)\"|\\b(SLIPWAY_[A-Z_]+)");

    /** Those of shell scripts are looked up by a map of them. */
    private static final Pattern LISTED = Pattern.compile("\"([A-Z0-9]+_[A-Z0-9_]+|[A-Z]{7,})\"");

    @Test
    void every_variable_that_the_program_reads_is_in_the_reference() throws IOException {
        Page page = Page.read("docs/reference/environment.md");

        assertThat(variables())
                .contains("PGHOST", "MAX_PARALLEL", "FILES_LIST", "HIVE_SPLIT", "RETRIES", "SLIPWAY_JAVA_HOME")
                .allSatisfy(name -> assertThat(page.text()).contains("`" + name + "`"));
    }

    private static Set<String> variables() throws IOException {
        Set<String> names = new TreeSet<>();
        Path root = Page.checkout();
        for (String start : List.of("slipway", ".mvn/jdk.sh", "app/src/main", "postgres/src/main")) {
            try (Stream<Path> files = Files.walk(root.resolve(start))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    collect(READ, Files.readString(file), names);
                    if (file.endsWith("ScriptVariables.java")) {
                        collect(LISTED, Files.readString(file), names);
                    }
                }
            }
        }
        return names;
    }

    private static void collect(Pattern pattern, String text, Set<String> names) {
        Matcher read = pattern.matcher(text);
        while (read.find()) {
            for (int i = 1; i <= read.groupCount(); i++) {
                if (read.group(i) != null) {
                    names.add(read.group(i));
                }
            }
        }
    }
}
