package dev.slipway.duckdb;

import dev.slipway.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells what a statement is, and refuses what does more than read. DuckDB's settings do not suffice for that: a path that may be
 * read may be written, too. So a statement counts as a query only if DuckDB's own parser says so.
 */
final class SqlReader {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final Pattern EXPLAIN =
            Pattern.compile("(?is)explain\\s+(analyze\\b\\s*)?(?:\\(\\s*(analyze)?[\\w\\s,]*\\)\\s*)?(.+)");

    private static final Pattern DEFINITION = Pattern.compile(
            "(?is)create\\s+(or\\s+replace\\s+)?(temp\\s+|temporary\\s+)?(view|macro|function|type)\\b.*");

    private static final Pattern PIVOT = Pattern.compile("(?is)(pivot|pivot_wider)\\b.*");

    private final Connection connection;

    SqlReader(Connection connection) {
        this.connection = connection;
    }

    /** @throws Failure CONFIG when it cannot be parsed, or does more than read */
    SqlStatement read(String text) throws SQLException {
        String begun = SqlScript.begun(text);
        if (selects(text)) {
            return new SqlStatement(text, SqlStatement.Kind.QUERY, text);
        }
        Matcher explain = EXPLAIN.matcher(begun);
        if (explain.matches() && selects(explain.group(3))) {
            boolean analyzes = explain.group(1) != null || explain.group(2) != null;
            return new SqlStatement(
                    begun, analyzes ? SqlStatement.Kind.ANALYSIS : SqlStatement.Kind.EXPLANATION, explain.group(3));
        }
        // A second statement behind it would be run as well, and can only begin after a semicolon.
        if (DEFINITION.matcher(begun).matches() && begun.indexOf(';') < 0) {
            return new SqlStatement(begun, SqlStatement.Kind.DEFINITION, "");
        }
        throw refused(begun);
    }

    private boolean selects(String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT json_serialize_sql(?)")) {
            statement.setString(1, text);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                JsonNode said = MAPPER.readTree(row.getString(1));
                if (said.path("error_type").asString("").equals("parser")) {
                    throw unparsed(text, said);
                }
                return !said.path("error").asBoolean(true)
                        && said.path("statements").size() == 1;
            }
        }
    }

    private static Failure unparsed(String text, JsonNode said) {
        int position = Math.clamp(said.path("position").asString("0").transform(SqlReader::number), 0, text.length());
        int line =
                (int) text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
        int column = position - text.lastIndexOf('\n', Math.max(0, position - 1));
        String where = line == 1 ? "" : " in line " + line + ", at character " + Math.max(1, column);
        return new Failure(
                Failure.Kind.CONFIG,
                "this is no SQL" + where + ": " + said.path("error_message").asString(""));
    }

    private static int number(String digits) {
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
    }

    private static Failure refused(String begun) {
        String word = begun.split("\\W", 2)[0].toUpperCase(Locale.ROOT);
        String instead =
                switch (word) {
                    case "COPY", "EXPORT", "INSERT" -> "; what a query finds goes to a file by --format and --output";
                    case "CREATE" ->
                        "; of what can be created, there are views, macros and types, without a semicolon inside";
                    case "EXPLAIN" -> "; what is explained has to be a query";
                    default -> "";
                };
        String pivot = PIVOT.matcher(begun).matches() ? "; name the values: PIVOT t ON column IN (…)" : "";
        return new Failure(
                Failure.Kind.CONFIG,
                word
                        + " is refused: only what reads is run here, such as SELECT, FROM, WITH, SHOW, DESCRIBE and SUMMARIZE"
                        + instead + pivot);
    }
}
