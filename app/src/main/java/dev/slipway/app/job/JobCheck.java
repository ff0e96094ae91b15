package dev.slipway.app.job;

import dev.slipway.Failure;
import dev.slipway.config.Place;
import dev.slipway.config.Secret;
import dev.slipway.config.YamlFile;
import dev.slipway.config.YamlList;
import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import dev.slipway.mapping.MappingFile;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with a job file, as far as that shows without connecting: the first mistake below each of its keys at the
 * top, and in each mapping file.
 *
 * @param job what it says, if nothing is wrong
 * @param problems a line each, which says where
 */
record JobCheck(Path file, Optional<JobFile> job, List<String> problems) {
    private static final Pattern PLACE = Pattern.compile("(.+?):(\\d+):(\\d+): .*", Pattern.DOTALL);
    private static final String MAPPING = "mapping";

    /** What stands in for a key that is wrong, so that the others can be read. */
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

    /**
     * Looks at a file.
     *
     * @param environment where references to variables lead; empty: references are not followed
     */
    static JobCheck of(Path file, Optional<Map<String, String>> environment) {
        Set<String> problems = new LinkedHashSet<>();
        Set<String> wrong = new TreeSet<>();
        Optional<JobFile> job = Optional.empty();
        try {
            missing(YamlFile.read(file), problems);
            boolean more = true;
            while (more) {
                YamlMap map = YamlFile.read(file);
                try {
                    JobFile read = JobFile.read(file, map.replaced(wrong, least(file)));
                    job = Optional.of(read);
                    more = false;
                } catch (Failure e) {
                    more = note(e, file, map, problems, wrong);
                }
            }
        } catch (Failure e) {
            problems.add(e.text());
        }
        if (wrong.isEmpty()) {
            job.ifPresent(read -> environment.ifPresent(variables -> references(read, variables, problems)));
        }
        return new JobCheck(file, problems.isEmpty() ? job : Optional.empty(), List.copyOf(problems));
    }

    private static YamlMap least(Path file) {
        return YamlFile.parse(LEAST, file.toString());
    }

    private static void missing(YamlMap map, Set<String> problems) {
        for (String key : least(Path.of("least")).entries().keySet()) {
            try {
                map.required(key);
            } catch (Failure e) {
                problems.add(e.text());
            }
        }
    }

    /** Whether the rest of the file can be read without what is wrong. */
    private static boolean note(Failure failure, Path file, YamlMap map, Set<String> problems, Set<String> wrong) {
        Matcher place = PLACE.matcher(failure.text());
        boolean placed = place.matches();
        problems.add(placed ? failure.text() : file + ": " + failure.text());
        if (!placed) {
            return false;
        }
        boolean here = place.group(1).equals(file.toString());
        String key = here ? key(map, Integer.parseInt(place.group(2)), Integer.parseInt(place.group(3))) : MAPPING;
        if (key.equals(MAPPING)) {
            mappings(map, problems);
        }
        boolean news = wrong.add(key);
        wrong.addAll(TOGETHER.getOrDefault(key, Set.of()));
        return news;
    }

    /** The last key at the top that begins there or before. */
    private static String key(YamlMap map, int line, int column) {
        String last = "";
        for (String key : map.entries().keySet()) {
            Place begin = map.placeOf(key);
            if (begin.line() < line || (begin.line() == line && begin.column() <= column)) {
                last = key;
            }
        }
        return last;
    }

    private static void mappings(YamlMap map, Set<String> problems) {
        map.optional(MAPPING).ifPresent(all -> {
            for (YamlNode node : all instanceof YamlList list ? list.asList() : List.of(all)) {
                try {
                    MappingFile.read(node.asPath());
                } catch (Failure e) {
                    problems.add(e.text());
                }
            }
        });
    }

    private static void references(JobFile job, Map<String, String> environment, Set<String> problems) {
        for (Secret secret : JobParts.secrets(job)) {
            try {
                secret.reveal(environment);
            } catch (Failure e) {
                problems.add(e.text());
            }
        }
    }
}
