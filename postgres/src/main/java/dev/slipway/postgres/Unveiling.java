package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import java.sql.SQLException;

/** Gives a hidden table its name, its key and its place, all in one transaction. */
final class Unveiling {
    private final HiddenTable hidden;
    private final RestoreOptions options;

    Unveiling(HiddenTable hidden, RestoreOptions options) {
        this.hidden = hidden;
        this.options = options;
    }

    /** Everything but the commit. */
    void begin(Link link) throws SQLException {
        String target = options.target().sql();
        link.execute("BEGIN");
        link.execute("LOCK TABLE " + hidden.sql() + " IN ACCESS EXCLUSIVE MODE");
        requireAllLoaded(link);
        Progress.forget(link, hidden.oid());
        link.execute("ALTER TABLE " + hidden.sql() + " RENAME TO "
                + Sql.identifier(options.target().name()));
        link.execute("COMMENT ON TABLE " + target + " IS NULL");
        hidden.completion().complete(link, options.target());
        for (Field field : hidden.archive().table().schema().fields()) {
            if (hidden.definition().numbered(field)) {
                goOnNumbering(link, target, field.name());
            }
        }
    }

    /** Whoever has held this table for too long to be still in charge may have added to it, or never finished. */
    private void requireAllLoaded(Link link) throws SQLException {
        int loaded = Progress.loaded(link, hidden.oid()).size();
        if (loaded != hidden.archive().files().size()) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    loaded + " of " + hidden.archive().files().size() + " files are in " + hidden.name()
                            + ": someone else works on it; run again");
        }
    }

    private static void goOnNumbering(Link link, String target, String column) throws SQLException {
        String identifier = Sql.identifier(column);
        link.text("SELECT setval(pg_get_serial_sequence(" + Sql.literal(target) + ", " + Sql.literal(column) + "), max("
                + identifier + ")) FROM " + target + " HAVING max(" + identifier + ") > 0");
    }

    /** Whether the table has its name, for who did not hear the answer. If not, waits for the session that it was said to. */
    boolean happened(Link link) throws SQLException {
        if (isNamed(link)) {
            return true;
        }
        link.execute("SELECT pg_advisory_lock(" + hidden.hash() + ")");
        return isNamed(link);
    }

    private boolean isNamed(Link link) throws SQLException {
        return link.text("SELECT relname FROM pg_class WHERE oid = " + hidden.oid())
                .filter(options.target().name()::equals)
                .isPresent();
    }
}
