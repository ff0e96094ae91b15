package dev.slipway.reconcile;

import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * A figure about one column that a database and a reader of files can both compute, without depending on the order of rows
 * and without surprise. Each side renders it as text; {@link #canonical} makes equal figures equal texts.
 *
 * @param column a top-level column
 * @param type the column's type, which says how the figure is rendered
 */
public record Aggregate(String column, Kind kind, Type type) {
    /** What is computed over the values of a column that are not null. */
    public enum Kind {
        /** How many values there are. */
        VALUES,
        /** How many are true. */
        TRUES,
        /** Their exact sum, as a decimal number. */
        SUM,
        /**
         * The sum of their lengths in bytes: of binary values themselves, of the UTF-8 of text and JSON as it is kept, of
         * the 36 characters of a UUID.
         */
        OCTETS,
        /** How many elements or entries all lists or maps have together. */
        ELEMENTS,
        /**
         * The smallest: numbers as decimal numbers (floating point widened to 64 bits first, NaN above all); dates as days
         * and times and timestamps as units of their type since their epoch, or {@code infinity} and {@code -infinity};
         * text in the order of its bytes, in full.
         */
        MIN,
        /** The greatest, rendered like the smallest. */
        MAX
    }

    /** The figures that say most about each column of {@code schema}, column by column. */
    public static List<Aggregate> of(Schema schema) {
        return schema.fields().stream()
                .flatMap(field -> kinds(field.type()).stream().map(kind -> of(field, kind)))
                .toList();
    }

    private static Aggregate of(Field field, Kind kind) {
        return new Aggregate(field.name(), kind, field.type());
    }

    private static List<Kind> kinds(Type type) {
        return switch (type) {
            case Type.Bool b -> List.of(Kind.VALUES, Kind.TRUES);
            case Type.Int i -> List.of(Kind.VALUES, Kind.SUM, Kind.MIN, Kind.MAX);
            case Type.Decimal d -> List.of(Kind.VALUES, Kind.SUM, Kind.MIN, Kind.MAX);
            case Type.Floating f -> List.of(Kind.VALUES, Kind.MIN, Kind.MAX);
            case Type.Text t -> List.of(Kind.VALUES, Kind.OCTETS, Kind.MIN, Kind.MAX);
            case Type.Bytes b -> List.of(Kind.VALUES, Kind.OCTETS);
            case Type.Uuid u -> List.of(Kind.VALUES, Kind.OCTETS);
            case Type.Json j -> List.of(Kind.VALUES, Kind.OCTETS);
            case Type.Date d -> List.of(Kind.VALUES, Kind.MIN, Kind.MAX);
            case Type.Time t -> List.of(Kind.VALUES, Kind.MIN, Kind.MAX);
            case Type.Timestamp t -> List.of(Kind.VALUES, Kind.MIN, Kind.MAX);
            case Type.ListOf l -> List.of(Kind.VALUES, Kind.ELEMENTS);
            case Type.MapOf m -> List.of(Kind.VALUES, Kind.ELEMENTS);
            case Type.Struct s -> List.of(Kind.VALUES);
        };
    }

    /**
     * One spelling for each figure: {@code 1.50} and {@code 1.5} are the same number, {@code inf} and {@code Infinity}, 0 and
     * −0 the same floating-point number.
     *
     * @throws NumberFormatException when a text is not what its side had to render
     */
    public String canonical(String text) {
        return switch (kind) {
            case VALUES, TRUES, SUM, OCTETS, ELEMENTS -> number(text);
            case MIN, MAX ->
                switch (type) {
                    case Type.Floating f -> floating(text);
                    case Type.Text t -> text;
                    case Type.Int i -> number(text);
                    case Type.Decimal d -> number(text);
                    case Type.Date d -> instant(text);
                    case Type.Time t -> instant(text);
                    case Type.Timestamp t -> instant(text);
                    case Type.Bool b -> text;
                    case Type.Bytes b -> text;
                    case Type.Uuid u -> text;
                    case Type.Json j -> text;
                    case Type.ListOf l -> text;
                    case Type.MapOf m -> text;
                    case Type.Struct s -> text;
                };
        };
    }

    private static String number(String text) {
        BigDecimal number = new BigDecimal(text);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String instant(String text) {
        return text.endsWith("infinity") ? text : number(text);
    }

    private static String floating(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> "NaN";
            case "inf", "infinity" -> "Infinity";
            case "-inf", "-infinity" -> "-Infinity";
            default -> Double.toString(Double.parseDouble(text) + 0.0);
        };
    }

    /** {@code sum(price)}, for messages. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + '(' + column + ')';
    }
}
