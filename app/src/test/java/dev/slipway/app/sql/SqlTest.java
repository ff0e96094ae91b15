package dev.slipway.app.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Lakes;
import dev.slipway.app.SlipwayProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries find what was published, and change nothing. */
class SqlTest {
    private static final String SCHEMA = """
            name: sales
            version: 1
            format: csv
            columns:
              id: {type: int64, nullable: false}
              amount: decimal(30,2)
              note: text
              at: timestamp micros utc
            """;

    @TempDir
    Path folder;

    private Path lake;

    @BeforeEach
    void fill() throws IOException {
        lake = folder.resolve("lake");
        convert("sales", SCHEMA, """
                id,amount,note,at
                1,2.50,"a, ""b""\",2026-01-01T10:00:00Z
                2,,,2026-01-02T10:00:00.25Z
                3,1234567890123456789012345678.90,"",
                """);
    }

    private void convert(String name, String schema, String csv) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".csv"), csv);
        Path described = Files.writeString(folder.resolve(name + ".yaml"), schema);
        Cli cli = Cli.run("convert", file, "--schema", described, "--to", lake);
        assertThat(cli.status()).as(cli.all()).isZero();
    }

    private Cli sql(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("sql", "--at", lake));
        all.addAll(List.of(arguments));
        return Cli.run(all.toArray());
    }

    private String answer(Object... arguments) {
        Cli cli = sql(arguments);
        assertThat(cli.status()).as(cli.all()).isZero();
        return cli.out();
    }

    private String refused(Object... arguments) {
        Cli cli = sql(arguments);
        assertThat(cli.status()).as(cli.all()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.out()).isEmpty();
        return cli.err();
    }

    @Test
    void aTableForPeopleHasItsNumbersByTheirEndsAndSaysWhatIsNull() {
        assertThat(answer("SELECT * FROM sales ORDER BY id")).isEqualTo("""
                id                           amount  note    at
                --  -------------------------------  ------  -----------------------
                 1                             2.50  a, "b"  2026-01-01T10:00:00Z
                 2                             NULL  NULL    2026-01-02T10:00:00.25Z
                 3  1234567890123456789012345678.90          NULL
                (3 rows)
                """);
    }

    @Test
    void everyFormIsExact() {
        assertThat(answer("SELECT * FROM sales ORDER BY id", "--format", "csv")).isEqualTo("""
                id,amount,note,at\r
                1,2.50,"a, ""b""\",2026-01-01T10:00:00Z\r
                2,,,2026-01-02T10:00:00.25Z\r
                3,1234567890123456789012345678.90,"",\r
                """);
        String objects = """
                {"id":1,"amount":2.50,"note":"a, \\"b\\"","at":"2026-01-01T10:00:00Z"}
                {"id":2,"amount":null,"note":null,"at":"2026-01-02T10:00:00.25Z"}
                {"id":3,"amount":1234567890123456789012345678.90,"note":"","at":null}
                """;
        assertThat(answer("FROM sales ORDER BY id", "--json")).isEqualTo(objects);
        assertThat(answer("FROM sales ORDER BY id", "--format", "jsonl")).isEqualTo(objects);
        assertThat(answer("FROM sales ORDER BY id", "--format", "json"))
                .isEqualTo('[' + objects.strip().replace("\n", ",\n ") + "]\n");
    }

    @Test
    void whatDuckDbHasAndWeDoNotIsCastToWhatWeHave() {
        assertThat(answer("""
                        SELECT sum(id) AS s, INTERVAL 1 DAY AS i, {'a b': [1, NULL], 'h': 1::HUGEINT} AS st, MAP {'k': 1.5} AS m,
                          'x'::ENUM('x', 'y') AS e, NULL AS n, [1, 2]::INTEGER[2] AS arr, '\\xAB'::BLOB AS b, 'NaN'::DOUBLE AS nan,
                          1e300 AS f, DATE '2026-01-01' AS d, TIME '10:00:00.5' AS t, '{"k": [1]}'::JSON AS j, 1 AS s, 2 AS "S",
                          uuid '00000000-0000-0000-0000-00000000000a' AS u, 'infinity'::TIMESTAMP AS inf
                        FROM sales""", "--json"))
                .isEqualTo("{\"s\":6,\"i\":\"1 day\",\"st\":{\"a b\":[1,null],\"h\":1},\"m\":{\"k\":1.5},\"e\":\"x\","
                        + "\"n\":null,\"arr\":[1,2],\"b\":\"ab\",\"nan\":\"NaN\",\"f\":1.0E300,\"d\":\"2026-01-01\","
                        + "\"t\":\"10:00:00.5\",\"j\":{\"k\": [1]},\"s_2\":1,\"S_3\":2,"
                        + "\"u\":\"00000000-0000-0000-0000-00000000000a\",\"inf\":\"infinity\"}\n");
    }

    @Test
    void aResultIsWrittenToAFileThatIsNotReplacedUnlessAsked() throws IOException {
        Path out = folder.resolve("few.parquet");
        answer("FROM sales WHERE id < 3 ORDER BY id", "--format", "parquet", "--output", out);
        assertThat(Cli.run("show", out).out()).contains("amount", "decimal(30,2)");
        assertThat(refused("FROM sales", "--format", "parquet", "--output", out))
                .contains("is there already", "--overwrite");
        answer("FROM sales", "--format", "csv", "--output", out, "--overwrite");
        assertThat(out).content().startsWith("id,amount");
        assertThat(refused("FROM sales", "--format", "parquet")).contains("--output");
        assertThat(refused("FROM sales; FROM sales", "--output", folder.resolve("two.txt")))
                .contains("2 queries");
        assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith(".") || name.equals("two.txt"));
    }

    @Test
    void statementsComeFromFilesAndStandardInputAndAreAnsweredInTurn() throws IOException {
        Path init = Files.writeString(folder.resolve("views.sql"), """
                -- What we often ask.
                CREATE VIEW dear AS SELECT id FROM sales WHERE amount > 100;
                CREATE MACRO after(n) AS TABLE SELECT id FROM sales WHERE id > n ORDER BY id;
                """);
        Path script = Files.writeString(
                folder.resolve("q.sql"), "CREATE VIEW mine AS FROM dear; FROM mine; /* ; */ FROM after(1);");
        assertThat(answer("--file", script, "--init", init, "--format", "csv"))
                .isEqualTo("id\r\n3\r\n\r\nid\r\n2\r\n3\r\n");
        assertThat(refused("--file", script, "x")).contains("either a query or --file");
        Files.writeString(init, "CREATE VIEW a AS FROM sales; SELECT 1");
        assertThat(refused("SELECT 1", "--init", init)).contains("views.sql", "there is a query in it");
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("SELECT 'é'".getBytes(StandardCharsets.UTF_8)));
            assertThat(answer("-", "--format", "csv")).contains("é");
        } finally {
            System.setIn(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY (SELECT 1) TO 'OUT'",
                "COPY (SELECT 1) TO 'DATA' (FORMAT csv, USE_TMP_FILE false)",
                "EXPLAIN ANALYZE COPY (SELECT 1) TO 'DATA' (FORMAT csv, USE_TMP_FILE false)",
                "CREATE VIEW v AS SELECT 1; COPY (SELECT 1) TO 'DATA' (FORMAT csv, USE_TMP_FILE false)",
                "CREATE MACRO m() AS E'\\'; COPY (SELECT 1) TO 'DATA' (FORMAT csv, USE_TMP_FILE false) --'",
                "WITH x AS (SELECT 1) COPY (SELECT 1) TO 'DATA' (FORMAT csv, USE_TMP_FILE false)",
                "ATTACH 'OUT'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "EXPORT DATABASE 'OUT'",
                "IMPORT DATABASE 'OUT'",
                "PRAGMA enable_profiling = 'json'",
                "SET memory_limit = '9GB'",
                "SET enable_external_access = true",
                "RESET lock_configuration",
                "CALL enable_logging(storage = 'file', storage_config = {'path': 'OUT'})",
                "CREATE TABLE t AS SELECT 1",
                "CREATE SECRET s (TYPE s3)",
                "INSERT INTO sales SELECT * FROM sales",
                "DELETE FROM sales",
                "DROP VIEW sales",
                "CHECKPOINT",
                "BEGIN",
                "FROM read_csv('/etc/passwd')",
                "FROM read_text('/etc/passwd')",
                "FROM '/etc/passwd'",
                "FROM glob('/*')",
                "FROM read_parquet('OTHER')",
                "SELECT * FROM query('COPY (SELECT 1) TO ''OUT''')",
            })
    void whateverDoesMoreThanReadIsRefused(String statement) throws IOException {
        Path out = folder.resolve("out");
        Path data = Lakes.data(lake).getFirst();
        byte[] before = Files.readAllBytes(data);
        Path other = Files.copy(data, folder.resolve("other.parquet"));
        String sql = statement
                .replace("OUT", out.toString())
                .replace("DATA", data.toString())
                .replace("OTHER", other.toString());

        Cli cli = sql(sql);

        assertThat(cli.status()).as(cli.all()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).startsWith("slipway: ").doesNotContain("this should not happen");
        assertThat(out).doesNotExist();
        assertThat(Files.readAllBytes(data)).isEqualTo(before);
    }

    @Test
    void whatIsAskedForWronglyIsToldInAFewWords() {
        assertThat(refused("SELEC 1")).contains("this is no SQL", "SELEC").hasLineCount(1);
        assertThat(refused("SELECT nope FROM sales")).contains("nope").hasLineCount(1);
        assertThat(refused("FROM saless")).contains("no table \"saless\"", "Did you mean sales?", "There are: sales");
        assertThat(refused("")).contains("there is no query");
        assertThat(Cli.run("sql", "--at", folder, "SELECT 1").err()).contains("holds no records of Slipway");
        Cli failed = sql("SELECT note::INTEGER FROM sales WHERE id = 1", "--json");
        assertThat(failed.status()).isEqualTo(ExitCode.FAILED);
        assertThat(failed.json().getLast().required("error").asString()).contains("Could not convert");
        assertThat(answer("EXPLAIN SELECT id FROM sales")).contains("id");
        assertThat(answer("EXPLAIN ANALYZE SELECT id FROM sales")).contains("id");
        assertThat(answer("SUMMARIZE sales")).contains("amount");
        assertThat(answer("SHOW TABLES")).contains("sales");
        assertThat(answer("DESCRIBE sales")).contains("DECIMAL(30,2)");
    }

    @Test
    void valuesOfMegabytesAreTakenFewAtATime() throws IOException, InterruptedException {
        Object[] query = {"sql", "--at", lake, "SELECT repeat('x', 1000000) AS x FROM range(300)", "--output"};
        for (String format : List.of("table", "jsonl", "parquet")) {
            List<Object> all = new ArrayList<>(List.of(query));
            all.addAll(List.of(folder.resolve("long." + format), "--format", format));
            try (SlipwayProcess process = SlipwayProcess.start(folder, all.toArray())) {
                Cli cli = process.end(60);
                assertThat(cli.status()).as(cli.all()).isZero();
            }
        }
    }

    @Test
    void longTextsAreCutWhereTheWidthIsLimitedAndNothingMovesTheCursor() {
        String out = answer(
                "SELECT id, repeat('x', 60) AS long, chr(27) || '[31m' || chr(8238) AS evil FROM sales ORDER BY id",
                "--width",
                "40");
        assertThat(out.lines()).allMatch(line -> line.length() <= 40);
        assertThat(out).contains("xxx…", "·[31m·").doesNotContain("\u001b", "\u202e");
        assertThat(answer("SELECT i, repeat('y', CASE WHEN i < 1500 THEN 1 ELSE 9 END) AS t FROM range(3000) r(i)"))
                .contains("(3,000 rows)", "yyyyyyyyy\n");
    }
}
