package dev.slipway.app.job;

import dev.slipway.Failure;
import dev.slipway.config.Place;
import dev.slipway.config.YamlFile;
import dev.slipway.config.YamlList;
import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import dev.slipway.mapping.MappingFile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mistakes of one job file, found one after the other: what is wrong is left out, so that the rest can be read. */
final class Mistakes {
    private static final Pattern PLACED = Pattern.compile("(.+?):(\\d+):(\\d+): (.*)", Pattern.DOTALL);

    /** What is wrong with a value whatever stands beside it. */
    private static final Pattern BY_ITSELF = Pattern.compile("(?s).*(, expected | is not known here; ).*");

    private static final String MAPPING = "mapping";

    /** What stands in for a key that is left out, and without which there is no job. */
    private static final String LEAST = """
            job: least
            source: {postgres: {tables: [t]}}
            targets: [{folder: lake}]
            """;

    /** Keys that say nothing without another one. */
    private static final Map<String, Set<String>> TOGETHER = Map.of(
            "incremental", Set.of("reconcile"),
            "snapshot", Set.of("parallel"),
            "parallel", Set.of("snapshot"));

    private final Path file;
    private final YamlMap whole;
    private final YamlMap least;
    private final Set<String> problems;
    private final Set<String> out = new TreeSet<>();

    /** {@code problems} takes what is found. */
    Mistakes(Path file, YamlMap whole, Set<String> problems) {
        this.file = file;
        this.whole = whole;
        this.problems = problems;
        least = YamlFile.parse(LEAST, file.toString());
    }

    /** In the order of the lines; those without a place first. */
    static List<String> sorted(Set<String> problems) {
        return problems.stream()
                .sorted(Comparator.comparingLong(Mistakes::spot))
                .toList();
    }

    private static long spot(String problem) {
        Matcher placed = PLACED.matcher(problem);
        return placed.matches() ? (Long.parseLong(placed.group(2)) << 32) + Long.parseLong(placed.group(3)) : 0;
    }

    boolean any() {
        return !problems.isEmpty();
    }

    /** The file without what is wrong. */
    YamlMap rest() {
        return whole.without(out).or(least);
    }

    /** Notes the keys without which there is no job. */
    void missing() {
        for (String key : least.without(Set.of()).entries().keySet()) {
            try {
                whole.required(key);
            } catch (Failure e) {
                problems.add(e.text());
            }
        }
    }

    /** Takes note, and tells whether there is a rest that can be read. */
    boolean note(Failure failure) {
        Matcher placed = PLACED.matcher(failure.text());
        if (!placed.matches()) {
            problems.add(file + ": " + failure.text());
            return false;
        }
        if (!placed.group(1).equals(file.toString())) {
            problems.add(failure.text());
            mappings();
            // Files that a job names are those of its mapping, and what its source goes by.
            return out.add(MAPPING) || out.add("source");
        }
        String path = path(Integer.parseInt(placed.group(2)), Integer.parseInt(placed.group(3)), placed.group(4));
        boolean follows = follows(path, failure.text());
        if (!follows) {
            problems.add(failure.text());
        }
        boolean more = out.add(follows ? top(path) : path) || out.add(top(path));
        out.addAll(TOGETHER.getOrDefault(path, Set.of()));
        return more && !path.isEmpty();
    }

    /** Whose mistake it is: the message begins with its path. */
    private String path(int line, int column, String text) {
        return whole.places()
                .filter(place -> place.line() == line && place.column() == column)
                .map(Place::path)
                .filter(text::startsWith)
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    /** Whether it may be wrong only since something was left out: something within it, or beside it. */
    private boolean follows(String path, String text) {
        boolean nested = !top(path).equals(path);
        return out.stream()
                .anyMatch(gone -> gone.startsWith(path + '.')
                        || gone.startsWith(path + '[')
                        || (nested
                                && parent(gone).equals(parent(path))
                                && !BY_ITSELF.matcher(text).matches()));
    }

    private static String top(String path) {
        return path.split("[.\\[]", 2)[0];
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    private void mappings() {
        whole.optional(MAPPING).ifPresent(all -> {
            for (YamlNode node : all instanceof YamlList list ? list.asList() : List.of(all)) {
                try {
                    MappingFile.read(node.asPath());
                } catch (Failure e) {
                    problems.add(e.text());
                }
            }
        });
    }
}
