package dev.slipway.app.schedule;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A service and a timer of systemd, for a user's manager as well as for the machine's. */
public final class SystemdUnits {
    private SystemdUnits() {}

    /** The two files. */
    public static List<PrintedFile> of(ScheduledJob job) {
        return List.of(
                new PrintedFile(job.label() + ".service", service(job)),
                new PrintedFile(job.label() + ".timer", timer(job)));
    }

    private static String service(ScheduledJob job) {
        StringBuilder text = new StringBuilder();
        text.append("[Unit]\nDescription=Slipway job ").append(job.name()).append('\n');
        text.append("Wants=network-online.target\nAfter=network-online.target\n\n[Service]\nType=oneshot\n");
        text.append("ExecStart=").append(command(job)).append('\n');
        if (!job.variables().isEmpty()) {
            text.append("# ")
                    .append(String.join(", ", job.variables()))
                    .append(", a line each, NAME='value'; keep it from");
            text.append(" others. %E is /etc, or ~/.config of a user's manager.\n");
            text.append("EnvironmentFile=%E/slipway/").append(job.name()).append(".env\n");
        }
        job.output().ifPresent(path -> text.append("StandardOutput=append:")
                .append(specifiers(path))
                .append('\n'));
        job.errors().ifPresent(path -> text.append("StandardError=append:")
                .append(specifiers(path))
                .append('\n'));
        if (job.low()) {
            text.append("Nice=10\nIOSchedulingClass=idle\n");
        }
        text.append("# A run stops at the timeout of its job; this is for one that cannot.\n");
        text.append("TimeoutStartSec=");
        text.append(job.deadline().map(limit -> limit.toSeconds() + "s").orElse("infinity"));
        text.append("\nTimeoutStopSec=").append(ScheduledJob.GRACE.toSeconds());
        return text.append("s\nKillMode=mixed\nKillSignal=SIGINT\n").toString();
    }

    private static String command(ScheduledJob job) {
        List<String> words = job.words();
        // As the program itself, systemd refuses a path with quotes; among the arguments it takes any.
        boolean plain = words.getFirst().matches("[^\"'`\\\\$]+");
        String first = plain ? quoted(words.getFirst()) : "/bin/sh -c " + argument("exec \"$@\"") + " slipway";
        return Stream.concat(
                        Stream.of(first), words.stream().skip(plain ? 1 : 0).map(SystemdUnits::argument))
                .collect(Collectors.joining(" "));
    }

    /** In arguments, variables are expanded. */
    private static String argument(String word) {
        return quoted(word.replace("$", "$$"));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./-]+")
                ? word
                : '"' + specifiers(word.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    private static String specifiers(String text) {
        return text.replace("%", "%%");
    }

    private static String timer(ScheduledJob job) {
        StringBuilder text = new StringBuilder();
        text.append("[Unit]\nDescription=When the Slipway job ")
                .append(job.name())
                .append(" runs\n\n[Timer]\n");
        for (Rule rule : job.schedule().rules()) {
            text.append("OnCalendar=").append(calendar(rule, job.schedule())).append('\n');
        }
        text.append(
                "AccuracySec=1s\n# A run that was missed, as the machine was off, is made up for.\nPersistent=true\n");
        return text.append("\n[Install]\nWantedBy=timers.target\n").toString();
    }

    private static String calendar(Rule rule, Schedule schedule) {
        Days days = rule.days();
        return (days.everyOfWeek() ? "" : days.weekdays(",") + ' ')
                + "*-" + (days.everyMonth() ? "*" : Numbers.padded(days.months()))
                + '-' + (days.everyOfMonth() ? "*" : Numbers.padded(days.ofMonth()))
                + ' ' + (rule.everyHour() ? "*" : Numbers.padded(rule.hours()))
                + ':' + (rule.everyMinute() ? "*" : Numbers.padded(rule.minutes()))
                + ":00 " + schedule.zone();
    }
}
