package dev.slipway.postgres;

import dev.slipway.ledger.CommitLog;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;

/**
 * The statements of a ledger. Each text is one message, and so one transaction, in which settings are made that the role or
 * the database may have otherwise.
 */
final class LedgerSql {
    private static final String SETTINGS = """
            SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL search_path = pg_catalog;
            SET LOCAL lock_timeout = 5000; SET LOCAL statement_timeout = %d;
            """;
    private static final int WRITING_MILLIS = 15_000;
    private static final int READING_MILLIS = 300_000;

    /** What was answered must be there after a crash. */
    private static final String DURABLE = """
            SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off';
            """;

    /** So much is fetched at once, or one row. */
    static final int PAGE_BYTES = 16 << 20;

    static final int PAGE_ROWS = 20_000;

    private static final String COLUMNS = """
            position, previous, hash, by, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), entries""";

    private final String schemaName;
    private final String lakeName;
    private final String schema;
    private final String commits;
    private final String summaries;
    private final String runs;
    private final String lake;

    LedgerSql(String schema, String lake) {
        this.schemaName = schema;
        this.lakeName = lake;
        this.schema = Sql.identifier(schema);
        this.commits = Sql.qualified(schema, "etl_commits");
        this.summaries = Sql.qualified(schema, "etl_summaries");
        this.runs = Sql.qualified(schema, "etl_runs");
        this.lake = Sql.literal(lake);
    }

    /** The table of commits and the lake, for messages. */
    String shown() {
        return schemaName + ".etl_commits, lake " + lakeName;
    }

    private static String reading(String query) {
        return SETTINGS.formatted(READING_MILLIS) + query;
    }

    private static String writing(String statements) {
        return SETTINGS.formatted(WRITING_MILLIS) + DURABLE + statements;
    }

    /** Commits from a position on, up to a limit of bytes. */
    String page(long from) {
        return reading("SELECT " + COLUMNS + " FROM (SELECT *, sum(octet_length(entries)) OVER (ORDER BY position)"
                + " - octet_length(entries) AS before FROM " + commits + " WHERE lake = " + lake + " AND position >= "
                + from + " ORDER BY position LIMIT " + PAGE_ROWS + ") c WHERE before < " + PAGE_BYTES
                + " ORDER BY position");
    }

    String one(long position) {
        return reading(
                "SELECT " + COLUMNS + " FROM " + commits + " WHERE lake = " + lake + " AND position = " + position);
    }

    /** The last summary of which all parts are there. */
    String lastSummary() {
        return reading("SELECT position, parts, sum(octet_length(entries)) FROM " + summaries + " WHERE lake = " + lake
                + " GROUP BY position, parts HAVING count(*) = parts ORDER BY position DESC LIMIT 1");
    }

    String summaryPart(long position, int part) {
        return reading("SELECT entries FROM " + summaries + " WHERE lake = " + lake + " AND position = " + position
                + " AND part = " + part);
    }

    String putSummaryPart(long position, int part, int parts, String text) {
        return writing("WITH written AS (INSERT INTO " + summaries + " (lake, position, part, parts, entries) VALUES ("
                + lake + ", " + position + ", " + part + ", " + parts + ", " + Sql.literal(text)
                + ") ON CONFLICT (lake, position, part) DO NOTHING RETURNING part) SELECT count(*) FROM written");
    }

    String forgetSummariesBefore(long position) {
        return writing("WITH gone AS (DELETE FROM " + summaries + " WHERE lake = " + lake + " AND position < "
                + position + " RETURNING part) SELECT count(*) FROM gone");
    }

    /**
     * A commit and what it says of runs, in one statement: if the commit is not written, nothing is.
     *
     * @param rows of runs, as JSON
     */
    String put(CommitLog.Draft draft, String rows) {
        String before = draft.position() == 1
                ? "true"
                : "EXISTS (SELECT FROM " + commits + " WHERE lake = " + lake + " AND position = "
                        + (draft.position() - 1) + " AND hash = " + Sql.literal(draft.previous()) + ")";
        String values = lake + ", " + draft.position() + ", " + Sql.literal(draft.previous()) + ", "
                + Sql.literal(draft.hash()) + ", " + Sql.literal(draft.by()) + ", '"
                + draft.at().truncatedTo(ChronoUnit.MICROS) + "'::timestamptz, "
                + Sql.literal(new String(draft.text(), StandardCharsets.UTF_8));
        return writing("WITH written AS (INSERT INTO " + commits
                + " (lake, position, previous, hash, by, at, entries) SELECT " + values + " WHERE " + before
                + " ON CONFLICT (lake, position) DO NOTHING RETURNING position), told AS (" + told(rows)
                + ") SELECT count(*) FROM written");
    }

    /** Once a run has published something, that stays told, whatever becomes of it. */
    private String told(String rows) {
        return """
                INSERT INTO %s AS r (lake, run, job, host, pid, started_at, lease_until, processed_at, status, tables,
                  failed, artifact_paths, row_counts, parquet_bytes)
                SELECT %s, v.* FROM written, jsonb_to_recordset(%s) AS v (run text, job text, host text, pid bigint,
                  started_at timestamptz, lease_until timestamptz, processed_at timestamptz, status text, tables integer,
                  failed integer, artifact_paths text[], row_counts jsonb, parquet_bytes bigint)
                ON CONFLICT (lake, run) DO UPDATE SET lease_until = excluded.lease_until,
                  processed_at = excluded.processed_at, status = excluded.status, tables = excluded.tables,
                  failed = excluded.failed, artifact_paths = r.artifact_paths || excluded.artifact_paths,
                  row_counts = r.row_counts || excluded.row_counts,
                  parquet_bytes = r.parquet_bytes + excluded.parquet_bytes""".formatted(runs, lake, Sql.literal(rows));
    }

    /** All of a ledger's tables; of several who make them at once, one does it. */
    String make() {
        return writing("""
                SELECT pg_advisory_xact_lock(hashtextextended('slipway tables', 0));
                DO $do$ BEGIN IF to_regnamespace(%1$s) IS NULL THEN CREATE SCHEMA %2$s; END IF; END $do$;
                CREATE TABLE IF NOT EXISTS %3$s (lake text, position bigint CHECK (position > 0),
                  previous text NOT NULL, hash text NOT NULL, by text NOT NULL, at timestamptz NOT NULL,
                  entries text NOT NULL, PRIMARY KEY (lake, position));
                CREATE TABLE IF NOT EXISTS %4$s (lake text, position bigint, part integer, parts integer NOT NULL,
                  entries text NOT NULL, PRIMARY KEY (lake, position, part));
                CREATE TABLE IF NOT EXISTS %5$s (lake text, run text, job text NOT NULL, host text NOT NULL,
                  pid bigint NOT NULL, started_at timestamptz NOT NULL, lease_until timestamptz NOT NULL,
                  processed_at timestamptz, status text NOT NULL, tables integer, failed integer, s3_key text, etag text,
                  artifact_paths text[] NOT NULL, row_counts jsonb NOT NULL, parquet_bytes bigint NOT NULL,
                  zl_bytes bigint, PRIMARY KEY (lake, run));
                SELECT 1""".formatted(Sql.literal(schema), schema, commits, summaries, runs));
    }
}
