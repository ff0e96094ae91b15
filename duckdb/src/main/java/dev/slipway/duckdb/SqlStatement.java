package dev.slipway.duckdb;

/**
 * A statement that only reads, as DuckDB's own parser has it.
 *
 * @param text what is to be run
 * @param kind what becomes of it
 * @param query the query that it is, or that it tells of
 */
public record SqlStatement(String text, Kind kind, String query) {
    /** What becomes of a statement. */
    public enum Kind {
        /** It has rows. */
        QUERY,
        /** It tells how a query would be answered. */
        EXPLANATION,
        /** It answers a query and tells how that went. */
        ANALYSIS,
        /** It gives a name to a query or an expression. */
        DEFINITION
    }

    /** Whether the rows of tables are looked at. */
    public boolean reads() {
        return kind == Kind.QUERY || kind == Kind.ANALYSIS;
    }
}
