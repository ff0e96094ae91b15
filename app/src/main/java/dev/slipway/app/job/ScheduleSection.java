package dev.slipway.app.job;

import dev.slipway.app.console.TimeSpan;
import dev.slipway.app.schedule.CronText;
import dev.slipway.app.schedule.Days;
import dev.slipway.app.schedule.Schedule;
import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code zone}, {@code schedule} and {@code timeout}: when a job runs, and how long it may take.
 *
 * @param zone whose clocks the job goes by
 * @param timing what the schedule says; empty: the job runs when somebody runs it
 * @param timeout after which a run is stopped; empty: never
 */
record ScheduleSection(ZoneId zone, Optional<Timing> timing, Optional<Duration> timeout) {
    /** Not the machine's: a job means the same wherever it is read. */
    private static final ZoneId ZONE = ZoneId.of("UTC");

    private static final Duration TIMEOUT_MIN = Duration.ofSeconds(1);
    private static final Duration TIMEOUT_MAX = Duration.ofDays(30);

    /** Names that tzdata has under the same name everywhere; Java knows some more, such as SystemV/PST8. */
    private static final Pattern ZONE_NAME = Pattern.compile("UTC|(?!SystemV/)[A-Z][A-Za-z]+(/[A-Za-z0-9_+-]+)+");

    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
    private static final Map<String, DayOfWeek> WEEKDAYS = IntStream.rangeClosed(1, 7)
            .mapToObj(DayOfWeek::of)
            .collect(Collectors.toMap(ScheduleSection::word, day -> day, (a, b) -> a, TreeMap::new));

    /** How a run stands against what else the machine has to do. */
    enum Priority {
        /** Behind everything else. */
        LOW,
        /** As anything else. */
        NORMAL
    }

    /**
     * What the schedule of a job says.
     *
     * @param written the keys {@code at} and {@code on}, or {@code cron}, as they stand in the file
     * @param label what schedulers call it
     * @param logs the folder of its logs
     */
    record Timing(Schedule when, Written written, String label, Optional<Path> logs, Priority priority) {}

    /** How a schedule is spelled. */
    sealed interface Written {
        /** Times of day, and days; no days: every day. */
        record Times(List<String> at, List<String> on) implements Written {}

        /** Five fields. */
        record Cron(String text) implements Written {}
    }

    static ScheduleSection read(YamlMap map, String job) {
        ZoneId zone = map.optional("zone").map(ScheduleSection::zone).orElse(ZONE);
        Optional<Timing> timing = map.optional("schedule").map(node -> timing(node.asMap(), zone, job));
        return new ScheduleSection(zone, timing, Measures.duration(map, "timeout", TIMEOUT_MIN, TIMEOUT_MAX));
    }

    private static ZoneId zone(YamlNode node) {
        String expected = "the name of a zone, such as Asia/Bangkok or UTC";
        return node.asParsed(expected, text -> {
            if (!ZONE_NAME.matcher(text).matches()) {
                throw new IllegalArgumentException(expected);
            }
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(expected, e);
            }
        });
    }

    private static Timing timing(YamlMap map, ZoneId zone, String job) {
        Optional<YamlNode> at = map.optional("at");
        Optional<YamlNode> on = map.optional("on");
        Optional<YamlNode> cron = map.optional("cron");
        if (at.isPresent() == cron.isPresent()) {
            throw map.refused("says when by at, or by cron: one of the two");
        }
        if (cron.isPresent() && on.isPresent()) {
            throw on.get().refused("goes with at; cron says the days itself");
        }
        Written written = cron.<Written>map(node -> new Written.Cron(node.asText()))
                .orElseGet(() -> new Written.Times(
                        at.orElseThrow().asTexts(),
                        on.map(ScheduleSection::days).orElse(List.of())));
        Schedule when = cron.map(node -> cron(node, zone)).orElseGet(() -> at(at.orElseThrow(), on, zone));
        Timing timing = new Timing(
                when,
                written,
                map.optional("label").map(ScheduleSection::label).orElse("slipway-" + job),
                map.optional("logs").map(YamlNode::asPath),
                map.choice("priority", Priority.LOW));
        map.end();
        return timing;
    }

    private static Schedule cron(YamlNode node, ZoneId zone) {
        try {
            return new Schedule(zone, List.of(CronText.parse(node.asText())));
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private static Schedule at(YamlNode at, Optional<YamlNode> on, ZoneId zone) {
        SortedSet<LocalTime> times = new TreeSet<>();
        for (YamlNode node : at.asOneOrMore()) {
            if (!TIME.matcher(node.asText()).matches()) {
                throw node.unexpected("a time of day from 00:00 to 23:59, as 05:00");
            }
            times.add(LocalTime.parse(node.asText()));
        }
        return Schedule.at(zone, times, on.map(ScheduleSection::read).orElse(Days.EVERY));
    }

    private static Days read(YamlNode on) {
        SortedSet<DayOfWeek> ofWeek = new TreeSet<>();
        SortedSet<Integer> ofMonth = new TreeSet<>();
        for (YamlNode node : on.asOneOrMore()) {
            String text = node.asWritten("a day, as mon or 15");
            if (text.matches("\\d+")) {
                ofMonth.add((int) node.asWhole(1, 31));
            } else {
                ofWeek.add(node.asChoice(WEEKDAYS));
            }
        }
        if (!ofWeek.isEmpty() && !ofMonth.isEmpty()) {
            throw on.refused("names days of the week and of the month: name one kind, or write a job for each");
        }
        return ofWeek.isEmpty() ? Days.ofMonth(ofMonth) : Days.ofWeek(ofWeek);
    }

    private static List<String> days(YamlNode on) {
        return on.asOneOrMore().stream().map(node -> node.asWritten("a day")).toList();
    }

    private static String label(YamlNode node) {
        String label = node.asText();
        if (!LABEL.matcher(label).matches()) {
            throw node.unexpected("1 to 100 letters, digits, _, . or -, of which the first is a letter or digit");
        }
        return label;
    }

    private static String word(Enum<?> constant) {
        String name = constant.name().toLowerCase(Locale.ROOT);
        return constant instanceof DayOfWeek ? name.substring(0, 3) : name;
    }

    void write(ObjectNode node) {
        node.put("zone", zone.getId());
        timing.ifPresent(known -> {
            ObjectNode schedule = node.putObject("schedule");
            switch (known.written()) {
                case Written.Times times -> {
                    ArrayNode at = schedule.putArray("at");
                    times.at().forEach(at::add);
                    if (!times.on().isEmpty()) {
                        on(times.on(), schedule.putArray("on"));
                    }
                }
                case Written.Cron cron -> schedule.put("cron", cron.text());
            }
            schedule.put("label", known.label());
            known.logs()
                    .ifPresent(
                            path -> schedule.put("logs", path.toAbsolutePath().toString()));
            schedule.put("priority", word(known.priority()));
        });
        timeout.ifPresent(limit -> node.put("timeout", TimeSpan.text(limit)));
    }

    private static void on(List<String> days, ArrayNode node) {
        new ArrayList<>(days).forEach(day -> {
            if (day.matches("\\d+")) {
                node.add(Integer.parseInt(day));
            } else {
                node.add(day);
            }
        });
    }
}
