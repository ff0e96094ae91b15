package dev.slipway.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.dd.plist.NSArray;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSObject;
import com.dd.plist.PropertyListParser;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All four forms mean the same instants, over a year with the changes of its clocks: as others read them. */
final class FireTimesTest {
    private static final Instant FROM = Instant.parse("2027-03-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2028-03-02T00:00:00Z");
    private static final Pattern ELAPSE = Pattern.compile("(?:Next elapse|Iter\\. #\\d+): \\w{3} (\\S+) (\\S+) UTC");

    /** What the schedule says of a minute, written down once more by hand: time and date, by the clocks of the zone. */
    private static SortedSet<Instant> minutes(ZoneId zone, Predicate<ZonedDateTime> fires) {
        SortedSet<Instant> minutes = new TreeSet<>();
        for (Instant at = FROM; at.isBefore(TO); at = at.plusSeconds(60)) {
            if (fires.test(at.atZone(zone))) {
                minutes.add(at);
            }
        }
        return minutes;
    }

    private static boolean in(String days, LocalDate date) {
        return switch (days) {
            case "every" -> true;
            case "weekdays" -> date.getDayOfWeek().getValue() <= 5;
            case "sunday" -> date.getDayOfWeek().getValue() == 7;
            case "first" -> date.getDayOfMonth() == 1;
            case "leap" -> date.getMonthValue() == 2 && date.getDayOfMonth() == 29;
            default -> throw new AssertionError(days);
        };
    }

    private static Schedule schedule(String zone, List<String> times, String days) {
        String fields =
                switch (days) {
                    case "every" -> "* * *";
                    case "weekdays" -> "* * mon-fri";
                    case "sunday" -> "* * 7";
                    case "first" -> "1 * *";
                    case "leap" -> "29 2 *";
                    default -> throw new AssertionError(days);
                };
        Days these = CronText.parse("0 0 " + fields).days();
        return Schedule.at(
                ZoneId.of(zone),
                new TreeSet<>(times.stream().map(LocalTime::parse).toList()),
                these);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Asia/Bangkok        | 05:00             | every
            Asia/Bangkok        | 05:00 17:30       | weekdays
            Europe/Berlin       | 05:00             | every
            Europe/Berlin       | 00:30 03:00 23:59 | sunday
            America/New_York    | 01:00 03:00       | first
            America/St_Johns    | 05:15             | every
            Australia/Lord_Howe | 01:29 05:00       | every
            Pacific/Chatham     | 23:45 00:15       | weekdays
            Africa/Casablanca   | 05:00             | every
            Asia/Kathmandu      | 00:10             | sunday
            UTC                 | 00:00 12:00       | every
            UTC                 | 12:00             | leap
            """)
    void allFormsMeanTheSameInstants(String zone, String times, String days) throws Exception {
        List<String> at = List.of(times.split(" "));
        Set<LocalTime> clock = at.stream().map(LocalTime::parse).collect(Collectors.toSet());
        ZoneId where = ZoneId.of(zone);
        ScheduledJob job = Jobs.parquetExport(schedule(zone, at, days));
        SortedSet<Instant> expected =
                minutes(where, time -> clock.contains(time.toLocalTime()) && in(days, time.toLocalDate()));

        assertThat(expected).isNotEmpty();
        assertThat(kubernetes(job)).as("kubernetes").isEqualTo(expected);
        assertThat(crontab(CronTable.of(job, Optional.empty(), Jobs.NOW), where))
                .as("crontab")
                .isEqualTo(expected);
        assertThat(launchd(job, where)).as("launchd").isEqualTo(expected);
        if (Systemd.isHere()) {
            assertThat(systemd(job, expected.size() + 1)).as("systemd").isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Asia/Bangkok     | 05:00 17:30 | every    | UTC
            Asia/Bangkok     | 05:00 17:30 | weekdays | UTC
            Asia/Bangkok     | 05:00 17:30 | weekdays | Asia/Tokyo
            Asia/Kathmandu   | 00:10       | sunday   | Asia/Bangkok
            Asia/Bangkok     | 12:00       | first    | UTC
            Europe/Berlin    | 05:00       | every    | Europe/Paris
            Europe/Berlin    | 23:30       | weekdays | Europe/Helsinki
            Europe/Berlin    | 00:30       | sunday   | Europe/London
            """)
    void byTheClocksOfTheMachineTheyAreTheSameInstants(String zone, String times, String days, String machine)
            throws Exception {
        List<String> at = List.of(times.split(" "));
        Set<LocalTime> clock = at.stream().map(LocalTime::parse).collect(Collectors.toSet());
        ScheduledJob job = Jobs.parquetExport(schedule(zone, at, days));
        SortedSet<Instant> expected =
                minutes(ZoneId.of(zone), time -> clock.contains(time.toLocalTime()) && in(days, time.toLocalDate()));

        ZoneId there = ZoneId.of(machine);
        assertThat(launchd(job, there)).as("launchd").isEqualTo(expected);
        assertThat(crontab(CronTable.of(job, Optional.of(there), Jobs.NOW), there))
                .as("crontab")
                .isEqualTo(expected);
    }

    private static SortedSet<Instant> kubernetes(ScheduledJob job) {
        SortedSet<Instant> all = new TreeSet<>();
        CronJobManifest.Needs needs = new CronJobManifest.Needs(new LinkedHashMap<>(), List.of(), List.of());
        Yaml.documents(CronJobManifest.of(job, "slipway:1", needs).text()).stream()
                .skip(1)
                .map(document -> document.getAsJsonObject().getAsJsonObject("spec"))
                .forEach((JsonObject spec) -> all.addAll(cron(
                        spec.get("schedule").getAsString(),
                        ZoneId.of(spec.get("timeZone").getAsString()))));
        return all;
    }

    private static SortedSet<Instant> crontab(PrintedFile file, ZoneId machine) {
        SortedSet<Instant> all = new TreeSet<>();
        ZoneId zone = machine;
        for (String line : file.text().lines().toList()) {
            if (line.startsWith("CRON_TZ=")) {
                zone = ZoneId.of(line.substring(8));
            } else if (!line.startsWith("#")) {
                all.addAll(cron(String.join(" ", List.of(line.split(" ")).subList(0, 5)), zone));
            }
        }
        return all;
    }

    private static SortedSet<Instant> cron(String fields, ZoneId zone) {
        ExecutionTime times = ExecutionTime.forCron(
                new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(fields));
        SortedSet<Instant> all = new TreeSet<>();
        Optional<ZonedDateTime> next =
                times.nextExecution(FROM.minus(Duration.ofSeconds(1)).atZone(zone));
        while (next.isPresent() && next.get().toInstant().isBefore(TO)) {
            all.add(next.get().toInstant());
            next = times.nextExecution(next.get());
        }
        return all;
    }

    /** As its manual says: a key that is missing is any, and days of week and month do not both occur. */
    private static SortedSet<Instant> launchd(ScheduledJob job, ZoneId machine) throws Exception {
        NSDictionary plist = (NSDictionary) PropertyListParser.parse(
                LaunchdPlist.of(job, machine, Jobs.NOW).text().getBytes(StandardCharsets.UTF_8));
        NSObject interval = plist.objectForKey("StartCalendarInterval");
        NSObject[] all = interval instanceof NSArray array ? array.getArray() : new NSObject[] {interval};
        List<Map<String, Integer>> times = Stream.of(all)
                .map(one -> ((NSDictionary) one)
                        .getHashMap().entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, entry -> ((NSNumber) entry.getValue()).intValue())))
                .toList();
        return minutes(machine, time -> {
            for (Map<String, Integer> one : times) {
                if (fires(one, time)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean fires(Map<String, Integer> one, ZonedDateTime time) {
        return is(one, "Minute", time.getMinute())
                && is(one, "Hour", time.getHour())
                && is(one, "Day", time.getDayOfMonth())
                && is(one, "Month", time.getMonthValue())
                && is(one, "Weekday", time.getDayOfWeek().getValue() % 7);
    }

    private static boolean is(Map<String, Integer> one, String key, int value) {
        return one.getOrDefault(key, value) == value;
    }

    /** Asks for one more than there should be: each costs a process. */
    private static SortedSet<Instant> systemd(ScheduledJob job, int most) throws Exception {
        SortedSet<Instant> all = new TreeSet<>();
        String timer = SystemdUnits.of(job).getLast().text();
        for (String line : timer.lines().toList()) {
            if (line.startsWith("OnCalendar=")) {
                String told = Systemd.analyze(
                        "calendar",
                        "--iterations=" + most,
                        "--base-time=2027-02-28 23:59:59 UTC",
                        line.substring("OnCalendar=".length()));
                Matcher matcher = ELAPSE.matcher(told);
                while (matcher.find()) {
                    all.add(Instant.parse(matcher.group(1) + 'T' + matcher.group(2) + 'Z'));
                }
            }
        }
        return all.headSet(TO);
    }
}
