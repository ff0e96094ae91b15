package dev.slipway.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a table gets when all its rows are there: key, indexes, checks, its place. It is tried on an empty table before the first
 * row is loaded, so that what cannot end is not begun.
 */
final class Completion {
    private final TableDefinition definition;
    private final TableParts parts;
    private final Optional<Attaching> attaching;
    private Optional<List<TablePart>> left = Optional.empty();

    Completion(Archive archive, RestoreOptions options, TableDefinition definition) {
        this.definition = definition;
        parts = new TableParts(archive, options, definition);
        attaching = options.attachment().map(attachment -> new Attaching(attachment.parent(), definition));
    }

    /** Refuses what cannot work out, looking only. */
    void requirePlace(Link link) throws SQLException {
        if (attaching.isPresent()) {
            attaching.get().requirePlace(link);
        }
    }

    /** Before rows come. */
    void prepare(Link link, QualifiedName table) throws SQLException {
        if (attaching.isPresent()) {
            attaching.get().meetDemands(link, table);
        }
    }

    /** When they are there. */
    void complete(Link link, QualifiedName table) throws SQLException {
        key(link, table);
        if (attaching.isPresent()) {
            attaching.get().attach(link, table);
        }
        left = parts.left(Catalog.parts(link, table));
    }

    private void key(Link link, QualifiedName table) throws SQLException {
        Optional<String> key = definition.primaryKey();
        if (key.isPresent()) {
            link.execute("ALTER TABLE " + table.sql() + " ADD " + key.get());
        }
        parts.make(link, table);
    }

    /** Makes an empty table and completes it, and leaves nothing behind. */
    void attempt(Link link, QualifiedName spare) throws SQLException {
        link.execute("SAVEPOINT attempt");
        link.execute("CREATE TABLE " + spare.sql() + " (" + definition.columns() + ")");
        prepare(link, spare);
        key(link, spare);
        if (attaching.isPresent()) {
            attaching.get().attempt(link, spare);
        }
        left = parts.left(Catalog.parts(link, spare));
        link.execute("ROLLBACK TO SAVEPOINT attempt");
    }

    /** The statements that do it, as far as they are known without looking. */
    List<String> statements(QualifiedName table) {
        List<String> statements = new ArrayList<>();
        definition.primaryKey().ifPresent(key -> statements.add("ALTER TABLE " + table.sql() + " ADD " + key));
        statements.addAll(parts.statements(table));
        attaching.ifPresent(place -> statements.add(place.statement(table)));
        return statements;
    }

    /** Constraints and indexes that it had and does not have, as of the last attempt; empty when that is not known. */
    Optional<List<TablePart>> left() {
        return left;
    }
}
