package dev.slipway.files;

import static dev.slipway.files.Outcome.column;
import static dev.slipway.files.Outcome.jsonLines;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of files with nothing wrong in them, DuckDB reads the same rows. It has no rejects, so of others it is no judge. */
final class DuckDbJudgeTest {
    private static final FileSchema SCHEMA = jsonLines(
            column("i", "int64"),
            column("x", "float64"),
            column("d", "decimal(18,3)"),
            column("t", "text"),
            column("b", "bool"),
            column("at", "timestamp local"),
            column("day", "date"),
            column("l", "list<int64>"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void duckDbReadsTheSame(long seed, @TempDir Path folder) throws IOException, SQLException {
        StringBuilder lines = new StringBuilder();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            lines.append(line(random)).append(random.nextBoolean() ? "\n" : "\r\n");
        }
        Path file = Files.writeString(folder.resolve("f.jsonl"), lines);

        List<String> ours = new ArrayList<>();
        for (List<@Nullable Object> row :
                Outcome.of(SCHEMA, FileInput.of(file), ReadSettings.DEFAULT).allRows()) {
            ours.add(row.toString());
        }

        assertThat(theirs(file)).as("seed %s", seed).isEqualTo(ours);
    }

    private static String line(Random random) {
        List<String> members = new ArrayList<>();
        add(members, random, "i", Long.toString(random.nextLong()));
        add(
                members,
                random,
                "x",
                Double.toString(random.nextBoolean() ? random.nextGaussian() : random.nextInt(1000) / 8d));
        add(members, random, "d", random.nextInt(1_000_000) + "." + (100 + random.nextInt(900)));
        add(
                members,
                random,
                "t",
                "\""
                        + List.of("é", "\\u0041\\n", "\\ud83d\\udea2", "a\\\\b\\\"", "")
                                .get(random.nextInt(5)) + "\"");
        add(members, random, "b", Boolean.toString(random.nextBoolean()));
        add(
                members,
                random,
                "at",
                "\"" + (1000 + random.nextInt(8000)) + "-02-28T23:59:59." + (100_000 + random.nextInt(900_000)) + "\"");
        add(members, random, "day", "\"" + (1000 + random.nextInt(8000)) + "-12-31\"");
        add(members, random, "l", "[" + random.nextInt() + ", null]");
        return "{" + String.join(", ", members) + "}";
    }

    private static void add(List<String> members, Random random, String key, String value) {
        int kind = random.nextInt(10);
        if (kind > 0) {
            members.add(random.nextInt(members.size() + 1), "\"" + key + "\": " + (kind == 1 ? "null" : value));
        }
    }

    private static List<String> theirs(Path file) throws SQLException {
        String sql = "SELECT i, x, d, t, b, epoch_us(\"at\"), \"day\" - DATE '1970-01-01', l::VARCHAR FROM read_json('"
                + file
                + "', format = 'newline_delimited', columns = {i: 'BIGINT', x: 'DOUBLE', d: 'DECIMAL(18,3)', t: 'VARCHAR',"
                + " b: 'BOOLEAN', 'at': 'TIMESTAMP', 'day': 'DATE', l: 'BIGINT[]'})";
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            while (results.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int c = 1; c <= 8; c++) {
                    row.add(results.getObject(c));
                }
                rows.add(row.toString().replace("NULL", "null"));
            }
        }
        return rows;
    }
}
