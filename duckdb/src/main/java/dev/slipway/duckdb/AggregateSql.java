package dev.slipway.duckdb;

import dev.slipway.data.Type;
import dev.slipway.reconcile.Aggregate;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** DuckDB's SQL for each aggregate, over a column expression. */
final class AggregateSql {
    /** A sum of decimals with more digits could leave DuckDB's 38, were there 10¹⁰ rows of them. */
    private static final int SUMMED_DIGITS_MAX = 28;

    private static final String SPLIT = "10000000000000000000";

    private AggregateSql() {}

    /** An expression of text; {@link #text} makes the figure of it. */
    static String of(Aggregate aggregate, String column) {
        String sql =
                switch (aggregate.kind()) {
                    case VALUES -> "count(" + column + ')';
                    case TRUES -> "count(*) FILTER (WHERE " + column + ')';
                    case SUM -> sum(aggregate.type(), column);
                    case OCTETS -> "sum(" + octets(aggregate.type(), column) + ')';
                    case ELEMENTS ->
                        aggregate.type() instanceof Type.MapOf
                                ? "sum(cardinality(" + column + "))"
                                : "sum(len(" + column + "))";
                    case MIN -> rendered(aggregate.type(), "min(" + column + ')');
                    case MAX -> rendered(aggregate.type(), "max(" + column + ')');
                };
        return '(' + sql + ")::VARCHAR";
    }

    /** The figure in what DuckDB returned. */
    static @Nullable String text(Aggregate aggregate, @Nullable String returned) {
        if (returned == null || !(aggregate.kind() == Aggregate.Kind.SUM && split(aggregate.type()))) {
            return returned;
        }
        int between = returned.indexOf(' ');
        BigInteger unscaled = new BigInteger(returned.substring(0, between))
                .multiply(new BigInteger(SPLIT))
                .add(new BigInteger(returned.substring(between + 1)));
        int scale = aggregate.type() instanceof Type.Decimal decimal ? decimal.scale() : 0;
        return new BigDecimal(unscaled, scale).toPlainString();
    }

    private static boolean split(Type type) {
        return type instanceof Type.Decimal decimal && decimal.precision() > SUMMED_DIGITS_MAX;
    }

    /** Long decimals are summed in two halves of their unscaled value. */
    private static String sum(Type type, String column) {
        if (!split(type)) {
            return "sum(" + column + ')';
        }
        String unscaled = "replace(" + column + "::VARCHAR, '.', '')::HUGEINT";
        String split = SPLIT + "::HUGEINT";
        return "sum(" + unscaled + " // " + split + ")::VARCHAR || ' ' || sum(" + unscaled + " % " + split
                + ")::VARCHAR";
    }

    private static String octets(Type type, String column) {
        if (type instanceof Type.Bytes) {
            return "octet_length(" + column + ')';
        }
        return "strlen(" + column + "::VARCHAR)";
    }

    private static String rendered(Type type, String value) {
        return switch (type) {
            case Type.Date d -> finite(value, value + " - DATE '1970-01-01'");
            case Type.Time t -> epoch(t.unit(), value);
            case Type.Timestamp t -> finite(value, epoch(t.unit(), value));
            case Type.Floating f -> value + "::DOUBLE";
            case Type.Bool b -> value;
            case Type.Int i -> value;
            case Type.Decimal d -> value;
            case Type.Text t -> value;
            case Type.Bytes b -> value;
            case Type.Uuid u -> value;
            case Type.Json j -> value;
            case Type.ListOf l -> value;
            case Type.MapOf m -> value;
            case Type.Struct s -> value;
        };
    }

    private static String epoch(Type.Unit unit, String value) {
        return switch (unit) {
            case MILLIS -> "epoch_us(" + value + ") // 1000";
            case MICROS -> "epoch_us(" + value + ')';
            case NANOS -> "epoch_ns(" + value + ')';
        };
    }

    private static String finite(String value, String number) {
        return "CASE WHEN isinf(" + value + ") THEN " + value + "::VARCHAR ELSE (" + number + ")::VARCHAR END";
    }
}
