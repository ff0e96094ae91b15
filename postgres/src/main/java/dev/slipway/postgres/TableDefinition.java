package dev.slipway.postgres;

import dev.slipway.data.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the table of an archive is made again, by what its files remember. */
final class TableDefinition {
    /** The check that spares a scan when the table becomes a partition. */
    static final String BOUND_CHECK = "slipway_partition_bound";

    private static final String MAPPING = "slipway.mapping";

    private final Archive archive;
    private final RestoreOptions options;

    TableDefinition(Archive archive, RestoreOptions options) {
        this.archive = archive;
        this.options = options;
    }

    /** The types that it needs, each after those that it needs itself. */
    List<TypeDefinition> types() {
        Map<String, TypeDefinition> types = new LinkedHashMap<>();
        for (Field field : archive.table().schema().fields()) {
            if (asItWas(field) && field.origin().containsKey("postgres.types")) {
                TypeDefinition.read(field.origin().getOrDefault("postgres.types", ""))
                        .forEach(type -> types.putIfAbsent(type.name(), type));
            }
        }
        return List.copyOf(types.values());
    }

    /** Whether the column is what it was in Postgres. */
    boolean asItWas(Field field) {
        return field.origin().containsKey("postgres.type") && !field.origin().containsKey(MAPPING);
    }

    /** Whether expressions over columns still mean what they did. */
    boolean namesStand() {
        return archive.table().schema().fields().stream()
                .noneMatch(field -> field.origin().keySet().stream().anyMatch(key -> key.startsWith(MAPPING)));
    }

    /** What is between the parentheses of CREATE TABLE. */
    String columns() {
        List<String> parts = new ArrayList<>();
        archive.table().schema().fields().forEach(field -> parts.add(column(field)));
        check().ifPresent(sql -> parts.add("CONSTRAINT " + BOUND_CHECK + " CHECK (" + sql + ")"));
        return String.join(", ", parts);
    }

    private String column(Field field) {
        Map<String, String> origin = field.origin();
        StringBuilder sql = new StringBuilder(Sql.identifier(field.name())).append(' ');
        sql.append(asItWas(field) ? origin.getOrDefault("postgres.type", "") : LogicalType.of(field));
        if (asItWas(field)) {
            part(sql, " COLLATE ", origin.get("postgres.collation"), "");
            computed(sql, field);
        }
        return sql.append(field.nullable() ? "" : " NOT NULL").toString();
    }

    private void computed(StringBuilder sql, Field field) {
        Map<String, String> origin = field.origin();
        if (generated(field)) {
            part(sql, " GENERATED ALWAYS AS (", origin.get("postgres.default"), ") ");
            sql.append(origin.getOrDefault("postgres.generated", "stored"));
        } else if (options.defaults() && !origin.containsKey("postgres.generated")) {
            part(sql, " DEFAULT ", origin.get("postgres.default"), "");
        }
        if (numbered(field)) {
            part(sql, " GENERATED ", origin.get("postgres.identity"), " AS IDENTITY");
        }
    }

    private static void part(StringBuilder sql, String before, @Nullable String value, String after) {
        if (value != null) {
            sql.append(before).append(value).append(after);
        }
    }

    /** Whether the server computes the column. */
    boolean generated(Field field) {
        return asItWas(field) && namesStand() && field.origin().containsKey("postgres.generated");
    }

    /** Whether the server numbers the column. */
    boolean numbered(Field field) {
        return asItWas(field)
                && options.attachment().isEmpty()
                && field.origin().containsKey("postgres.identity");
    }

    /** The primary key as SQL writes it, under the names that its columns have now. */
    Optional<String> primaryKey() {
        String recorded = archive.origin().get("postgres.primary_key");
        if (recorded == null || namesStand()) {
            return Optional.ofNullable(recorded);
        }
        TreeMap<Integer, String> columns = new TreeMap<>();
        for (Field field : archive.table().schema().fields()) {
            String place = field.origin().get("postgres.primary_key");
            if (place != null) {
                columns.put(Integer.valueOf(place), Sql.identifier(field.name()));
            }
        }
        boolean whole = !columns.isEmpty() && columns.lastKey() == columns.size();
        return whole ? Optional.of("PRIMARY KEY (" + String.join(", ", columns.values()) + ")") : Optional.empty();
    }

    /** Where it is attached: as asked for, else as it was. */
    Optional<String> bound() {
        return options.attachment().flatMap(RestoreOptions.Attachment::bound).or(this::recordedBound);
    }

    private Optional<String> recordedBound() {
        return Optional.ofNullable(archive.origin().get("postgres.partition_bound"));
    }

    /** What holds for every row of the partition that it was; of use when it becomes that again. */
    Optional<String> check() {
        return options.attachment().isPresent() && bound().equals(recordedBound()) && namesStand()
                ? Optional.ofNullable(archive.origin().get("postgres.partition_check"))
                : Optional.empty();
    }
}
