package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.ledger.CommitLog;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Commits as rows of a table, whose primary key is the fence. */
final class PostgresLog implements CommitLog {
    /** Lines of a summary that are sent at once. */
    private static final int PART_BYTES = 4 << 20;

    private final LedgerLink link;
    private final LedgerSql sql;

    PostgresLog(LedgerLink link, LedgerSql sql) {
        this.link = link;
        this.sql = sql;
    }

    @Override
    public String name() {
        return link.shown() + ", " + sql.shown();
    }

    @Override
    public void read(long from, Consumer<Stored> reader) {
        long next = from;
        while (true) {
            List<Stored> page = found(sql.page(next), PostgresLog::commits).orElse(List.of());
            page.forEach(reader);
            long bytes = page.stream().mapToLong(commit -> commit.text().length).sum();
            if (page.isEmpty() || bytes < LedgerSql.PAGE_BYTES && page.size() < LedgerSql.PAGE_ROWS) {
                return;
            }
            next = page.getLast().position() + 1;
        }
    }

    @Override
    public Optional<Stored> find(long position) {
        return found(sql.one(position), PostgresLog::commits)
                .flatMap(all -> all.stream().findFirst());
    }

    private static List<Stored> commits(ResultSet rows) throws SQLException {
        List<Stored> all = new ArrayList<>();
        while (rows.next()) {
            all.add(new Stored(
                    rows.getLong(1),
                    rows.getString(2),
                    rows.getString(3),
                    rows.getString(4),
                    Instant.parse(rows.getString(5)),
                    rows.getBytes(6)));
        }
        return all;
    }

    @Override
    public boolean put(Draft draft) {
        String statement = sql.put(draft, RunRows.of(draft));
        try {
            return ask("writing to the ledger", Failure.Kind.UNKNOWN, statement, PostgresLog::any);
        } catch (Absent e) {
            ask("making the tables of the ledger", Failure.Kind.UNAVAILABLE, sql.make(), PostgresLog::any);
            return ask("writing to the ledger", Failure.Kind.UNKNOWN, statement, PostgresLog::any);
        }
    }

    private static boolean any(ResultSet count) throws SQLException {
        return count.next() && count.getLong(1) > 0;
    }

    @Override
    public Optional<Summed> summary() {
        return found(sql.lastSummary(), rows -> rows.next() ? Optional.of(summed(rows)) : Optional.<Summed>empty())
                .flatMap(last -> last);
    }

    private Summed summed(ResultSet row) throws SQLException {
        return new Summed(
                row.getLong(3),
                new SequenceInputStream(Collections.enumeration(new Parts(row.getLong(1), row.getInt(2)))));
    }

    /** The parts of a summary, each fetched when it is its turn. */
    private final class Parts extends AbstractList<InputStream> {
        private final long position;
        private final int count;

        Parts(long position, int count) {
            this.position = position;
            this.count = count;
        }

        @Override
        public int size() {
            return count;
        }

        @Override
        public InputStream get(int part) {
            return found(sql.summaryPart(position, part), PostgresLog::text)
                    .flatMap(text -> text)
                    .map(ByteArrayInputStream::new)
                    .orElseThrow(() -> new Failure(
                            Failure.Kind.UNAVAILABLE,
                            "the summary in " + name() + " was replaced while it was read; try again"));
        }
    }

    private static Optional<byte[]> text(ResultSet rows) throws SQLException {
        return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
    }

    @Override
    public void summarize(long position, byte[] text) {
        List<String> parts = parts(text);
        for (int part = 0; part < parts.size(); part++) {
            ask(
                    "writing a summary of the ledger",
                    Failure.Kind.UNAVAILABLE,
                    sql.putSummaryPart(position, part, parts.size(), parts.get(part)),
                    PostgresLog::any);
        }
        ask(
                "removing a summary of the ledger",
                Failure.Kind.UNAVAILABLE,
                sql.forgetSummariesBefore(position),
                PostgresLog::any);
    }

    /** Whole lines, since a cut inside of one could cut a character. */
    private static List<String> parts(byte[] text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < text.length; at++) {
            if (text[at] == '\n' && (at + 1 - from >= PART_BYTES || at + 1 == text.length)) {
                parts.add(new String(text, from, at + 1 - from, StandardCharsets.UTF_8));
                from = at + 1;
            }
        }
        return parts;
    }

    /** There is no such table, or no such schema. */
    private static final class Absent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Absent(SQLException cause) {
            super(cause);
        }
    }

    private <T> Optional<T> found(String query, LedgerLink.Answer<T> answer) {
        try {
            return Optional.of(ask("reading the ledger", Failure.Kind.UNAVAILABLE, query, answer));
        } catch (Absent e) {
            return Optional.empty();
        }
    }

    private <T> T ask(String doing, Failure.Kind silence, String statement, LedgerLink.Answer<T> answer) {
        try {
            return link.ask(doing + " (" + name() + ")", silence, statement, answer);
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.equals("42P01") || state.equals("3F000")) {
                throw new Absent(e);
            }
            throw link.refused(doing + " (" + name() + ")", e);
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
