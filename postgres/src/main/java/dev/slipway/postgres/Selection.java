package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.config.Nearest;
import dev.slipway.job.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which relations a run reads: found by name, locked, and then known for certain. */
final class Selection {
    private static final int SUGGESTIONS = 5;

    private final Link link;
    private final Faults faults;
    private final PostgresOptions options;
    private final Catalog catalog;
    private List<Catalog.Named> found = List.of();
    private List<Event.PartitionJudged> judged = List.of();

    Selection(Link link, Server server, PostgresOptions options, Faults faults) {
        this.link = link;
        this.options = options;
        this.faults = faults;
        catalog = new Catalog(link.statement(), server.version());
    }

    Catalog catalog() {
        return catalog;
    }

    /** What was found last, each relation once, leaves only. */
    List<Catalog.Named> found() {
        return found;
    }

    /** What became of each partition that was looked at, and why. */
    List<Event.PartitionJudged> judged() {
        return judged;
    }

    /**
     * Looks for the tables.
     *
     * @throws Failure CONFIG when a name or pattern matches nothing
     */
    void find() throws SQLException {
        found = lookUp();
    }

    /** What is found by these names and patterns, each by itself; nothing where one means nothing. */
    Map<String, List<Catalog.Named>> findEach(List<String> texts) throws SQLException {
        List<Catalog.Named> readable = catalog.readable();
        List<String> searchPath = searchPath();
        Map<String, List<Catalog.Named>> each = new LinkedHashMap<>();
        for (String text : texts) {
            List<Catalog.Named> leaves = new ArrayList<>();
            for (Catalog.Named relation : meant(TablePattern.parse(text), readable, searchPath)) {
                leaves.addAll(catalog.leaves(relation.oid()));
            }
            each.put(text, leaves);
        }
        return each;
    }

    private List<Catalog.Named> lookUp() throws SQLException {
        if (options.query().isPresent()) {
            return List.of();
        }
        if (options.tables().isEmpty() && options.partitions().parents().isEmpty()) {
            throw new Failure(Failure.Kind.CONFIG, "no table is named: name at least one, or give a --query");
        }
        List<Catalog.Named> readable = catalog.readable();
        List<String> searchPath = searchPath();
        Map<Long, Catalog.Named> leaves = new LinkedHashMap<>();
        Set<String> roots = new TreeSet<>();
        for (String text : options.tables()) {
            for (Catalog.Named relation : matching(text, readable, searchPath)) {
                roots.add(relation.qualifiedName());
                for (Catalog.Named leaf : catalog.leaves(relation.oid())) {
                    leaves.putIfAbsent(leaf.oid(), leaf);
                }
            }
        }
        addPartitions(readable, searchPath, leaves);
        if (leaves.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    String.join(", ", roots)
                            + (roots.size() == 1
                                    ? ": a partitioned table without partitions, which holds no rows"
                                    : ": only partitioned tables without partitions, which hold no rows"));
        }
        return List.copyOf(leaves.values());
    }

    private void addPartitions(List<Catalog.Named> readable, List<String> searchPath, Map<Long, Catalog.Named> leaves)
            throws SQLException {
        List<Event.PartitionJudged> told = new ArrayList<>();
        Partitions wanted = options.partitions();
        for (String text : wanted.parents()) {
            for (Catalog.Named parent : matching(text, readable, searchPath)) {
                if (parent.kind() != Relation.Kind.PARTITIONED) {
                    throw new Failure(
                            Failure.Kind.CONFIG,
                            parent.qualifiedName()
                                    + " has no partitions: name it as a table, and not by --partitions-of");
                }
                for (PartitionChoice.Judged one :
                        PartitionChoice.of(catalog.below(parent.oid(), wanted.olderThan()), wanted.olderThan())) {
                    if (one.taken()) {
                        leaves.putIfAbsent(one.leaf().oid(), one.leaf());
                    }
                    told.add(new Event.PartitionJudged(
                            parent.qualifiedName(), one.leaf().qualifiedName(), one.taken(), one.why()));
                }
            }
        }
        judged = told;
        if (leaves.isEmpty() && !wanted.parents().isEmpty()) {
            throw new Failure(Failure.Kind.CONFIG, noneTaken());
        }
    }

    private String noneTaken() {
        String reasons = judged.stream()
                .limit(SUGGESTIONS)
                .map(one -> one.table() + ": " + one.why())
                .collect(Collectors.joining(", "));
        return "no partition of " + String.join(", ", options.partitions().parents())
                + options.partitions()
                        .olderThan()
                        .map(age -> " is older than "
                                + (age.toSecondsPart() == 0 && age.toMinutes() % 1_440 == 0
                                        ? age.toDays() + " days"
                                        : age.toSeconds() + " seconds"))
                        .orElse(" is there")
                + (reasons.isEmpty() ? "" : "; for instance " + reasons);
    }

    private static List<Catalog.Named> matching(String text, List<Catalog.Named> readable, List<String> searchPath) {
        TablePattern pattern = TablePattern.parse(text);
        List<Catalog.Named> all = meant(pattern, readable, searchPath);
        if (all.isEmpty()) {
            throw nothing(pattern, readable);
        }
        return all;
    }

    /** A plain name means the first of that name on the search path, as in SQL. */
    private static List<Catalog.Named> meant(
            TablePattern pattern, List<Catalog.Named> readable, List<String> searchPath) {
        List<Catalog.Named> all = readable.stream()
                .filter(relation -> pattern.matches(relation, searchPath))
                .toList();
        return !all.isEmpty()
                        && pattern.plainName().isPresent()
                        && pattern.schema().isEmpty()
                ? List.of(Collections.min(
                        all, Comparator.comparingInt(relation -> searchPath.indexOf(relation.namespace()))))
                : all;
    }

    /** The role's, whatever this session has set for itself. */
    private List<String> searchPath() throws SQLException {
        List<String> schemas = new ArrayList<>();
        String reset = link.text("SHOW search_path").orElse("");
        link.execute("RESET search_path");
        try (ResultSet rows = link.statement().executeQuery("SELECT unnest(current_schemas(true))")) {
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
        }
        link.text("SELECT set_config('search_path', " + Sql.literal(reset) + ", false)");
        return schemas;
    }

    private static Failure nothing(TablePattern pattern, List<Catalog.Named> readable) {
        List<String> near = readable.stream()
                .filter(relation -> !relation.namespace().equals("pg_catalog"))
                .map(Catalog.Named::qualifiedName)
                .sorted(Comparator.comparingInt(name -> Nearest.distance(name, pattern.text())))
                .limit(SUGGESTIONS)
                .toList();
        return new Failure(
                Failure.Kind.CONFIG,
                "no table matches \"" + pattern.text() + "\""
                        + (near.isEmpty()
                                ? "; the database has no tables that this role can see"
                                : "; there are for instance " + String.join(", ", near)));
    }

    /** The locks on what was found last. */
    Locks locks() {
        return new Locks(found, options.query());
    }

    /** Whether what was locked is still what the names mean, now that nothing can change any more. */
    boolean stillHolds() throws SQLException {
        locks().touch(link, faults);
        return lookUp().equals(found) && Locks.rewritten(link) == 0;
    }

    /** A query in the place of a table. */
    static String subquery(String query) {
        return "(" + query.strip().replaceAll("[;\\s]+$", "") + "\n) AS query";
    }
}
