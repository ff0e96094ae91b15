package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.job.Key;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses the columns by which rows are named when nobody did. */
final class KeyChoice {
    private static final Set<String> TIMES = Set.of("date", "timestamp", "timestamptz");

    private KeyChoice() {}

    /** From the primary key: its first date or timestamp, and the first of its other columns. */
    static Key of(Relation relation, List<Attribute> chosen) {
        List<Attribute> primary = relation.primaryKey().stream()
                .flatMap(name ->
                        chosen.stream().filter(attribute -> attribute.name().equals(name)))
                .toList();
        Optional<String> time =
                primary.stream().filter(KeyChoice::isTime).map(Attribute::name).findFirst();
        Optional<String> id = primary.stream()
                .map(Attribute::name)
                .filter(name -> !time.equals(Optional.of(name)))
                .findFirst();
        return time.isEmpty() && id.isEmpty() ? Key.NONE : new Key(time, id);
    }

    static boolean isTime(Attribute attribute) {
        return base(attribute.type()) instanceof PostgresType.Base type && TIMES.contains(type.plain());
    }

    /** Whether its order depends on a collation. */
    static boolean isText(Attribute attribute) {
        return base(attribute.type()) instanceof PostgresType.Base type
                && Set.of("text", "varchar", "bpchar", "name", "citext").contains(type.plain());
    }

    private static PostgresType base(PostgresType type) {
        return type instanceof PostgresType.Domain domain ? base(domain.base()) : type;
    }

    static void requireColumns(Key key, Relation relation, List<Attribute> chosen) {
        for (Optional<String> name : List.of(key.time(), key.id())) {
            if (name.isPresent() && chosen.stream().noneMatch(a -> a.name().equals(name.get()))) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        "the key column \"" + name.get() + "\" is not among the exported columns of "
                                + relation.qualifiedName());
            }
        }
        key.time().ifPresent(name -> chosen.stream()
                .filter(attribute -> attribute.name().equals(name) && !isTime(attribute))
                .forEach(attribute -> {
                    throw new Failure(
                            Failure.Kind.CONFIG,
                            "the first column of --key is a time, but \"" + name + "\" of " + relation.qualifiedName()
                                    + " is of type " + attribute.declared());
                }));
    }
}
