package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.job.Key;
import dev.slipway.ledger.Borders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/** Divides a relation into ranges that together hold each of its rows once. */
final class Ranges {
    /** Below this, a second connection costs more than it brings. */
    private static final long DIVISIBLE_BYTES = 32L << 20;

    /** What a table has at least, if its units do not become smaller than this by it. */
    private static final int PIECES = 8;

    private static final long PIECE_BYTES = 128L << 20;

    /** How much of a table is looked at to find where its key's ranges should end. */
    private static final long SAMPLE_BYTES = 64L << 20;

    /** What borders say that they are. */
    private static final String PAGES = "pages";

    private static final String KEY = "key ";

    private static final String BYTES = " COLLATE \"C\"";

    private final Link link;
    private final Server server;
    private final PostgresOptions options;
    private final Faults faults;

    Ranges(Link link, Server server, PostgresOptions options, Faults faults) {
        this.link = link;
        this.server = server;
        this.options = options;
        this.faults = faults;
    }

    /**
     * One range, in SQL.
     *
     * @param condition that its rows meet; empty: all do
     * @param order ORDER BY with what follows it, or empty
     */
    record Range(String condition, String order) {
        String where(Optional<String> other) {
            String own = other.map(text -> "(" + text + "\n)").orElse("");
            String both = own.isEmpty() || condition.isEmpty() ? own + condition : own + " AND " + condition;
            return both.isEmpty() ? "" : " WHERE " + both;
        }
    }

    /** Ranges, and where they end. */
    record Cut(Borders borders, List<Range> ranges) {}

    /** Cuts a relation where it was cut {@code earlier}, if it was cut by the same; else evenly. */
    Cut of(Relation relation, Key key, Optional<Borders> earlier) throws SQLException {
        int count = count(relation);
        if (options.order() == PostgresOptions.Order.STORED) {
            Borders borders = again(earlier, PAGES)
                    .filter(known -> server.scansPageRanges())
                    .orElse(count == 1 ? Borders.NONE : pages(relation, count));
            return new Cut(borders, pages(borders));
        }
        List<String> expressions = new ArrayList<>();
        key.time().ifPresent(name -> expressions.add(Sql.identifier(name)));
        key.id().ifPresent(name -> expressions.add(expression(relation, name)));
        if (expressions.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    relation.qualifiedName() + " has no primary key to order by, or none that can name rows;"
                            + " name columns with --key");
        }
        String order = " ORDER BY " + String.join(", ", expressions);
        String by = KEY + String.join(", ", expressions);
        Optional<Borders> again = again(earlier, by);
        Borders borders = again.isPresent() || count == 1
                ? again.orElse(Borders.NONE)
                : new Borders(by, borders(relation, expressions.get(0), count));
        return new Cut(borders, keys(borders, expressions.get(0), order));
    }

    private static Optional<Borders> again(Optional<Borders> earlier, String by) {
        return earlier.filter(borders -> borders.by().equals(by));
    }

    /** Text is ordered as bytes: the database's own collation may order it otherwise, and change with the system. */
    private static String expression(Relation relation, String column) {
        boolean text = relation.attributes().stream()
                .anyMatch(attribute -> attribute.name().equals(column) && KeyChoice.isText(attribute));
        return Sql.identifier(column) + (text ? BYTES : "");
    }

    private int count(Relation relation) {
        boolean divisible = relation.kind() == Relation.Kind.TABLE
                && (server.scansPageRanges() || options.order() == PostgresOptions.Order.KEY);
        if (!divisible || relation.tableBytes() < DIVISIBLE_BYTES) {
            return divisible && relation.tableBytes() > options.unitBytes() ? bySize(relation) : 1;
        }
        // A multiple of the connections: none is idle while another reads the last unit.
        return Math.ceilDiv(bySize(relation), options.connections()) * options.connections();
    }

    private int bySize(Relation relation) {
        long units = Math.ceilDiv(relation.tableBytes(), unitBytes(relation));
        return (int) Math.max(1, Math.min(units, relation.heapBytes() / server.blockBytes()));
    }

    /** As much as is allowed, unless a run that is stopped shortly before its end had little to keep then. */
    private long unitBytes(Relation relation) {
        return Math.min(options.unitBytes(), Math.max(relation.tableBytes() / PIECES, PIECE_BYTES));
    }

    private Borders pages(Relation relation, int count) {
        long pages = relation.heapBytes() / server.blockBytes();
        return new Borders(
                PAGES,
                LongStream.range(1, count)
                        .mapToObj(i -> String.valueOf(pages * i / count))
                        .toList());
    }

    /** The last range is open: what the file has grown by since is not in the snapshot, but costs nothing to allow for. */
    private static List<Range> pages(Borders borders) {
        List<String> at = borders.at();
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i <= at.size(); i++) {
            String from = i == 0 ? "" : "ctid >= '(" + Long.parseLong(at.get(i - 1)) + ",0)'";
            String to = i == at.size() ? "" : "ctid < '(" + Long.parseLong(at.get(i)) + ",0)'";
            ranges.add(new Range(from + (from.isEmpty() || to.isEmpty() ? "" : " AND ") + to, ""));
        }
        return ranges;
    }

    private static List<Range> keys(Borders borders, String expression, String order) {
        List<String> at = borders.at();
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i <= at.size(); i++) {
            String from = i == 0 ? "" : expression + " >= " + Sql.literal(at.get(i - 1));
            String to = i == at.size() ? "" : expression + " < " + Sql.literal(at.get(i));
            boolean last = i == at.size() && i > 0;
            ranges.add(new Range(
                    last
                            ? "(" + from + " OR " + expression + " IS NULL)"
                            : from + (from.isEmpty() || to.isEmpty() ? "" : " AND ") + to,
                    order));
        }
        return ranges;
    }

    /** Values of the key that divide a sample of the table evenly; fewer when many rows share one. */
    private List<String> borders(Relation relation, String expression, int count) throws SQLException {
        StringBuilder fractions = new StringBuilder();
        for (int i = 1; i < count; i++) {
            fractions.append(i == 1 ? "" : ",").append((double) i / count);
        }
        double percent = Math.min(100, 100.0 * SAMPLE_BYTES / Math.max(1, relation.heapBytes()));
        String sample =
                percent >= 100 ? "" : String.format(Locale.ROOT, " TABLESAMPLE SYSTEM (%.6f) REPEATABLE (1)", percent);
        String collation = expression.endsWith(BYTES) ? BYTES : "";
        String query = "SELECT border::text FROM (SELECT DISTINCT unnest(percentile_disc(ARRAY[" + fractions
                + "]::float8[]) WITHIN GROUP (ORDER BY " + expression + "))" + collation + " AS border FROM ONLY "
                + relation.sql() + sample + ") AS borders WHERE border IS NOT NULL ORDER BY border" + collation;
        List<String> borders = new ArrayList<>();
        try (ResultSet rows = link.statement().executeQuery(query)) {
            while (rows.next()) {
                borders.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw faults.during("dividing " + relation.qualifiedName() + " by its key", e);
        }
        return borders;
    }
}
