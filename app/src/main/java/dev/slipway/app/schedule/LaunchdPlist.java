package dev.slipway.app.schedule;

import dev.slipway.Failure;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An agent or daemon of launchd, which knows no zone but the machine's. */
public final class LaunchdPlist {
    private static final int TIMES_MAX = 1_000;
    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            """;

    private LaunchdPlist() {}

    /**
     * The file.
     *
     * @param machine the zone of the machine that will run it
     * @param now from when on its clocks must go with those of the job's zone
     * @throws Failure CONFIG when they do not, or for more times than such a file should list
     */
    public static PrintedFile of(ScheduledJob job, ZoneId machine, Instant now) {
        Schedule there = job.schedule().in(machine, now);
        StringBuilder text = new StringBuilder(HEAD);
        text.append("<!-- By the clocks of ").append(machine).append(", the machine's zone. -->\n");
        text.append("<plist version=\"1.0\">\n<dict>\n");
        string(text, "Label", job.label());
        text.append("  <key>ProgramArguments</key>\n  <array>\n");
        job.wordsWithVariables()
                .forEach(word ->
                        text.append("    <string>").append(escaped(word)).append("</string>\n"));
        text.append("  </array>\n");
        times(text, there);
        if (job.low()) {
            string(text, "ProcessType", "Background");
            number(text, "Nice", 10);
            text.append("  <key>LowPriorityIO</key>\n  <true/>\n");
        }
        number(text, "ExitTimeOut", ScheduledJob.GRACE.toSeconds());
        job.output().ifPresent(path -> string(text, "StandardOutPath", path));
        job.errors().ifPresent(path -> string(text, "StandardErrorPath", path));
        return new PrintedFile(
                job.label() + ".plist", text.append("</dict>\n</plist>\n").toString());
    }

    private static void string(StringBuilder text, String key, String value) {
        text.append("  <key>")
                .append(key)
                .append("</key>\n  <string>")
                .append(escaped(value))
                .append("</string>\n");
    }

    private static void number(StringBuilder text, String key, long value) {
        text.append("  <key>")
                .append(key)
                .append("</key>\n  <integer>")
                .append(value)
                .append("</integer>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void times(StringBuilder text, Schedule schedule) {
        List<Map<String, Integer>> all = new ArrayList<>();
        schedule.rules().forEach(rule -> all.addAll(times(rule)));
        if (all.size() > TIMES_MAX) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the schedule has " + all.size() + " times, and launchd wants each of them listed: " + TIMES_MAX
                            + " are enough; run the job less often");
        }
        boolean one = all.size() == 1;
        text.append("  <key>StartCalendarInterval</key>\n").append(one ? "" : "  <array>\n");
        for (Map<String, Integer> time : all) {
            String indent = one ? "  " : "    ";
            text.append(indent).append("<dict>\n");
            time.forEach((key, value) -> text.append(indent)
                    .append("  <key>")
                    .append(key)
                    .append("</key>\n")
                    .append(indent)
                    .append("  <integer>")
                    .append(value)
                    .append("</integer>\n"));
            text.append(indent).append("</dict>\n");
        }
        text.append(one ? "" : "  </array>\n");
    }

    /** What is left out means any. */
    private static List<Map<String, Integer>> times(Rule rule) {
        Days days = rule.days();
        List<Map<String, Integer>> all = List.of(new LinkedHashMap<>());
        all = each(all, "Month", days.everyMonth() ? List.of() : days.months());
        all = each(all, "Day", days.everyOfMonth() ? List.of() : days.ofMonth());
        all = each(all, "Weekday", days.everyOfWeek() ? List.of() : days.cronOfWeek());
        all = each(all, "Hour", rule.everyHour() ? List.of() : rule.hours());
        return each(all, "Minute", rule.everyMinute() ? List.of() : rule.minutes());
    }

    private static List<Map<String, Integer>> each(
            List<Map<String, Integer>> all, String key, Collection<Integer> values) {
        if (values.isEmpty()) {
            return all;
        }
        List<Map<String, Integer>> more = new ArrayList<>();
        for (Map<String, Integer> one : all) {
            for (int value : values) {
                Map<String, Integer> with = new LinkedHashMap<>(one);
                with.put(key, value);
                more.add(with);
            }
        }
        return more;
    }
}
