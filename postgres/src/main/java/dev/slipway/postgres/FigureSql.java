package dev.slipway.postgres;

import dev.slipway.data.Type;
import dev.slipway.reconcile.Aggregate;

/**
 * Postgres's SQL for each aggregate. The type is the archive's: a column that it keeps as text is asked for as text, made by
 * the type's own output function as COPY makes it ({@code ::text} would cut the blanks of a {@code char(n)}).
 */
final class FigureSql {
    private FigureSql() {}

    /** An expression of text, null when there is nothing to aggregate. */
    static String of(Aggregate aggregate) {
        String column = Sql.identifier(aggregate.column());
        String sql =
                switch (aggregate.kind()) {
                    case VALUES -> "count(" + column + ')';
                    case TRUES -> "count(*) FILTER (WHERE " + column + ')';
                    case SUM -> "sum(" + column + "::numeric)";
                    case OCTETS -> "sum(" + octets(aggregate.type(), column) + ')';
                    case ELEMENTS -> "sum(" + elements(aggregate.type(), column) + ')';
                    case MIN -> rendered(aggregate.type(), "min", column);
                    case MAX -> rendered(aggregate.type(), "max", column);
                };
        return '(' + sql + ")::text";
    }

    private static String octets(Type type, String column) {
        return type instanceof Type.Bytes
                ? "octet_length(" + column + "::bytea)"
                : "octet_length(" + text(column) + ')';
    }

    /** The value as its type writes it; null stays null. */
    private static String text(String column) {
        return "CASE WHEN " + column + " IS NOT NULL THEN concat(" + column + ") END";
    }

    private static String elements(Type type, String column) {
        if (type instanceof Type.MapOf) {
            return "(SELECT count(*) FROM each(" + column + "))";
        }
        boolean ranges = type instanceof Type.ListOf list
                && list.element().type() instanceof Type.Struct struct
                && struct.fields().size() == 5
                && struct.fields().getLast().name().equals("empty");
        return ranges
                ? "CASE WHEN pg_typeof(" + column + ")::text LIKE '%multirange' THEN (SELECT count(*) FROM unnest("
                        + column + ")) END"
                : "cardinality(" + column + ')';
    }

    private static String rendered(Type type, String function, String column) {
        return switch (type) {
            case Type.Text t -> function + '(' + text(column) + " COLLATE \"C\")";
            case Type.Date d -> epoch(function + '(' + column + ')', " - date '1970-01-01'");
            case Type.Time t ->
                "(extract(epoch FROM " + function + '(' + column + ")) * " + perSecond(t.unit()) + ")::bigint";
            case Type.Timestamp t -> instant(function + '(' + column + ')', t.unit());
            case Type.Int i -> function + '(' + column + "::numeric)";
            case Type.Decimal d -> function + '(' + column + "::numeric)";
            case Type.Floating f -> function + '(' + column + "::float8)";
            case Type.Bool b -> function + '(' + column + ')';
            case Type.Bytes b -> function + '(' + column + ')';
            case Type.Uuid u -> function + '(' + column + ')';
            case Type.Json j -> function + '(' + column + ')';
            case Type.ListOf l -> function + '(' + column + ')';
            case Type.MapOf m -> function + '(' + column + ')';
            case Type.Struct s -> function + '(' + column + ')';
        };
    }

    private static String epoch(String value, String minus) {
        return "CASE WHEN isfinite(" + value + ") THEN (" + value + minus + ")::text ELSE (" + value + ")::text END";
    }

    private static String instant(String value, Type.Unit unit) {
        return "CASE WHEN isfinite(" + value + ") THEN (extract(epoch FROM " + value + ") * " + perSecond(unit)
                + ")::bigint::text ELSE (" + value + ")::text END";
    }

    private static String perSecond(Type.Unit unit) {
        return switch (unit) {
            case MILLIS -> "1000";
            case MICROS -> "1000000";
            case NANOS -> "1000000000";
        };
    }
}
