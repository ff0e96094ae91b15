package dev.slipway.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code slipway schedule print}, as it is typed. */
final class SchedulePrintTest {
    @TempDir
    Path folder;

    private Path job;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        Files.createDirectories(folder.resolve("maps"));
        Files.writeString(folder.resolve("maps/m.yaml"), "mapping: 1\ncolumns: {a: {rename: b}}\n");
        job = Files.writeString(folder.resolve("jobs/query-performance.yaml"), """
                job: parquet_export
                source:
                  postgres:
                    url: {env: DATABASE_URL}
                    tables: [public.t]
                mapping: ../maps/m.yaml
                targets: [{folder: ../lake}]
                ledger: {postgres: {url: {file: ../secret/ledger}}}
                zone: Asia/Bangkok
                schedule: {at: 05:00, label: com.02luka.parquet_export, logs: ../logs}
                timeout: 10m
                """);
    }

    private Cli print(Object... more) {
        List<Object> all = new ArrayList<>(List.of("schedule", "print", job));
        all.addAll(List.of(more));
        return Cli.run(all.toArray());
    }

    private static Cli done(Cli cli) {
        assertThat(cli.status()).as(cli.all()).isZero();
        return cli;
    }

    @Test
    void unitsOfSystemdAreWrittenToAFolder() throws IOException {
        Path units = folder.resolve("units");
        Cli cli = done(print("--systemd", "--command", "/opt/s l/slipway", "--to", units));

        assertThat(cli.out()).contains("Wrote " + units.resolve("com.02luka.parquet_export.service"));
        assertThat(units.resolve("com.02luka.parquet_export.service"))
                .content()
                .contains("ExecStart=\"/opt/s l/slipway\" run " + job + "\n")
                .contains("EnvironmentFile=%E/slipway/parquet_export.env\n")
                .contains("StandardOutput=append:" + folder.resolve("logs/parquet_export.log"));
        assertThat(units.resolve("com.02luka.parquet_export.timer"))
                .content()
                .contains("OnCalendar=*-*-* 05:00:00 Asia/Bangkok\n", "Persistent=true\n");
    }

    @Test
    void whatIsPrintedToTheScreenTellsTheFilesApart() {
        assertThat(done(print("--systemd", "--command", "slipway")).out())
                .startsWith("# com.02luka.parquet_export.service\n[Unit]\n")
                .contains("\n# com.02luka.parquet_export.timer\n[Unit]\n");
    }

    @Test
    void launchdGoesByTheClocksOfItsMachine() {
        assertThat(done(print("--launchd", "--command", "slipway", "--machine-zone", "UTC"))
                        .out())
                .contains("<integer>22</integer>", "By the clocks of UTC", "/.config/slipway/parquet_export.env");
        Cli refused = print("--launchd", "--command", "slipway", "--machine-zone", "Europe/Berlin");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("Asia/Bangkok", "Europe/Berlin", "do not go together");
        assertThat(print("--launchd", "--command", "slipway", "--machine-zone", "Mars")
                        .err())
                .contains("--machine-zone is 'Mars'");
    }

    @Test
    void cronIsToldTheZone() {
        assertThat(done(print("--crontab", "--command", "slipway")).out()).contains("CRON_TZ=Asia/Bangkok\n0 5 * * * ");
    }

    @Test
    void kubernetesGetsAllFilesAndNoSecret() {
        String out = done(print("--kubernetes", "--image", "registry.example/slipway:1"))
                .out();

        assertThat(out)
                .contains("job.yaml: |\n    job: parquet_export\n", "file-1.yaml: |\n    mapping: 1\n")
                .contains("- run\n", "- /etc/slipway/jobs/query-performance.yaml\n")
                .contains("mountPath: /etc/slipway/maps/m.yaml\n")
                .contains("mountPath: /etc/slipway/secret/ledger\n", "mountPath: /etc/slipway/lake\n")
                .contains("name: com-02luka-parquet-export\n", "key: DATABASE_URL\n");
    }

    @Test
    void whatIsMissingIsAskedFor() throws IOException {
        assertThat(print().err()).contains("--systemd", "--launchd", "--kubernetes", "--crontab");
        assertThat(print("--systemd", "--crontab").status()).isEqualTo(2);
        assertThat(print("--kubernetes").err()).contains("--image");
        assertThat(print("--systemd").err()).contains("--command");
        Files.writeString(job, """
                job: never
                source: {postgres: {tables: t}}
                targets: [{folder: lake}]
                """);
        Cli never = print("--systemd");
        assertThat(never.status()).isEqualTo(2);
        assertThat(never.err()).contains("has no schedule", "schedule: {at: \"05:00\"}");
    }

    @Test
    void anHourThatClocksSkipIsNoted() throws IOException {
        Files.writeString(
                job,
                Files.readString(job).replace("Asia/Bangkok", "Europe/Berlin").replace("at: 05:00", "at: 02:30"));

        assertThat(done(print("--crontab", "--command", "slipway")).err())
                .contains("note: 02:30 on ", "clocks are changed");
    }
}
