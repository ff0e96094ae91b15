package dev.slipway.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.data.Type;
import dev.slipway.data.TypeName;
import dev.slipway.files.FileSchema;
import dev.slipway.files.SchemaFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The job that is shipped for performance data of queries, run as its guide says. */
final class QueryPerformanceTest {
    private static final Path JOBS = Path.of("../jobs");
    private static final String HEAD = "timestamp,query_hash,query_type,execution_time_ms,rows_examined,rows_returned,"
            + "cache_hit,table_name,index_used";

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(JOBS)) {
            for (Path file : files.toList()) {
                Path to = folder.resolve("jobs").resolve(JOBS.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
        Files.createDirectories(folder.resolve("g/reports"));
        Files.createDirectories(folder.resolve("knowledge/optimize"));
    }

    private Path job() {
        return folder.resolve("jobs/query-performance.yaml");
    }

    private Path parquet() {
        return folder.resolve("knowledge/optimize/parquet");
    }

    private void report(String name, String text) throws IOException {
        Files.writeString(folder.resolve("g/reports").resolve(name), text);
    }

    private void optimizer(String name, String text) throws IOException {
        Files.writeString(folder.resolve("knowledge/optimize").resolve(name), text);
    }

    private Cli run(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("run", job()));
        all.addAll(List.of(arguments));
        return Cli.run(all.toArray());
    }

    private String ran(Object... arguments) {
        Cli cli = run(arguments);
        assertThat(cli.status()).as(cli.all()).isZero();
        return cli.out();
    }

    private static String daily(LocalDate day, int rows) {
        Random random = new Random(day.toEpochDay());
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        for (int i = 0; i < rows; i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%sT%02d:%02d:%02dZ,%s,%s,%.1f,%d,%d,%s,%s,%s\n",
                    day,
                    i * 24 / rows,
                    i * 7 % 60,
                    i * 13 % 60,
                    List.of("a1b2c3", "d4e5f6", "0099ff").get(random.nextInt(3)),
                    random.nextInt(4) == 0 ? "INSERT" : "SELECT",
                    random.nextInt(1, 900) / 10.0,
                    random.nextInt(5_000),
                    random.nextInt(100),
                    random.nextBoolean(),
                    random.nextBoolean() ? "embeddings" : "query_log",
                    random.nextBoolean() ? "idx_namespace" : "PRIMARY"));
        }
        return text.toString();
    }

    private List<String> query(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql.replace("@", parquet() + "/"))) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(rows.getString(i)));
                }
                all.add(String.join("|", cells));
            }
            return all;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    @Test
    void theTestingPlanOfTheWorkOrderWorks() throws IOException {
        report("query_perf_daily_20251028.csv", daily(LocalDate.of(2025, 10, 28), 1_234));
        optimizer("index_advisor_report.json", """
                {"timestamp": "2025-10-28T04:00:00Z", "recommendations": [{"table": "embeddings",
                 "index": "idx_embedding_vector", "query_pattern": "WHERE namespace = ? AND vector LIKE ?",
                 "estimated_speedup": 3.5, "priority": "high"}]}
                """);

        assertThat(ran("--dry-run"))
                .containsPattern("✓ Found query_perf_daily_20251028.csv \\(\\d+ KB\\)")
                .contains("✓ Found index_advisor_report.json")
                .contains("→ Would create query_perf_20251028.parquet")
                .contains("→ Would create index_advisor_20251028.parquet")
                .contains("DRY RUN - no files written");
        assertThat(parquet()).doesNotExist();

        assertThat(ran())
                .contains("✓ Parsed 1,234 rows from query_perf_daily_20251028.csv")
                .containsPattern("✓ Wrote .*/query_perf/year=2025/month=10/query_perf_20251028.parquet \\(\\d+ KB\\)")
                .containsPattern("✓ Compression: \\d+ KB → \\d+ KB \\((7|8|9)\\d\\.\\d% reduction\\)")
                .contains("✓ Schema validated", "✓ Export complete (2 new files)");
        assertThat(query("DESCRIBE SELECT * FROM '@query_perf/**/*.parquet'").stream()
                        .map(row -> row.replaceAll("\\|YES.*", ""))
                        .toList())
                // Behind them, DuckDB tells what it sees in the names of folders.
                .startsWith(
                        "timestamp|TIMESTAMP WITH TIME ZONE",
                        "query_hash|VARCHAR",
                        "query_type|VARCHAR",
                        "execution_time_ms|DOUBLE",
                        "rows_examined|BIGINT",
                        "rows_returned|BIGINT",
                        "cache_hit|BOOLEAN",
                        "table_name|VARCHAR",
                        "index_used|VARCHAR",
                        "cpu_time_ms|DOUBLE",
                        "io_wait_ms|DOUBLE",
                        "date_partition|DATE");
        assertThat(query("""
                SELECT date_partition, COUNT(*) as queries, ROUND(AVG(execution_time_ms), 2) > 0
                FROM read_parquet('@query_perf/**/*.parquet') GROUP BY date_partition ORDER BY date_partition DESC""")).containsExactly("2025-10-28|1234|true");
        assertThat(query("SELECT * EXCLUDE (timestamp, year, month) FROM '@index_advisor/**/*.parquet'"))
                .containsExactly("embeddings|idx_embedding_vector|WHERE namespace = ? AND vector LIKE ?|3.5|null|high"
                        + "|proposed|2025-10-28");

        assertThat(ran())
                .contains("⊘ query_perf_20251028.parquet already exists, skipping")
                .contains("⊘ index_advisor_20251028.parquet already exists, skipping")
                .contains("✓ Export complete (0 new files)");
        assertThat(Cli.run("verify", parquet()).status()).isZero();
        assertThat(Cli.run("job", "health", job(), "--date", "2025-10-28").status())
                .isZero();
        assertThat(Cli.run("job", "health", job(), "--date", "2025-10-27").status())
                .isEqualTo(1);
    }

    /** {@code -Dslipway.docs=write} writes the file. */
    @Test
    void theReferenceOfTheSchemaSaysWhatTheSchemasSay() throws IOException {
        Path file = JOBS.resolve("query-performance/parquet_schema.json");
        ObjectNode tables = JsonMapper.builder().build().createObjectNode();
        for (String name : List.of("query_perf", "query_perf_rollup_daily", "index_advisor", "optimization_summary")) {
            FileSchema schema =
                    SchemaFile.read(JOBS.resolve("query-performance").resolve(name + ".yaml"));
            ObjectNode table = tables.putObject(schema.name())
                    .put("description", schema.description())
                    .put("version", schema.version());
            ArrayNode columns = table.putArray("columns");
            schema.columns().forEach(column -> columns.addObject()
                    .put("name", column.name())
                    .put("type", sql(column.type()))
                    .put("nullable", column.nullable())
                    .put("description", column.description()));
        }
        String text = tables.toPrettyString() + "\n";
        if ("write".equals(System.getProperty("slipway.docs"))) {
            Files.writeString(file, text);
        }

        assertThat(file).hasContent(text);
    }

    private static String sql(Type type) {
        return switch (TypeName.of(type)) {
            case "timestamp micros utc" -> "TIMESTAMP";
            case "text" -> "VARCHAR";
            case "float64" -> "DOUBLE";
            case "int64" -> "BIGINT";
            case "bool" -> "BOOLEAN";
            default -> TypeName.of(type).toUpperCase(Locale.ROOT);
        };
    }

    @Test
    void everyFormOfInputIsRead() throws IOException {
        report("query_perf_daily_20251025.csv", """
                pattern,samples,avg_ms,p50_ms,p95_ms,p99_ms,slow_flag
                "select ""x"" from t, u",2,10.20,9.00,12.50,99.99,true
                """);
        report(
                "query_perf_daily_20251026.csv",
                HEAD + ",cpu_time_ms,io_wait_ms\n" + "2025-10-26T23:30:00+07:00,a,SELECT,1.5,1,1,true,t,i,0.25,0.5\n");
        report("query_perf_weekly_202601.csv", """
                pattern,samples,avg_ms,p50_ms,p95_ms,p99_ms,slow_flag
                "w",1,1.00,1.00,1.00,1.00,false
                """);
        report("query_perf.jsonl", """
                {"query":"Select 1\\n from  T","duration_ms":12.5}
                {"ts":"2025-10-27T03:00:00Z","query":"how to","mode":"hybrid","timings":{"fts_ms":1,"total_ms":6.25,"cache_hit":true},"resultCount":7}
                """);
        optimizer("index_advisor_report.json", """
                {"status": "ok", "timestamp": "2025-10-27T04:00:00Z", "slow_queries": [{"pattern": "p", "samples": 3}],
                 "existing_indexes": [], "recommendations": [{"query_pattern": "q", "p95_ms": 120.5, "table": "t",
                 "column": "c", "reason": "r", "sql": "CREATE INDEX", "estimated_impact": "high"}]}
                """);
        optimizer("optimization_summary.txt", """
                Summary of the night
                [2025-10-27T04:00:01Z] vacuum: pages=120 ms=33.5
                status: ok
                {"event":"analyze","rows":12}
                """);

        ran("--historical");

        assertThat(query(
                        "SELECT pattern, p99_ms, slow_flag, period, date_partition FROM '@query_perf_rollup/**/*.parquet'"
                                + " ORDER BY ALL"))
                .containsExactly("select \"x\" from t, u|99.99|true|daily|2025-10-25", "w|1.0|false|weekly|2025-12-29");
        assertThat(query("SELECT query_type, execution_time_ms, rows_returned, cache_hit, cpu_time_ms, date_partition,"
                        + " length(query_hash) FROM '@query_perf/**/*.parquet' ORDER BY ALL"))
                .containsExactly(
                        "SELECT|1.5|1|true|0.25|2025-10-26|1",
                        "SELECT|12.5|null|null|null|2025-10-27|12",
                        "hybrid|6.25|7|true|null|2025-10-27|12");
        assertThat(query("SELECT query_hash FROM '@query_perf/**/*.parquet' WHERE execution_time_ms = 12.5"))
                .containsExactly(query("SELECT sha256('select 1 from t')[:12]").getFirst());
        assertThat(query("SELECT table_name, recommended_index, estimated_speedup, priority, status FROM"
                        + " '@index_advisor/**/*.parquet'"))
                .containsExactly("t|CREATE INDEX|null|high|proposed");
        assertThat(
                        query(
                                "SELECT event_type, metric_name, metric_value, metadata FROM '@optimization_summary/**/*.parquet'"))
                .containsExactly(
                        "summary|null|null|\"Summary of the night\"",
                        "vacuum|pages|120.0|\"ms=33.5\"",
                        "status|null|null|\"ok\"",
                        "analyze|null|null|{\"event\":\"analyze\",\"rows\":12}");
        assertThat(parquet().resolve("query_perf_rollup/year=2025/month=12/query_perf_rollup_weekly_20251229.parquet"))
                .exists();
    }

    @Test
    void aReportThatIsWrittenOverIsAnotherOneEachDay() throws IOException {
        String text = "{\"timestamp\": \"2025-10-%sT04:00:00Z\", \"recommendations\": [{\"table\": \"t%s\"}]}";
        optimizer("index_advisor_report.json", text.formatted(27, 1));
        ran();
        optimizer("index_advisor_report.json", text.formatted(28, 2));
        ran();
        optimizer("index_advisor_report.json", text.formatted(28, 3));

        assertThat(ran()).contains("✓ Export complete (1 new file)");

        assertThat(query("SELECT table_name, date_partition FROM '@index_advisor/**/*.parquet' ORDER BY ALL"))
                .containsExactly("t1|2025-10-27", "t3|2025-10-28");
        assertThat(Cli.run("verify", parquet()).status()).isZero();
    }

    @Test
    void aReportWithoutTimeAndWithoutRowsIsOfTheDayItWasWritten() throws IOException {
        optimizer("index_advisor_report.json", "{\"status\": \"nothing slow\", \"recommendations\": []}");

        assertThat(ran()).contains("✓ Parsed 0 rows from index_advisor_report.json");
        assertThat(ran()).contains("already exists, skipping");
    }

    @Test
    void whatIsThereOfOtherDaysStays() throws IOException {
        report("query_perf_daily_20251027.csv", daily(LocalDate.of(2025, 10, 27), 10));
        ran();
        Files.delete(folder.resolve("g/reports/query_perf_daily_20251027.csv"));
        report("query_perf_daily_20251028.csv", daily(LocalDate.of(2025, 10, 28), 20));
        ran();
        report("query_perf_daily_20251028.csv", daily(LocalDate.of(2025, 10, 28), 30));

        ran("--date", "2025-10-28");

        assertThat(query("SELECT date_partition, count(*) FROM '@query_perf/**/*.parquet' GROUP BY ALL ORDER BY ALL"))
                .containsExactly("2025-10-27|10", "2025-10-28|30");
        assertThat(Cli.run("verify", parquet()).status()).isZero();
    }

    @Test
    void aYearIsMigratedByOneCommand() throws IOException {
        LocalDate first = LocalDate.of(2024, 11, 1);
        long csv = 0;
        for (int i = 0; i < 365; i++) {
            String text = daily(first.plusDays(i), 600);
            csv += text.length();
            report("query_perf_daily_" + first.plusDays(i).toString().replace("-", "") + ".csv", text);
        }

        assertThat(ran("--historical")).contains("✓ Export complete (365 new files)");

        assertThat(query("SELECT count(*), count(DISTINCT date_partition) FROM '@query_perf/**/*.parquet'"))
                .containsExactly(365 * 600 + "|365");
        long parquet = 0;
        for (Path file : Lakes.data(parquet())) {
            parquet += Files.size(file);
        }
        assertThat((double) parquet / csv).isLessThan(0.3);
        assertThat(ran()).contains("⊘ query_perf_20251031.parquet already exists", "(0 new files)");
        assertThat(Cli.run("sql", "--job", job(), "--format", "csv", "SELECT count(*) FROM slow_queries(0)")
                        .out())
                .contains(String.valueOf(365 * 600));
    }

    @Test
    void everyExampleQueryRuns() throws IOException {
        everyFormOfInputIsRead();

        Cli cli =
                Cli.run("sql", "--job", job(), "--file", folder.resolve("jobs/query-performance/example_queries.sql"));

        assertThat(cli.status()).as(cli.all()).isZero();
    }

    @Test
    void whatIsMissingIsToldAndNoFailure() {
        assertThat(ran()).contains("There is no file", "✓ Export complete (0 new files)");
        assertThat(run(folder.resolve("no.csv")).status()).isEqualTo(2);
        assertThat(run("--date", "2025-10-28").status()).isZero();
    }

    @Test
    void aHeaderThatNobodyKnowsIsRefusedWithTheHeader() throws IOException {
        report("query_perf_daily_20251028.csv", "when,what\n1,2\n");

        Cli cli = run();

        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.err())
                .contains("query_perf_daily_20251028.csv:1: its header is when,what", "timestamp,query_hash");
    }

    @Test
    void damagedRowsAreKeptAsideAndWarnedOf() throws IOException {
        report(
                "query_perf_daily_20251028.csv",
                HEAD + "\n"
                        + "2025-10-28T00:15:23Z,a,SELECT,45.2,1234,10,false,embeddings,i\n"
                        + "2025-10-28T00:15:24Z,a,SELECT,fast,1,1,false,embeddings,i\n"
                        + "2025-10-28T00:15:25Z,a,SELECT\n");

        Cli cli = run();

        assertThat(cli.status()).isZero();
        assertThat(cli.out()).contains("✓ Parsed 1 row", "✗ 2 records of it are no row");
        assertThat(cli.err()).contains("warning");
        report("query_perf_daily_20251029.csv", HEAD + "\n");
        assertThat(run().err()).as("what an earlier run has told").isEmpty();
        assertThat(query("SELECT line, \"column\" FROM '@query_perf_rejects/**/*.parquet' ORDER BY ALL"))
                .containsExactly("3|execution_time_ms", "4|null");
    }

    @Test
    void theLogHasALineForEachFile() throws IOException {
        report("query_perf_daily_20251028.csv", daily(LocalDate.of(2025, 10, 28), 1_234));
        Path log = folder.resolve("parquet_export.log");

        ran("--log", log, "--log-format", "lines");

        assertThat(Files.readString(log))
                .containsPattern("(?m)^\\[\\d{4}-[^\\]]+Z\\] \\[INFO\\] export:parquet file=query_perf_20251028.parquet"
                        + " rows=1234 compressed_kb=\\d+ ratio=\\d\\d\\.\\d%$");
    }

    @Test
    void aSchemaThatGrowsIsToldOfAndOneThatBreaksIsRefused() throws IOException {
        report("query_perf_daily_20251027.csv", daily(LocalDate.of(2025, 10, 27), 5));
        ran();
        report("query_perf_daily_20251028.csv", daily(LocalDate.of(2025, 10, 28), 7));
        for (String name : List.of("query_perf.yaml", "query_perf_events.yaml")) {
            Path schema = folder.resolve("jobs/query-performance").resolve(name);
            String text = Files.readString(schema);
            Files.writeString(schema, text.replace("version: 1", "version: 2") + "  host: text\n");
        }

        assertThat(ran()).contains("the schema of query_perf has changed: host is new");
        assertThat(
                        query(
                                "SELECT count(*), count(host) FROM read_parquet('@query_perf/**/*.parquet', union_by_name = true)"))
                .containsExactly("12|0");

        for (String name : List.of("query_perf.yaml", "query_perf_events.yaml")) {
            Path schema = folder.resolve("jobs/query-performance").resolve(name);
            String text = Files.readString(schema);
            Files.writeString(
                    schema, text.replace("version: 2", "version: 3").replace("  host: text\n", "  host: int64\n"));
        }
        Cli cli = run();
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("host is int64 after text", "--replace");
    }

    @Test
    void whatStaysIsNotWrittenOverAndBeginsAnewOnlyWhenAsked() throws IOException {
        Files.writeString(
                job(),
                Files.readString(job())
                        .replace("{table}_{date:yyyyMMdd}\"\n  codec", "{table}_{date:yyyyMM}\"\n  codec"));
        report("query_perf_daily_20251027.csv", daily(LocalDate.of(2025, 10, 27), 10));
        ran();
        report("query_perf_daily_20251028.csv", daily(LocalDate.of(2025, 10, 28), 20));

        Cli clash = run();

        assertThat(clash.status()).isEqualTo(2);
        assertThat(clash.err()).contains("would both become", "what an earlier run made of the first stays");
        assertThat(query("SELECT count(*) FROM '@query_perf/**/*.parquet'")).containsExactly("10");
        Files.writeString(
                job(), Files.readString(job()).replace("{date:yyyyMM}\"", "{date:yyyyMM}_{file}\"") + "\n".repeat(1));
        Files.writeString(
                job(), Files.readString(job()).replace("  codec: zstd:3", "  codec: zstd:3\n  replace: true"));
        assertThat(run().err()).contains("say --historical");

        ran("--historical");

        assertThat(query("SELECT date_partition, count(*) FROM '@query_perf/**/*.parquet' GROUP BY ALL ORDER BY ALL"))
                .containsExactly("2025-10-27|10", "2025-10-28|20");
        assertThat(Cli.run("verify", parquet()).status()).isZero();
    }

    @Test
    void aFileOfLongAgoDoesNotStopTheLatest() throws IOException {
        report("query_perf_daily_20240101.csv", "");
        report("query_perf_daily_20251028.csv", daily(LocalDate.of(2025, 10, 28), 20));

        assertThat(ran()).contains("✓ Parsed 20 rows");
    }

    @Test
    void aFileThatTwoInputsMeanIsRefused() throws IOException {
        report("query_perf.jsonl", "{\"query\":\"q\",\"duration_ms\":1}\n");
        Files.writeString(
                job(),
                Files.readString(job())
                        .replace(
                                "    on-bad-record",
                                "      - {files: ../g/reports/*.jsonl, schema: query-performance/query_perf_events.yaml,"
                                        + " date: timestamp, optional: true}\n    on-bad-record"));

        assertThat(run().err()).contains("both mean");
    }

    @Test
    void aPatternNamesInputs() throws IOException {
        report("query_perf_daily_20251027.csv", daily(LocalDate.of(2025, 10, 27), 10));
        report("query_perf_daily_20251028.csv", daily(LocalDate.of(2025, 10, 28), 10));

        assertThat(ran(folder.resolve("g/reports/query_perf_daily_*.csv"))).contains("(2 new files)");
    }
}
