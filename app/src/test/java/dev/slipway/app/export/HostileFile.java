package dev.slipway.app.export;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file that means no good, or was made by somebody who did not take care, and what must become of it.
 *
 * @param title what is wrong with it
 * @param name what it is called
 * @param schema what it is said to hold, in YAML
 * @param bytes makes what it holds
 * @param end how converting it ends
 */
record HostileFile(String title, String name, String schema, Content bytes, End end) {
    /** Makes bytes when they are needed: some are many. */
    interface Content {
        byte[] bytes() throws Exception;
    }

    /** How converting a file ends. */
    sealed interface End {}

    /**
     * Every record is a row or a reject.
     *
     * @param line of the first reject
     * @param reason words of the reason of the first reject
     * @param expression of SQL, whose values are looked at; empty: none are
     * @param values of all rows, with bars between them, ∅ for null
     */
    record Told(long rows, long rejects, long line, List<String> reason, String expression, String values)
            implements End {
        /** And so many records are rejects, of which the first stands on that line for that reason. */
        Told rejects(long count, long first, String... words) {
            return new Told(rows, count, first, List.of(words), expression, values);
        }

        /** And the rows hold just this. */
        Told holding(String sql, String texts) {
            return new Told(rows, rejects, line, reason, sql, texts);
        }
    }

    /** The file is refused, with an error that says these words. */
    record Refused(int status, List<String> words) implements End {}

    static Told rows(long count) {
        return new Told(count, 0, 0, List.of(), "", "");
    }

    static Refused refused(String... words) {
        return new Refused(1, List.of(words));
    }

    /** A table {@code t} of files in one format. */
    static String schema(String format, String columns) {
        return "name: t\nversion: 1\nformat: " + format + "\ncolumns: {" + columns + "}\n";
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static HostileFile csv(String title, String columns, String text, End end) {
        return csv(title, "", columns, () -> utf8(text), end);
    }

    /** With settings of the format, as a schema has them. */
    static HostileFile csv(String title, String settings, String columns, Content bytes, End end) {
        return new HostileFile(title, "t.csv", schema("{csv: {" + settings + "}}", columns), bytes, end);
    }

    /** CSV of one column {@code v}, each spelling a record. */
    static HostileFile spellings(String title, String type, End end, String... texts) {
        return csv(title, "v: " + type, "v\n" + String.join("\n", texts) + "\n", end);
    }

    static HostileFile lines(String title, String columns, String text, End end) {
        return new HostileFile(title, "t.jsonl", schema("jsonl", columns), () -> utf8(text), end);
    }

    static HostileFile json(String title, String settings, String text, End end) {
        return new HostileFile(
                title, "t.json", schema("{json: {" + settings + "}}", "v: int64"), () -> utf8(text), end);
    }

    @Override
    public String toString() {
        return title;
    }
}
