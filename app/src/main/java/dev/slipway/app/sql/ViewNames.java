package dev.slipway.app.sql;

import dev.slipway.config.Nearest;
import dev.slipway.duckdb.SqlSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * What tables are called in queries. Each has one full name: its place as the schema, and all of its own name. It also goes by
 * {@code place.name}, {@code namespace.name} and its bare name, wherever no other does.
 */
final class ViewNames {
    /** Where DuckDB looks first. */
    private static final String MAIN = "main";

    /** Schemas that DuckDB or this program has already. */
    private static final Set<String> TAKEN =
            Set.of(MAIN, "temp", "system", "memory", "pg_catalog", "information_schema", "_slipway");

    private static final int SHOWN = 12;

    /** A view. */
    record Name(String schema, String name) {
        /** DuckDB tells names apart without regard to case. */
        Name folded() {
            return new Name(schema.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
        }

        @Override
        public String toString() {
            return (schema.equals(MAIN) ? "" : quoted(schema) + '.') + quoted(name);
        }

        private static String quoted(String word) {
            return word.matches("[A-Za-z_]\\w*") ? word : '"' + word.replace("\"", "\"\"") + '"';
        }
    }

    private final Map<Name, Dataset> full = new LinkedHashMap<>();
    private final Map<Name, Name> aliases = new LinkedHashMap<>();
    private final Map<Name, List<Name>> ambiguous =
            new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));

    ViewNames(List<Dataset> datasets) {
        Set<Name> taken = new LinkedHashSet<>();
        for (Dataset dataset : datasets) {
            String schema =
                    TAKEN.contains(dataset.place().toLowerCase(Locale.ROOT)) ? dataset.place() + '_' : dataset.place();
            Name name = new Name(schema, dataset.called());
            for (int i = 2; !taken.add(name.folded()); i++) {
                name = new Name(schema, dataset.called() + '_' + i);
            }
            full.put(name, dataset);
        }
        Map<Name, List<Name>> wanted = new LinkedHashMap<>();
        Map<Name, Name> spelled = new LinkedHashMap<>();
        full.forEach((name, dataset) -> {
            for (Name other : others(name, dataset)) {
                spelled.putIfAbsent(other.folded(), other);
                wanted.computeIfAbsent(other.folded(), folded -> new ArrayList<>())
                        .add(name);
            }
        });
        wanted.forEach((folded, targets) -> {
            if (!taken.contains(folded)) {
                List<Name> distinct = targets.stream().distinct().toList();
                if (distinct.size() == 1) {
                    aliases.put(spelled.getOrDefault(folded, folded), distinct.getFirst());
                } else {
                    ambiguous.put(folded, distinct);
                }
            }
        });
    }

    private static List<Name> others(Name name, Dataset dataset) {
        String bare = dataset.table().name();
        String namespace = dataset.table().namespace();
        List<Name> others = new ArrayList<>(List.of(new Name(name.schema(), bare), new Name(MAIN, bare)));
        if (!namespace.isEmpty() && !TAKEN.contains(namespace.toLowerCase(Locale.ROOT))) {
            others.add(new Name(namespace, bare));
        }
        return others;
    }

    /** Makes all names; {@code view} makes the view of a table under its full one. */
    void define(SqlSession session, BiConsumer<Name, Dataset> view) {
        schemas().forEach(session::schema);
        full.forEach(view);
        aliases.forEach((name, of) -> session.alias(name.schema(), name.name(), of.schema(), of.name()));
    }

    private Set<String> schemas() {
        Map<String, String> schemas = new LinkedHashMap<>();
        full.keySet().forEach(name -> schemas.putIfAbsent(name.folded().schema(), name.schema()));
        aliases.keySet().forEach(name -> schemas.putIfAbsent(name.folded().schema(), name.schema()));
        schemas.remove(MAIN);
        return new LinkedHashSet<>(schemas.values());
    }

    /** What to say to somebody who asks for what is not there. */
    String missing(String written) {
        String folded = written.toLowerCase(Locale.ROOT);
        List<Name> several = ambiguous.entrySet().stream()
                .filter(entry -> entry.getKey().toString().equals(folded)
                        || entry.getKey().name().equals(folded))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of());
        if (!several.isEmpty()) {
            return "there are several tables \"" + written + "\": say "
                    + full.entrySet().stream()
                            .filter(entry -> several.contains(entry.getKey()))
                            .map(entry ->
                                    entry.getKey() + " (" + entry.getValue().shown() + ')')
                            .collect(Collectors.joining(" or "));
        }
        Set<String> shown = new LinkedHashSet<>();
        Set<Name> named = new LinkedHashSet<>();
        aliases.forEach((name, target) -> {
            if (name.schema().equals(MAIN)) {
                shown.add(name.toString());
                named.add(target);
            }
        });
        full.keySet().stream().filter(name -> !named.contains(name)).forEach(name -> shown.add(name.toString()));
        String nearest = Nearest.to(written, shown)
                .map(name -> " Did you mean " + name + '?')
                .orElse("");
        return "there is no table \"" + written + "\"." + nearest + " There are: "
                + shown.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (shown.size() > SHOWN ? " and " + (shown.size() - SHOWN) + " more (SHOW ALL TABLES)" : "");
    }
}
