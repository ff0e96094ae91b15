package dev.slipway.mapping;

import dev.slipway.Failure;
import java.util.List;
import java.util.Optional;

/** The mappings of a run: at most one is for each table. */
public record Mappings(List<Mapping> all) {
    public Mappings {
        all = List.copyOf(all);
    }

    /**
     * The mapping that is for the table called {@code table}, schema and name.
     *
     * @throws Failure CONFIG when there are two
     */
    public Optional<Mapping> of(String table) {
        List<Mapping> found =
                all.stream().filter(mapping -> mapping.matches(table)).toList();
        if (found.size() > 1) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    found.get(0).file() + " and " + found.get(1).file() + " are both for " + table
                            + ": say in each, with table: and a pattern, which tables it is for");
        }
        return found.stream().findFirst();
    }

    /** The one that is for this table, if there is one, and no others. */
    public Mappings only(String table) {
        return new Mappings(of(table).stream().toList());
    }

    /** Refuses a mapping that is for none of these tables: it was meant for one. */
    void requireUse(List<String> tables) {
        for (Mapping mapping : all) {
            if (tables.stream().noneMatch(mapping::matches)) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        mapping.file() + " is for "
                                + Shown.text(mapping.tables().orElse("*")) + ", which none of the tables is: "
                                + String.join(", ", tables));
            }
        }
    }
}
