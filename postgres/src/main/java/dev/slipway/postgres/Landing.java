package dev.slipway.postgres;

import dev.slipway.data.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a column of an archive gets into its table.
 *
 * @param place of the column in batches
 * @param wire in which form it is sent
 * @param type as what the server takes it
 * @param sql what makes the value of what was taken
 */
record Landing(int place, Field field, Wire wire, PostgresType type, String sql) {
    /** Whether nothing has to be made of it. */
    boolean direct() {
        return sql.equals(column());
    }

    String column() {
        return Sql.identifier(field.name());
    }

    static Landing of(int place, Field field, ColumnPlan plan, Attribute attribute, Optional<As> as, Staging staging) {
        String column = Sql.identifier(field.name());
        Staging.Staged staged = plan.sql().equals(column)
                ? new Staging.Staged(attribute.type(), column)
                : as.map(choice -> chosen(column, attribute, choice))
                        .orElseGet(
                                () -> staging.of(column, attribute.type(), attribute.modifier(), attribute.declared()));
        return new Landing(place, field, plan.wire(), staged.type(), staged.sql());
    }

    private static Staging.Staged chosen(String column, Attribute attribute, As as) {
        return switch (as) {
            case As.Text t -> Staging.text(column, attribute.declared());
            case As.Bytes t -> new Staging.Staged(attribute.type(), column);
            case As.Decimal t ->
                new Staging.Staged(
                        new PostgresType.Base("pg_catalog", "numeric"), column + "::" + attribute.declared());
        };
    }

    /** As what a column was kept, by its origin. */
    static Optional<As> as(Map<String, String> origin) {
        String kept = origin.getOrDefault("postgres.as", "");
        List<String> natural = List.of("", "a list of text", "a structure, parts of it text");
        return natural.contains(kept) ? Optional.empty() : Optional.of(As.parse(kept));
    }
}
