package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.Failure.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What a restored table gets of the constraints and indexes that it had. */
final class TableParts {
    private static final String NO_SUCH_COLUMN = "42703";

    private final Optional<List<TablePart>> recorded;
    private final List<TablePart> chosen;

    /** @throws Failure CONFIG when they are asked for, and are not known or would name columns that are called otherwise now */
    TableParts(Archive archive, RestoreOptions options, TableDefinition definition) {
        boolean asked = options.indexes() || options.checks();
        recorded = Optional.ofNullable(archive.origin().get(TablePart.KEY)).flatMap(json -> read(json, asked));
        chosen = recorded.orElse(List.of()).stream()
                .filter(part -> options.indexes() && part.kind().indexes()
                        || options.checks() && part.kind() == TablePart.Kind.CHECK)
                .toList();
        if (asked && recorded.isEmpty()) {
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

    /** Who does not ask for them does not need to have them understood. */
    private static Optional<List<TablePart>> read(String json, boolean asked) {
        try {
            return Optional.of(TablePart.read(json));
        } catch (Failure e) {
            if (asked) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** The statements, should no name be taken. */
    List<String> statements(QualifiedName table) {
        return chosen.stream().map(part -> part.create(table, true)).toList();
    }

    /** What it had and does not have, whatever it is called now; empty when that is not known. */
    Optional<List<TablePart>> left(List<TablePart> present) {
        return recorded.map(all -> all.stream()
                .filter(part -> present.stream()
                        .noneMatch(other -> other.kind() == part.kind()
                                && other.definition().equals(part.definition())))
                .toList());
    }

    /**
     * Makes them, in the transaction of {@code link}. Checks that are there already stay; what names a column that was not
     * archived is left.
     *
     * @throws Failure when the server does not take one
     */
    void make(Link link, QualifiedName table) throws SQLException {
        for (TablePart part : chosen) {
            if (!isThere(link, table, part)) {
                make(link, table, part);
            }
        }
    }

    private static void make(Link link, QualifiedName table, TablePart part) throws SQLException {
        link.execute("SAVEPOINT part");
        try {
            link.execute(part.create(table, isFree(link, table, part)));
        } catch (SQLException e) {
            if (!NO_SUCH_COLUMN.equals(e.getSQLState())) {
                throw Faults.judged("the " + part + " cannot be made again", e)
                        .map(failure -> new Failure(
                                failure.kind(),
                                failure.text() + " (" + part.definition() + "); leave out "
                                        + (part.kind() == TablePart.Kind.CHECK ? "--checks" : "--indexes"),
                                failure))
                        .orElseThrow(() -> e);
            }
            link.execute("ROLLBACK TO SAVEPOINT part");
        }
        link.execute("RELEASE SAVEPOINT part");
    }

    private static boolean isThere(Link link, QualifiedName table, TablePart part) throws SQLException {
        return part.kind() == TablePart.Kind.CHECK
                && link.text("SELECT 1 FROM pg_constraint WHERE conrelid = to_regclass(" + Sql.literal(table.sql())
                                + ") AND contype = 'c' AND conname = " + Sql.literal(part.name())
                                + " AND pg_get_constraintdef(oid) = " + Sql.literal(part.definition()))
                        .isPresent();
    }

    /** Names of indexes are names of relations; those of checks are the table's own. */
    private static boolean isFree(Link link, QualifiedName table, TablePart part) throws SQLException {
        return !part.kind().indexes()
                || link.text("SELECT to_regclass(" + Sql.literal(Sql.qualified(table.namespace(), part.name())) + ")")
                        .isEmpty();
    }
}
