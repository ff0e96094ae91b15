package dev.slipway.postgres;

import dev.slipway.ledger.CommitLog;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.LogLedger;
import java.time.Clock;

/**
 * The ledger of a lake in a database: the same commits, with the same text, as a ledger beside the data, each a row of {@code
 * etl_commits}, and in the same transaction what they say of runs as rows of {@code etl_runs}. Its tables are made when the
 * first commit is written.
 */
public final class PostgresLedger {
    /** The schema of its tables, unless another is asked for. */
    public static final String SCHEMA = "slipway";

    private PostgresLedger() {}

    /**
     * Opens it; writes nothing. The caller closes it.
     *
     * @param writer names the run in what it writes, unlike any other
     * @throws dev.slipway.Failure CONFIG or UNAVAILABLE when there is no connection to be had, CORRUPT when a row is not what
     *     was written
     */
    public static Ledger open(LedgerPlace place, Clock clock, String writer) {
        CommitLog log = log(place);
        try {
            return LogLedger.open(log, clock, writer);
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /** What it consists of. The caller closes it. */
    public static CommitLog log(LedgerPlace place) {
        return new PostgresLog(
                new LedgerLink(Entrance.to(place.url(), place.environment())),
                new LedgerSql(place.schema(), place.lake()));
    }
}
