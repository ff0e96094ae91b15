package dev.slipway.app.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lines of a crontab. */
public final class CronTable {
    private CronTable() {}

    /**
     * The lines.
     *
     * @param machine the zone by whose clocks they are written; empty: the job's, which they tell cron
     * @param now from when on the clocks of both must go together
     */
    public static PrintedFile of(ScheduledJob job, Optional<ZoneId> machine, Instant now) {
        StringBuilder text = new StringBuilder("# ")
                .append(job.label())
                .append(": Slipway job ")
                .append(job.name());
        Schedule there = machine.map(zone -> job.schedule().in(zone, now)).orElse(job.schedule());
        if (machine.isPresent()) {
            text.append(", by the clocks of ").append(there.zone()).append(", the machine's zone\n");
        } else {
            text.append("\n# cronie goes by CRON_TZ. Debian's cron and others do not: there, the machine must be in ")
                    .append(there.zone())
                    .append(",\n# or print this with --machine-zone. It holds for all lines that follow.\nCRON_TZ=")
                    .append(there.zone())
                    .append('\n');
        }
        String command = command(job);
        there.rules()
                .forEach(rule ->
                        text.append(rule.cron()).append(' ').append(command).append('\n'));
        return new PrintedFile(job.label() + ".cron", text.toString());
    }

    private static String command(ScheduledJob job) {
        // Not every machine that has cron has ionice.
        String low = job.low() ? "nice -n 10 $(command -v ionice >/dev/null && echo ionice -c 3) " : "";
        String words = job.wordsWithVariables().stream().map(CronTable::quoted).collect(Collectors.joining(" "));
        String logs = job.output().map(path -> " >>" + quoted(path)).orElse("")
                + job.errors().map(path -> " 2>>" + quoted(path)).orElse("");
        // cron makes a line break of %, before the shell reads the line.
        return (low + words + logs).replace("%", "\\%");
    }

    /** One word for a shell. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
