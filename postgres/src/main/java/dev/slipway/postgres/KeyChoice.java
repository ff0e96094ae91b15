package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.job.Key;
import dev.slipway.job.KeyRange;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses the columns by which rows are named when nobody did. What a column is kept as decides what it can be. */
final class KeyChoice {
    private KeyChoice() {}

    /** From the primary key: its first column that can be a time, and the first of the others that can be an id. */
    static Key of(Relation relation, Schema schema) {
        List<Field> primary = relation.primaryKey().stream()
                .flatMap(name ->
                        schema.fields().stream().filter(field -> field.name().equals(name)))
                .toList();
        Optional<String> time = primary.stream()
                .filter(field -> KeyRange.canBeTime(field.type()))
                .map(Field::name)
                .findFirst();
        Optional<String> id = primary.stream()
                .filter(field -> KeyRange.canBeId(field.type()))
                .map(Field::name)
                .filter(name -> !time.equals(Optional.of(name)))
                .findFirst();
        return time.isEmpty() && id.isEmpty() ? Key.NONE : new Key(time, id);
    }

    /** Whether its order depends on a collation. */
    static boolean isText(Attribute attribute) {
        return attribute.type().undomained() instanceof PostgresType.Base type
                && Set.of("text", "varchar", "bpchar", "name", "citext").contains(type.plain());
    }

    /**
     * Refuses a key that a user named and that cannot be had.
     *
     * @throws Failure CONFIG when a column of it is not exported, or is kept as what cannot be a time or an id
     */
    static void require(Key key, Relation relation, Schema schema) {
        key.time().ifPresent(name -> {
            Field field = field(name, relation, schema);
            if (!KeyRange.canBeTime(field.type())) {
                throw refused("the first column of --key is a time", relation, field);
            }
        });
        key.id().ifPresent(name -> {
            Field field = field(name, relation, schema);
            if (!KeyRange.canBeId(field.type())) {
                throw refused(
                        "the second column of --key is an id: an integer, a decimal, text, bytes or a uuid",
                        relation,
                        field);
            }
        });
    }

    private static Field field(String name, Relation relation, Schema schema) {
        return schema.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Failure.Kind.CONFIG,
                        "the key column \"" + name + "\" is not among the exported columns of "
                                + relation.qualifiedName()));
    }

    private static Failure refused(String expected, Relation relation, Field field) {
        String kept = field.origin().getOrDefault("postgres.as", "");
        return new Failure(
                Failure.Kind.CONFIG,
                expected + ", but \"" + field.name() + "\" of " + relation.qualifiedName() + " is of type "
                        + field.origin().getOrDefault("postgres.type", "unknown")
                        + (kept.isEmpty() ? "" : ", kept as " + kept));
    }
}
