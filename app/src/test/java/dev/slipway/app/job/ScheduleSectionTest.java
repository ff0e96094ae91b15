package dev.slipway.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a job says it runs, and how long it may take. */
final class ScheduleSectionTest {
    private static final String LEAST = """
            job: least
            source: {postgres: {tables: t}}
            targets: [{folder: lake}]
            """;

    @TempDir
    Path folder;

    private ScheduleSection read(String more) throws IOException {
        return JobFile.read(Files.writeString(folder.resolve("a.yaml"), LEAST + more.replace("\\n", "\n")))
                .timing();
    }

    private String words(String more) throws IOException {
        return read(more).timing().orElseThrow().when().words();
    }

    @Test
    void whoSaysNothingRunsTheJobAsLongAsItTakes() throws IOException {
        ScheduleSection timing = read("");

        assertThat(timing.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(timing.timing()).isEmpty();
        assertThat(timing.timeout()).isEmpty();
    }

    @Test
    void theExampleIsUnderstood() throws IOException {
        ScheduleSection timing = read("""
                zone: Asia/Bangkok
                schedule:
                  at: 05:00
                  label: com.02luka.parquet_export
                  logs: ../logs
                timeout: 10m
                """);

        assertThat(timing.timeout()).contains(Duration.ofMinutes(10));
        assertThat(timing.timing()).hasValueSatisfying(known -> {
            assertThat(known.when().words()).isEqualTo("at 05:00 every day in Asia/Bangkok");
            assertThat(known.label()).isEqualTo("com.02luka.parquet_export");
            assertThat(known.logs()).contains(folder.resolve("../logs"));
            assertThat(known.priority()).isEqualTo(ScheduleSection.Priority.LOW);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            schedule: {at: ["17:30", "05:00"], on: [mon, fri]}       | at 05:00, 17:30 on Mon, Fri in UTC
            schedule: {at: "00:00", on: [1, 15]}                     | at 00:00 on the 1, 15 in UTC
            schedule: {at: "23:59", on: sun}                         | at 23:59 on Sun in UTC
            schedule: {cron: "30 6 * * 1-2"}\\nzone: Pacific/Chatham | at 06:30 on Mon, Tue in Pacific/Chatham
            """)
    void timesAndDaysAreUnderstood(String text, String words) throws IOException {
        assertThat(words(text)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "zone: Bangkok | a.yaml:4:7: zone is \"Bangkok\", expected the name of a zone, such as Asia/Bangkok or UTC",
                "zone: Asia/Bangkog | a.yaml:4:7: zone is \"Asia/Bangkog\", expected the name of a zone",
                "zone: +07:00 | a.yaml:4:7: zone is \"+07:00\", expected the name of a zone",
                "zone: SystemV/PST8 | zone is \"SystemV/PST8\", expected the name of a zone",
                "schedule: 05:00 | a.yaml:4:11: schedule is \"05:00\", expected a map",
                "schedule: {} | a.yaml:4:11: schedule says when by at, or by cron: one of the two",
                "schedule: {at: 05:00, cron: 0 5 * * *} | schedule says when by at, or by cron: one of the two",
                "schedule: {cron: 0 5 * * *, on: mon} | a.yaml:4:33: schedule.on goes with at; cron says the days itself",
                "schedule: {at: 24:00} | a.yaml:4:16: schedule.at is \"24:00\", expected a time of day from 00:00 to 23:59",
                "schedule: {at: [05:00, 5]} | a.yaml:4:24: schedule.at[1] is 5, expected a text",
                "schedule: {at: [05:00, 5:00]} | a.yaml:4:24: schedule.at[1] is \"5:00\", expected a time of day",
                "schedule: {at: []} | schedule.at is an empty list, expected at least one value",
                "schedule: {at: 05:00, on: [mon, 1]} | schedule.on names days of the week and of the month",
                "schedule: {at: 05:00, on: [monday]} | schedule.on[0] is \"monday\", expected one of fri, mon",
                "schedule: {at: 05:00, on: 32} | schedule.on is 32, expected a whole number from 1 to 31",
                "schedule: {cron: 0 5 * *} | a.yaml:4:18: schedule.cron has 4 fields, expected minute, hour, day of month",
                "schedule: {cron: 0 5 L * *} | schedule.cron has day of month 'L', expected * or numbers from 1 to 31",
                "schedule: {cron: 0 5 1 * 1} | schedule.cron names days of the month and of the week, where cron takes",
                "schedule: {at: 05:00, label: a b} | schedule.label is \"a b\", expected 1 to 100 letters",
                "schedule: {at: 05:00, label: -a} | schedule.label is \"-a\", expected 1 to 100 letters",
                "schedule: {at: 05:00, priority: high} | schedule.priority is \"high\", expected one of low, normal",
                "schedule: {at: 05:00, every: day} | schedule.every is not known here",
                "timeout: soon | a.yaml:4:10: timeout is \"soon\", expected a duration like 500ms, 5s or 2m",
                "timeout: 0 | a.yaml:4:10: timeout is 0, expected a duration from 1s to 720h",
                "timeout: 31d | a.yaml:4:10: timeout is \"31d\", expected a duration from 1s to 720h",
            })
    void whatCannotBeMeantIsRefusedWithItsPlace(String text, String message) {
        assertThat(Assertions.catchThrowable(() -> read(text))).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
            assertThat(failure.text().replace(folder + "/", "")).contains(message);
        });
    }
}
