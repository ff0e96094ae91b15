package dev.slipway.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job that is shipped for logs that ClickHouse exported. */
final class ClickHouseLogsTest {
    @TempDir
    Path folder;

    private Path job() throws IOException {
        Path jobs = folder.resolve("jobs");
        Files.createDirectories(jobs.resolve("clickhouse-logs"));
        for (String name : List.of("clickhouse-logs.yaml", "clickhouse-logs/workflow_logs.yaml")) {
            Files.copy(Path.of("../jobs").resolve(name), jobs.resolve(name));
        }
        return jobs.resolve("clickhouse-logs.yaml");
    }

    @Test
    void timesOfAllFormsAndLevelsOfAllNamesAreRead() throws IOException {
        Files.createDirectory(folder.resolve("logs"));
        Files.writeString(folder.resolve("logs/a.csv"), """
                "Timestamp","SeverityText","TenantName","Body","WorkflowName","WorkflowNode"
                "2025-01-02 03:04:05.123456789","WARN","t","two
                lines, \"\"quoted\"\"","w","n"
                "2025-02-02T03:04:05Z","ERROR","t","b","w","n"
                "2025-02-02T03:04:05.5+07:00","fatal","t","x","w","n"
                "2025-02-02 03:04:05","DEBUG","t","b","w","n"
                "yesterday","INFO","t","b","w","n"
                """);
        Path job = job();

        Cli ran = Cli.run("run", job);

        assertThat(ran.status()).as(ran.all()).isZero();
        Cli rows = Cli.run(
                "sql",
                "--job",
                job,
                "--format",
                "csv",
                "SELECT timestamp, level, log_type, message FROM workflow_logs ORDER BY 1, 2");
        assertThat(rows.out().replace("\r", "")).isEqualTo("""
                timestamp,level,log_type,message
                2025-01-02 03:04:05.123456789+00,WARNING,,"two
                lines, \"\"quoted\"\"\"
                2025-02-01 20:04:05.5+00,INFO,fatal,x
                2025-02-02 03:04:05+00,DEBUG,,b
                2025-02-02 03:04:05+00,ERROR,,b
                """);
        assertThat(Cli.run("sql", "--job", job, "--format", "csv", "SELECT line, \"column\" FROM workflow_logs_rejects")
                        .out())
                .contains("7,timestamp");
        assertThat(Files.isDirectory(folder.resolve("lake/workflow_logs/year=2025/month=01")))
                .isTrue();
        assertThat(Cli.run("verify", folder.resolve("lake")).status()).isZero();
    }
}
