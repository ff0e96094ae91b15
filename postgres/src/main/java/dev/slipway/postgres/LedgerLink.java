package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.job.Cancel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is made when it is needed, and made again when it broke. Whatever is asked of it is one message that is a
 * transaction of its own, and may be asked again: nothing is kept in the session, a pooler may give each to another server
 * process, and whoever is stopped leaves no transaction open. Thread-safe.
 */
final class LedgerLink implements AutoCloseable {
    private static final int ATTEMPTS = 8;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

    /** Longer than this, no other attempt is made: others may take a run's tables after a minute. */
    private static final Duration ALL = Duration.ofSeconds(20);

    /** A network that swallows what is sent says nothing. */
    private static final int SILENCE_MILLIS = 20_000;

    /** Of servers that end sessions, of transactions that others ended, and of waits that took too long. */
    private static final List<String> PASSING = List.of("08", "57", "40", "55P03", "53300");

    private final Entrance entrance;

    /** Not the run's: what was done is recorded even when it was told to stop. */
    private final Cancel cancel = new Cancel();

    private @Nullable Link link;

    LedgerLink(Entrance entrance) {
        this.entrance = entrance;
    }

    /** {@code user@host:port/database}, for messages. */
    String shown() {
        return entrance.address().shown();
    }

    /** What somebody makes of an answer. */
    interface Answer<T> {
        T of(ResultSet rows) throws SQLException;
    }

    /**
     * Asks until there is an answer.
     *
     * @param silence the kind of the failure when there is none
     * @param sql one or more statements, of which the last gives the rows of the answer
     * @throws SQLException when the answer is a refusal
     */
    synchronized <T> T ask(String doing, Failure.Kind silence, String sql, Answer<T> answer) throws SQLException {
        long begin = System.nanoTime();
        Duration pause = PAUSE;
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == ATTEMPTS || System.nanoTime() - begin > ALL.toNanos();
            try {
                return once(sql, answer);
            } catch (SQLException e) {
                forget();
                if (!passing(e)) {
                    throw e;
                }
                if (last) {
                    throw entrance.faults().unanswered(silence, doing, e);
                }
            } catch (Failure e) {
                if (last || e.kind() != Failure.Kind.UNAVAILABLE) {
                    throw e;
                }
            }
            cancel.pause(pause);
            pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2) : PAUSE_MAX;
        }
    }

    /** What was refused, and what to do about it. */
    Failure refused(String doing, SQLException e) {
        return entrance.faults().writing(doing, e);
    }

    private static boolean passing(SQLException e) {
        String state = e.getSQLState();
        return state == null || PASSING.stream().anyMatch(state::startsWith);
    }

    private <T> T once(String sql, Answer<T> answer) throws SQLException {
        Statement statement = connected().statement();
        boolean rows = statement.execute(sql);
        ResultSet found = rows ? statement.getResultSet() : null;
        while (rows || statement.getUpdateCount() >= 0) {
            rows = statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
            found = rows ? statement.getResultSet() : found;
        }
        if (found == null) {
            throw new IllegalStateException("there is no answer to " + sql);
        }
        return answer.of(found);
    }

    private Link connected() throws SQLException {
        Link present = link;
        if (present == null) {
            present = entrance.connect(cancel);
            try {
                present.jdbc().setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
                // Braces in what is recorded are no escapes of the driver.
                present.statement().setEscapeProcessing(false);
                requireUtf8(present.text("SHOW server_encoding").orElse(""));
            } catch (SQLException | Failure e) {
                present.abort();
                throw e;
            }
            link = present;
        }
        return present;
    }

    private void requireUtf8(String encoding) {
        if (!encoding.equals("UTF8")) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the database " + shown() + " has encoding " + encoding
                            + ", and a ledger needs one with encoding UTF8");
        }
    }

    private void forget() {
        if (link != null) {
            link.abort();
            link = null;
        }
    }

    @Override
    public synchronized void close() {
        forget();
    }
}
