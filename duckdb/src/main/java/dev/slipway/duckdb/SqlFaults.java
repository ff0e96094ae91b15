package dev.slipway.duckdb;

import dev.slipway.Failure;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What DuckDB's errors mean to whoever wrote a query. */
final class SqlFaults {
    private static final Pattern MISSING = Pattern.compile("Table with name (.+?) does not exist!", Pattern.DOTALL);

    private static final Pattern LINE = Pattern.compile("(?m)^LINE (\\d+):");

    private final DuckDb engine;
    private final UnaryOperator<String> missing;

    /** @param missing what to say of a table that is not there, by its name */
    SqlFaults(DuckDb engine, UnaryOperator<String> missing) {
        this.engine = engine;
        this.missing = missing;
    }

    /** What to throw when a statement was not understood. */
    Failure asked(Exception cause) {
        return failure(cause, Failure.Kind.CONFIG);
    }

    /** What to throw when rows could not be had. */
    Failure running(Exception cause) {
        return failure(cause, Failure.Kind.INPUT);
    }

    private Failure failure(Exception cause, Failure.Kind otherwise) {
        String whole = DuckDb.unwrapped(cause);
        if (engine.cancel().requested() || whole.contains("INTERRUPT")) {
            return new Failure(Failure.Kind.CANCELLED, "interrupted", cause);
        }
        if (whole.contains("Out of Memory")) {
            return new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "the query does not fit the memory that it may have; allow more by --memory: " + text(whole),
                    cause);
        }
        Matcher table = MISSING.matcher(whole);
        if (table.find()) {
            return new Failure(Failure.Kind.CONFIG, missing.apply(table.group(1)), cause);
        }
        if (whole.contains("Permission Error")) {
            return new Failure(
                    Failure.Kind.CONFIG,
                    text(whole) + "; a query reads the tables of its places, and no other file",
                    cause);
        }
        return new Failure(whole.contains("IO Error") ? Failure.Kind.UNAVAILABLE : otherwise, text(whole), cause);
    }

    /** DuckDB's words without the query that it quotes, but with the line of it. */
    private static String text(String whole) {
        String words = whole.lines()
                .takeWhile(line -> !line.startsWith("LINE "))
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .collect(Collectors.joining(" "));
        Matcher line = LINE.matcher(whole);
        return line.find() && !line.group(1).equals("1") ? words + " (line " + line.group(1) + ')' : words;
    }
}
