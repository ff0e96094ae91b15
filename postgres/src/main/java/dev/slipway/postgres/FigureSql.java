package dev.slipway.postgres;

import dev.slipway.data.Field;
import dev.slipway.data.Type;
import dev.slipway.reconcile.Aggregate;
import java.util.regex.Pattern;

/** Postgres's SQL for each aggregate. The type is the archive's: a column that it keeps as text is asked for as text. */
final class FigureSql {
    private static final Pattern GEOMETRY = Pattern.compile("(.*\\.)?(geometry|geography)(\\(.*\\))?");

    private final String column;
    private final boolean padded;

    /** A cast of text to bytes would take backslashes for escapes. */
    private final String bytes;

    /** For a column of the archive, whose origin says what it is at its source. */
    FigureSql(Field field) {
        column = Sql.identifier(field.name());
        String type = field.origin().getOrDefault("postgres.type", "");
        String base = field.origin().getOrDefault("postgres.domain.base", type);
        padded = type.equals("character") || type.startsWith("character(") || base.equals("bpchar");
        bytes = column + (GEOMETRY.matcher(base).matches() ? "::bytea" : base.equals("json") ? "::text" : "");
    }

    /** An expression of text, null when there is nothing to aggregate. */
    String of(Aggregate aggregate) {
        String sql =
                switch (aggregate.kind()) {
                    case VALUES -> "count(" + column + ')';
                    case TRUES -> "count(*) FILTER (WHERE " + column + ')';
                    case SUM -> "sum(" + number(aggregate.type()) + ')';
                    case OCTETS -> "sum(" + octets(aggregate.type()) + ')';
                    case ELEMENTS -> "sum(" + elements(aggregate.type()) + ')';
                    case MIN -> rendered(aggregate.type(), "min");
                    case MAX -> rendered(aggregate.type(), "max");
                };
        return '(' + sql + ")::text";
    }

    private String octets(Type type) {
        return "octet_length(" + (type instanceof Type.Bytes ? bytes : text()) + ')';
    }

    /** Casting a {@code char(n)} to text would cut its blanks, which COPY keeps; its output function does not. */
    private String text() {
        return padded ? ifPresent("concat(" + column + ')') : column + "::text";
    }

    private String ifPresent(String expression) {
        return "CASE WHEN " + column + " IS NOT NULL THEN " + expression + " END";
    }

    /** An oid has no cast to numeric. */
    private String number(Type type) {
        return column + (type instanceof Type.Int ? "::int8" : "::numeric");
    }

    /** Not by the functions of hstore, which the search path may not show: casts are found whatever it is. */
    private String elements(Type type) {
        return ifPresent("(SELECT count(*) FROM "
                + (type instanceof Type.MapOf ? "json_each_text(" + column + "::json)" : "unnest(" + column + ")")
                + ')');
    }

    private String rendered(Type type, String function) {
        return switch (type) {
            case Type.Text t -> function + '(' + text() + " COLLATE \"C\")";
            case Type.Date d -> epoch(function + '(' + column + ')', " - date '1970-01-01'");
            case Type.Time t ->
                "(extract(epoch FROM " + function + '(' + column + ")) * " + perSecond(t.unit()) + ")::bigint";
            case Type.Timestamp t -> instant(function + '(' + column + ')', t.unit());
            case Type.Int i -> function + '(' + number(type) + ')';
            case Type.Decimal d -> function + '(' + number(type) + ')';
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
