package dev.slipway.app.schedule;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Jobs to be printed. */
final class Jobs {
    static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    private Jobs() {}

    static Schedule daily(String zone, String... times) {
        return Schedule.at(
                ZoneId.of(zone),
                new TreeSet<>(Stream.of(times).map(LocalTime::parse).toList()),
                Days.EVERY);
    }

    static Schedule cron(String zone, String fields) {
        return new Schedule(ZoneId.of(zone), List.of(CronText.parse(fields)));
    }

    /** The nightly job of the example, with another schedule. */
    static ScheduledJob parquetExport(Schedule schedule) {
        return new ScheduledJob(
                "parquet_export",
                "com.02luka.parquet_export",
                schedule,
                Optional.of(Duration.ofMinutes(10)),
                true,
                Optional.of(Path.of("/srv/g/logs")),
                Optional.of("/opt/slipway/slipway"),
                Path.of("/srv/jobs/query-performance.yaml"),
                List.of());
    }

    static ScheduledJob hostile(Path folder, List<String> variables) {
        return new ScheduledJob(
                "--.yes",
                "slipway---.yes",
                daily("Asia/Bangkok", "05:00"),
                Optional.empty(),
                true,
                Optional.of(folder.resolve("l'ogs % \"&<é>\" $HOME `x` \\")),
                Optional.of(folder.resolve("la unch% '\"&<é>;$(x)\\").toString()),
                folder.resolve("j'ob %h % \"&<é> $HOME ${X} `x` \\.yaml"),
                variables);
    }
}
