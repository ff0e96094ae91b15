package dev.slipway.postgres;

import dev.slipway.data.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is remembered of a column, enough to make it again. */
final class Origin {
    private Origin() {}

    static Map<String, String> of(Attribute attribute, List<String> primaryKey) {
        Map<String, String> origin = new TreeMap<>();
        origin.put("postgres.type", attribute.declared());
        if (attribute.notNull()) {
            origin.put("postgres.not_null", "true");
        }
        attribute.generated().ifPresent(kind -> origin.put("postgres.generated", kind));
        attribute.identity().ifPresent(kind -> origin.put("postgres.identity", kind));
        attribute.defaultExpression().ifPresent(sql -> origin.put("postgres.default", sql));
        attribute.collation().ifPresent(name -> origin.put("postgres.collation", name));
        int place = primaryKey.indexOf(attribute.name());
        if (place >= 0) {
            origin.put("postgres.primary_key", String.valueOf(place + 1));
        }
        describe(attribute.type(), origin);
        TypeDefinition.write(attribute.type()).ifPresent(json -> origin.put("postgres.types", json));
        return origin;
    }

    /**
     * What is remembered of a table beside its columns: its primary key if all of it is taken, its place, and its constraints
     * and indexes, as far as it is no view.
     */
    static Map<String, String> of(Relation relation, Schema taken) {
        Map<String, String> origin = new TreeMap<>();
        boolean whole = relation.primaryKey().stream()
                .allMatch(column -> taken.position(column).isPresent());
        if (whole) {
            relation.primaryKeyClause().ifPresent(sql -> origin.put("postgres.primary_key", sql));
        }
        relation.partitionBound().ifPresent(sql -> origin.put("postgres.partition_bound", sql));
        // A check of a hash names its parent by a number that it has in one database only.
        relation.partitionCheck()
                .filter(sql -> whole && !sql.contains("satisfies_hash_partition"))
                .ifPresent(sql -> origin.put("postgres.partition_check", sql));
        if (relation.kind() == Relation.Kind.TABLE || relation.kind() == Relation.Kind.PARTITIONED) {
            origin.put(TablePart.KEY, TablePart.write(relation.parts()));
        }
        return origin;
    }

    private static void describe(PostgresType type, Map<String, String> origin) {
        switch (type) {
            case PostgresType.Base t -> {
                // its name says it all
            }
            case PostgresType.Enumerated t -> {
                // its definition says it all, as that of a composite does
            }
            case PostgresType.Composite t -> {
                // as above
            }
            case PostgresType.Domain t -> {
                origin.put("postgres.domain.base", t.base().name());
                describe(t.base(), origin);
            }
            case PostgresType.Array t -> {
                origin.put("postgres.array.element", t.element().name());
                describe(t.element(), origin);
            }
            case PostgresType.Range t ->
                origin.put("postgres.range.bound", t.bound().name());
            case PostgresType.Multirange t ->
                origin.put("postgres.range.bound", t.bound().name());
        }
    }

    /** Whether a value of this form can be infinite. */
    static boolean canBeInfinite(Wire wire) {
        return switch (wire) {
            case Wire.Date w -> true;
            case Wire.Timestamp w -> true;
            case Wire.Interval w -> true;
            case Wire.Array w -> canBeInfinite(w.element());
            case Wire.Range w -> canBeInfinite(w.bound());
            case Wire.Multirange w -> canBeInfinite(w.bound());
            case Wire.Composite w -> w.fields().stream().anyMatch(Origin::canBeInfinite);
            case Wire.Bool w -> false;
            case Wire.Int2 w -> false;
            case Wire.Int4 w -> false;
            case Wire.Int8 w -> false;
            case Wire.Raw w -> false;
            case Wire.Utf8 w -> false;
            case Wire.Jsonb w -> false;
            case Wire.Uuid w -> false;
            case Wire.Numeric w -> false;
            case Wire.Hstore w -> false;
        };
    }
}
