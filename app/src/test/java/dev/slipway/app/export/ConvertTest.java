package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Lakes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files become tables, and what is no row is told or kept, never lost. */
class ConvertTest {
    private static final String SCHEMA = """
            name: sales
            version: 1
            format: csv
            columns:
              id: {type: int64, nullable: false}
              at: timestamp micros utc
              amount: decimal(10,2)
            """;

    @TempDir
    Path folder;

    private Path lake() {
        return folder.resolve("lake");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Cli convert(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("convert"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--to", lake()));
        return Cli.run(all.toArray());
    }

    private Cli done(Object... arguments) {
        Cli cli = convert(arguments);
        assertThat(cli.status()).as(cli.all()).isZero();
        return cli;
    }

    /** By the judgement of DuckDB, which knows nothing of us. */
    private String rows(String sql) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet row = statement.executeQuery(sql.replace("LAKE", lake().toString()))) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Test
    void aFileOfWhichNothingIsKnownGetsASchemaThatIsKept() throws IOException, SQLException {
        Path file = write("sales.csv", """
                id,code,amount,at,day,ok,note
                1,007,2.50,2026-01-01T10:00:00Z,2026-01-01,true,
                2,010,12.00,2026-01-02T10:00:00Z,2026-01-02,false,"a ""b"" é"
                """);
        Cli first = done(file);
        assertThat(first.out()).contains("code: text", "amount: \"decimal(18,2)\"", "at: timestamp micros utc");
        assertThat(folder.resolve("sales.schema.yaml")).content().contains("day: date", "ok: bool");
        assertThat(rows("SELECT string_agg(id || ' ' || code || ' ' || amount || ' ' || day || ' ' || ok || ' '"
                        + " || coalesce(note, '∅'), ', ' ORDER BY id) FROM 'LAKE/sales/*.parquet'"))
                .isEqualTo("1 007 2.50 2026-01-01 true ∅, 2 010 12.00 2026-01-02 false a \"b\" é");
        assertThat(Cli.run("verify", lake()).status()).isZero();

        List<Path> before = Lakes.data(lake());
        assertThat(done(file).out()).contains("nothing had changed, all files stay");
        assertThat(Lakes.data(lake())).isEqualTo(before);
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        Path file = write("sales.csv", "id\n1\n");
        assertThat(done(file, "--dry-run").out()).contains("id: int64", "Nothing was exported");
        assertThat(lake()).doesNotExist();
        assertThat(folder.resolve("sales.schema.yaml")).doesNotExist();
    }

    @Test
    void aRecordThatIsNoRowFailsTheRunUnlessItMayBeKept() throws IOException, SQLException {
        Path schema = write("s.yaml", SCHEMA);
        Path file = write("sales.csv", "id,at,amount\n1,2026-01-01T10:00:00Z,1.00\nx,,1.00\n3,,1.005\n4\n5,,7.00\n");
        Cli refused = convert(file, "--schema", schema);
        assertThat(refused.status()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("sales.csv:3: id: \"x\" is not an integer", "--max-rejects");
        assertThat(Lakes.data(lake())).isEmpty();
        Cli many = convert(file, "--schema", schema, "--max-rejects", "2");
        assertThat(many.status()).isEqualTo(ExitCode.FAILED);
        assertThat(many.err()).contains("one more than the 2");

        done(file, "--schema", schema, "--max-rejects", "3");
        assertThat(rows("SELECT string_agg(id, ',' ORDER BY id) FROM 'LAKE/sales/*.parquet'"))
                .isEqualTo("1,5");
        assertThat(rows("SELECT string_agg(line || ' ' || coalesce(\"column\", '∅') || ' ' || raw, '; ' ORDER BY line)"
                        + " FROM 'LAKE/sales_rejects/*.parquet'"))
                .isEqualTo("3 id x,,1.00; 4 amount 3,,1.005; 5 ∅ 4");
        assertThat(Cli.run("status", lake()).out()).contains("2 rows were rejected".replace("2", "1"));
        assertThat(done(file, "--schema", schema, "--max-rejects", "3").out()).contains("nothing had changed");
    }

    @Test
    void aFileThatChangedReplacesItsOwnRowsAndLeavesTheOthers() throws IOException, SQLException {
        Path schema = write("s.yaml", SCHEMA);
        write("a.csv", "id\n1\n2\n");
        Path second = write("b.csv", "id\n3\n");
        Object[] all = {folder.resolve("*.csv"), "--schema", schema};
        done(all);
        List<Path> before = Lakes.data(lake());
        assertThat(before).hasSize(2);
        Files.writeString(second, "id\n4\n5\n");
        write("c.csv", "id\n6\n");

        assertThat(done(all).out()).contains("replaced 1 file of an earlier export");
        assertThat(rows("SELECT string_agg(id, ',' ORDER BY id) FROM 'LAKE/sales/*.parquet'"))
                .isEqualTo("1,2,4,5,6");
        assertThat(Lakes.data(lake())).hasSize(3).filteredOn(before::contains).hasSize(1);
        Files.delete(second);
        done(all);
        assertThat(rows("SELECT string_agg(id, ',' ORDER BY id) FROM 'LAKE/sales/*.parquet'"))
                .isEqualTo("1,2,6");
    }

    /** What a failed run has let pass counts for the next, and for one that lets nothing pass. */
    @Test
    void rejectsOfFilesThatAreKeptCount() throws IOException, SQLException {
        Path schema = write("s.yaml", SCHEMA);
        write("a.csv", "id\n1\nx\ny\n");
        Path second = write("b.csv", "id\n2\nx\ny\n");
        Object[] all = {folder.resolve("*.csv"), "--schema", schema, "--max-rejects", "3"};
        for (int i = 0; i < 2; i++) {
            assertThat(convert(all).status()).isEqualTo(ExitCode.FAILED);
        }
        Files.writeString(second, "id\n2\nx\n");
        done(all);
        assertThat(rows("SELECT count(*) FROM 'LAKE/sales_rejects/*.parquet'")).isEqualTo("3");
        Cli strict = convert(folder.resolve("*.csv"), "--schema", schema);
        assertThat(strict.status()).isEqualTo(ExitCode.FAILED);
        assertThat(strict.err()).contains("3 records of these files were rejected", "--max-rejects is 0");

        write("a.csv", "id\n1\n");
        Files.writeString(second, "id\n2\n");
        done(folder.resolve("*.csv"), "--schema", schema);
        assertThat(rows("SELECT count(*) FROM 'LAKE/sales_rejects/*.parquet'")).isEqualTo("0");
    }

    @Test
    void anotherSchemaReadsTheFilesAnew() throws IOException, SQLException {
        Path file = write("t.csv", "id;v\n1;NA\n2;NULL\n");
        String text =
                "name: t\nversion: 1\nformat: {csv: {delimiter: ';', nulls: %s}}\ncolumns: {id: int64, v: text}\n";
        done(file, "--schema", write("s.yaml", text.formatted("'NA, NULL'")));
        assertThat(rows("SELECT count(v) FROM 'LAKE/t/*.parquet'")).isEqualTo("2");
        done(file, "--schema", write("s.yaml", text.formatted("['NA', 'NULL']")));
        assertThat(rows("SELECT count(v) FROM 'LAKE/t/*.parquet'")).isEqualTo("0");
    }

    @Test
    void whatIsSpeltInTwoWaysStaysText() throws IOException {
        Path file = write("t.csv", """
                a,b,c,d
                1.1,0.0,2026-01-01T10:00:00.5Z,1.10
                1.10,-0.0,2026-01-01T10:00:00.50Z,2.20
                """);
        assertThat(done(file).out()).contains("a: text", "b: text", "c: text", "d: \"decimal(18,2)\"");
        write("b.csv", "a\n1\n");
        assertThat(convert(folder.resolve("*.csv")).err()).contains("--schema");
    }

    @Test
    void packedFilesAndOtherFormatsAreRead() throws IOException, SQLException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("id,at,amount\n1,,1.50\n".getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(folder.resolve("sales.csv.gz"), packed.toByteArray());
        done(file, "--schema", write("s.yaml", SCHEMA));
        assertThat(rows("SELECT amount FROM 'LAKE/sales/*.parquet'")).isEqualTo("1.50");

        Path lines = write("e.jsonl", "{\"id\":1,\"at\":\"2026-01-01T00:00:00Z\",\"amount\":2.5}\n{\"id\":2}\n");
        Path schema =
                write("e.yaml", SCHEMA.replace("name: sales", "name: events").replace("csv", "jsonl"));
        done(lines, "--schema", schema);
        assertThat(rows("SELECT string_agg(id || ' ' || coalesce(amount, 0), ',' ORDER BY id)"
                        + " FROM 'LAKE/events/*.parquet'"))
                .isEqualTo("1 2.50,2 0.00");
        assertThat(Cli.run("verify", lake()).status()).isZero();
    }

    @Test
    void rowsGoToTheFoldersOfTheirOwnDates() throws IOException, SQLException {
        Path file = write("sales.csv", "id,at,amount\n1,2026-01-31T23:00:00Z,1.00\n2,2026-02-01T01:00:00Z,2.00\n");
        done(
                file,
                "--schema",
                write("s.yaml", SCHEMA),
                "--layout",
                "{table}/year={at:yyyy}/month={at:MM}",
                "--key",
                "at,id");
        assertThat(Lakes.data(lake()))
                .hasSize(2)
                .anyMatch(path -> path.toString().contains("/year=2026/month=01/"))
                .anyMatch(path -> path.toString().contains("/year=2026/month=02/"));
    }

    @Test
    void whatCannotBeMeantIsRefused() throws IOException {
        assertThat(convert(folder.resolve("none.csv")).status()).isEqualTo(ExitCode.USAGE);
        assertThat(convert(folder.resolve("none*.csv")).err()).contains("there is no file");
        assertThat(convert(write("a.log", "x")).err()).contains("--schema");
        assertThat(convert(write("empty.csv", "")).err()).contains("is empty");
        Path file = write("a.csv", "id,more\n1,2\n");
        Cli unknown = convert(file, "--schema", write("s.yaml", SCHEMA));
        assertThat(unknown.err()).contains("has a column \"more\"", "unknown: ignore");
        assertThat(convert(file, "--schema", write("bad.yaml", "name: x\n")).err())
                .contains("bad.yaml:1");
        assertThat(Lakes.data(lake())).isEmpty();
    }

    @Test
    void rejectsStandApartWhereRowsStandByTheirColumns() throws IOException {
        Path schema = write("s.yaml", SCHEMA);
        Path file = write("a.csv", "id,at,amount\n1,2025-01-02T00:00:00Z,1.00\nx,2025-02-02T00:00:00Z,1.00\n");

        done(file, "--schema", schema, "--max-rejects", "1", "--layout", "year={at:yyyy}/month={at:MM}");

        assertThat(Lakes.data(lake()).stream()
                        .map(data -> String.valueOf(lake().relativize(data).getParent()))
                        .sorted()
                        .toList())
                .containsExactly("sales_rejects", "year=2025/month=01");
    }

    @Test
    void standardInputIsAFileLikeOthers() throws IOException {
        Path schema = write("s.yaml", SCHEMA);
        InputStream before = System.in;
        try {
            for (String state : List.of("published", "kept")) {
                System.setIn(new ByteArrayInputStream(
                        "id,at,amount\n1,2025-01-02T00:00:00Z,1.00\n".getBytes(StandardCharsets.UTF_8)));

                assertThat(done("-", "--schema", schema).out()).as(state).contains("1 row");
            }
        } finally {
            System.setIn(before);
        }

        assertThat(Lakes.data(lake())).hasSize(1);
        assertThat(convert("-", "a.csv", "--schema", schema).status()).isEqualTo(ExitCode.USAGE);
    }
}
