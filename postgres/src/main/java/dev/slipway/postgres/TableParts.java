package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.Failure.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What a restored table gets of the constraints and indexes that it had. */
final class TableParts {
    private final List<TablePart> recorded;
    private final List<TablePart> chosen;

    /** @throws Failure CONFIG when they are asked for, and are not known or would name columns that are called otherwise now */
    TableParts(Archive archive, RestoreOptions options, TableDefinition definition) {
        Optional<String> json = Optional.ofNullable(archive.origin().get(TablePart.KEY));
        recorded = json.map(TablePart::read).orElse(List.of());
        chosen = recorded.stream()
                .filter(part -> options.indexes() && part.kind().indexes()
                        || options.checks() && part.kind() == TablePart.Kind.CHECK)
                .toList();
        if ((options.indexes() || options.checks()) && json.isEmpty()) {
            throw new Failure(
                    Kind.CONFIG,
                    "the files do not say which indexes and checks the table had; leave out --indexes and --checks");
        }
        if (!chosen.isEmpty() && !definition.namesStand()) {
            throw new Failure(
                    Kind.CONFIG,
                    "a mapping renamed or changed columns that indexes and checks may name; leave out --indexes and"
                            + " --checks, and make them by hand");
        }
    }

    /** What is known, and is not made. */
    List<TablePart> left() {
        return recorded.stream().filter(part -> !chosen.contains(part)).toList();
    }

    /** The statements, should no name be taken. */
    List<String> statements(QualifiedName table) {
        return chosen.stream().map(part -> part.create(table, true)).toList();
    }

    /** Makes them, in the transaction of {@code link}. Those that are there already stay; a name that is taken becomes another. */
    void make(Link link, QualifiedName table) throws SQLException {
        for (TablePart part : chosen) {
            make(link, table, part);
        }
    }

    private static void make(Link link, QualifiedName table, TablePart part) throws SQLException {
        if (!isThere(link, table, part)) {
            link.execute(part.create(table, isFree(link, table, part)));
        }
    }

    /** Makes them while the table is empty, and takes that back: what cannot be made is known before any row is loaded. */
    void attempt(Link link, QualifiedName table) throws SQLException {
        link.execute("SAVEPOINT parts");
        for (TablePart part : chosen) {
            try {
                make(link, table, part);
            } catch (SQLException e) {
                throw new Failure(
                        Kind.CONFIG,
                        "the " + part + " cannot be made again: " + Faults.plain(e.getMessage()) + " ("
                                + part.definition()
                                + "); leave out "
                                + (part.kind() == TablePart.Kind.CHECK ? "--checks" : "--indexes"),
                        e);
            }
        }
        link.execute("ROLLBACK TO SAVEPOINT parts");
    }

    private static boolean isThere(Link link, QualifiedName table, TablePart part) throws SQLException {
        return link.text("SELECT 1 FROM pg_constraint WHERE conrelid = to_regclass(" + Sql.literal(table.sql())
                        + ") AND conname = " + Sql.literal(part.name()))
                .isPresent();
    }

    /** Names of indexes are names of relations; those of checks are the table's own. */
    private static boolean isFree(Link link, QualifiedName table, TablePart part) throws SQLException {
        return !part.kind().indexes()
                || link.text("SELECT to_regclass(" + Sql.literal(Sql.qualified(table.namespace(), part.name())) + ")")
                        .isEmpty();
    }
}
