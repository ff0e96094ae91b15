package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.job.Earlier;
import dev.slipway.job.Key;
import dev.slipway.job.Plan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Divides what was selected into units, and says how each is read. Everything that can be refused is refused here. */
final class Planner {
    private final Link link;
    private final Server server;
    private final PostgresOptions options;
    private final Faults faults;
    private final LockRoom room;
    private final Earlier earlier;
    private final String mark;

    Planner(
            Link link,
            Server server,
            PostgresOptions options,
            Faults faults,
            LockRoom room,
            Earlier earlier,
            String mark) {
        this.link = link;
        this.server = server;
        this.options = options;
        this.faults = faults;
        this.room = room;
        this.earlier = earlier;
        this.mark = mark;
    }

    List<Plan.PlannedTable<PostgresUnit>> plan(Selection selection) throws SQLException {
        List<Relation> relations;
        String searchPath = link.text("SHOW search_path").orElse("");
        link.execute("SET LOCAL search_path = pg_catalog");
        relations = selection
                .catalog()
                .relations(selection.found().stream().map(Catalog.Named::oid).toList());
        link.text("SELECT set_config('search_path', " + Sql.literal(searchPath) + ", true)");
        if (options.query().isPresent()) {
            relations = List.of(new QueryRelation(link, selection.catalog())
                    .of(options.query().get(), options.queryName()));
        }
        requireKnownColumns(relations);
        List<Plan.PlannedTable<PostgresUnit>> tables = new ArrayList<>();
        Optional<String> fewer = room.note(relations.size(), options.connections());
        for (Relation relation : relations) {
            requireNoRowSecurity(relation);
            tables.add(plan(relation, fewer));
        }
        return tables;
    }

    /** Names in options must mean something: a misspelt one would silently change nothing. */
    private void requireKnownColumns(List<Relation> relations) {
        Set<String> named = new TreeSet<>(options.as().keySet());
        for (Relation relation : relations) {
            relation.attributes().forEach(attribute -> named.remove(attribute.name()));
        }
        if (!named.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "--as names the column \"" + named.iterator().next() + "\", which none of the tables has");
        }
    }

    private void requireNoRowSecurity(Relation relation) throws SQLException {
        if (relation.kind() == Relation.Kind.TABLE
                && link.text("SELECT row_security_active(" + relation.oid() + "::oid)")
                        .orElse("f")
                        .equals("t")) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "row-level security would hide rows of " + relation.qualifiedName()
                            + " from this role, and an export must not miss any; use a role with BYPASSRLS");
        }
    }

    private Plan.PlannedTable<PostgresUnit> plan(Relation relation, Optional<String> note) throws SQLException {
        List<Attribute> attributes = chosen(relation);
        ColumnMapping mapping =
                new ColumnMapping(new TypeMap(server.vouchesForText(), options.infinity()), options.as());
        requireCondition(relation);
        List<ColumnPlan> columns = mapping.plan(relation.qualifiedName(), attributes, relation.primaryKey());
        Table table = new Table(
                relation.namespace(),
                relation.name(),
                new Schema(columns.stream().map(ColumnPlan::field).toList()));
        options.key().ifPresent(named -> KeyChoice.require(named, relation, table.schema()));
        Key key = options.key().orElseGet(() -> KeyChoice.of(relation, table.schema()));
        List<String> sorted = options.order() == PostgresOptions.Order.KEY
                ? new StoredOrder(attributes, table.schema(), server.encoding()).of(key)
                : List.of();
        List<String> notes = Stream.concat(note.stream(), columns.stream().flatMap(column -> column.note().stream()))
                .toList();
        String selection = relation.qualifiedName()
                + options.where().map(where -> " WHERE " + where).orElse("")
                + (options.columns().isEmpty() ? "" : " (" + String.join(", ", options.columns()) + ")")
                + options.query().map(query -> " AS " + query).orElse("");
        Ranges.Cut cut = new Ranges(link, server, options, faults).of(relation, key, earlier.borders(table, selection));
        return new Plan.PlannedTable<>(
                table,
                selection,
                mark(relation),
                units(relation, table, columns, key, sorted, cut.ranges()),
                cut.borders(),
                rows(relation, columns.size()),
                relation.tableBytes(),
                key,
                notes);
    }

    /** A condition that the server does not understand is refused before anything is written. */
    private void requireCondition(Relation relation) throws SQLException {
        if (options.where().isPresent()) {
            String everything = new Ranges.Range("", "").where(options.where());
            try {
                link.text("EXPLAIN SELECT 1 FROM " + from(relation) + everything);
            } catch (SQLException e) {
                throw faults.during("reading " + relation.qualifiedName(), e);
            }
        }
    }

    /** A view, a query or a condition may depend on more than the data, for instance on the time of day. */
    private String mark(Relation relation) {
        return relation.kind() == Relation.Kind.TABLE
                        && options.query().isEmpty()
                        && options.where().isEmpty()
                ? mark
                : "";
    }

    private List<Attribute> chosen(Relation relation) {
        if (relation.attributes().isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    relation.qualifiedName() + " has no columns: there is nothing in its rows to export");
        }
        if (options.columns().isEmpty()) {
            return relation.attributes();
        }
        List<Attribute> chosen = new ArrayList<>();
        for (String name : options.columns()) {
            chosen.add(relation.attributes().stream()
                    .filter(attribute -> attribute.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new Failure(
                            Failure.Kind.CONFIG,
                            relation.qualifiedName() + " has no column \"" + name + "\"; it has "
                                    + String.join(
                                            ", ",
                                            relation.attributes().stream()
                                                    .map(Attribute::name)
                                                    .toList()))));
        }
        return chosen;
    }

    private List<PostgresUnit> units(
            Relation relation,
            Table table,
            List<ColumnPlan> columns,
            Key key,
            List<String> sorted,
            List<Ranges.Range> ranges) {
        List<String> keyColumns = new ArrayList<>(relation.primaryKey());
        if (keyColumns.isEmpty()) {
            key.time().ifPresent(keyColumns::add);
            key.id().ifPresent(keyColumns::add);
        }
        // The key comes first, so that a row whose next value is too large to take in can still be named.
        List<ColumnPlan> sent = columns.stream()
                .sorted(Comparator.comparing((ColumnPlan column) ->
                                !keyColumns.contains(column.field().name()))
                        .thenComparingInt(ColumnPlan::number))
                .toList();
        List<Integer> places = columns.stream().map(sent::indexOf).toList();
        String from = String.join(", ", sent.stream().map(ColumnPlan::sql).toList()) + " FROM " + from(relation);
        Map<String, String> origin = Origin.of(relation, table.schema());
        List<PostgresUnit> units = new ArrayList<>();
        for (Ranges.Range range : ranges) {
            String copy = "COPY (SELECT " + from + range.where(options.where()) + range.order()
                    + ") TO STDOUT (FORMAT binary)";
            String id = relation.qualifiedName() + '/' + units.size();
            units.add(new PostgresUnit(
                    id,
                    units.size(),
                    Fingerprint.of(id, copy, relation.file(), origin, columns),
                    table,
                    sorted,
                    origin,
                    new Extract(copy, columns, places, keyColumns, options.valueBytesMax())));
        }
        return units;
    }

    private String from(Relation relation) {
        Optional<String> query = options.query();
        if (query.isPresent()) {
            return Selection.subquery(query.get());
        }
        return (relation.kind() == Relation.Kind.TABLE ? "ONLY " : "") + relation.sql();
    }

    /** Without statistics, as many rows as would fit if each column took 16 bytes. */
    private static long rows(Relation relation, int columns) {
        return relation.rowsEstimate() >= 0 && (relation.rowsEstimate() > 0 || relation.heapBytes() == 0)
                ? (long) relation.rowsEstimate()
                : relation.heapBytes() / (28 + 16L * columns);
    }
}
