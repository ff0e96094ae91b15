package dev.slipway.duckdb;

import dev.slipway.data.Field;
import dev.slipway.data.Type;
import dev.slipway.parquet.Chunk;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The least and the greatest value of some rows, as far as they can be compared with what queries say.
 *
 * @param none whether no row has a value, so that no comparison holds
 * @param nans whether there may be values that are above all others and do not count for the bounds
 * @param read makes a value of what a query says; empty where it says something else
 */
record ChunkBounds<V>(
        Optional<V> min,
        Optional<V> max,
        boolean none,
        boolean nans,
        Comparator<V> order,
        Function<Condition.Value, Optional<V>> read) {
    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?)(\\+00)?");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /** The comparison says nothing of such columns. */
    private static final ChunkBounds<String> UNKNOWN = new ChunkBounds<>(
            Optional.empty(), Optional.empty(), false, false, String::compareTo, value -> Optional.empty());

    static ChunkBounds<?> of(Chunk chunk, Field field) {
        // A type that we have no name for is compared in its own way.
        if (field.origin().containsKey("parquet.type")) {
            return UNKNOWN;
        }
        return switch (field.type()) {
            case Type.Int i -> numbers(chunk);
            case Type.Decimal d -> numbers(chunk);
            case Type.Floating f -> floats(chunk);
            case Type.Text t -> texts(chunk);
            case Type.Date d ->
                bounds(
                        chunk,
                        ChunkBounds::date,
                        value -> value.quoted() && value.type().equals("DATE") ? date(value.text()) : Optional.empty(),
                        LocalDate::compareTo);
            case Type.Timestamp t -> times(chunk, t);
            case Type.Bool b -> UNKNOWN;
            case Type.Bytes b -> UNKNOWN;
            case Type.Uuid u -> UNKNOWN;
            case Type.Json j -> UNKNOWN;
            case Type.Time t -> UNKNOWN;
            case Type.ListOf l -> UNKNOWN;
            case Type.MapOf m -> UNKNOWN;
            case Type.Struct s -> UNKNOWN;
        };
    }

    private static ChunkBounds<BigDecimal> numbers(Chunk chunk) {
        return bounds(
                chunk,
                ChunkBounds::number,
                value -> !value.quoted() && value.type().isEmpty() ? number(value.text()) : Optional.empty(),
                BigDecimal::compareTo);
    }

    private static ChunkBounds<Double> floats(Chunk chunk) {
        ChunkBounds<Double> bounds = bounds(
                chunk,
                text -> number(text).map(BigDecimal::doubleValue),
                value -> !value.quoted() && value.type().isEmpty()
                        ? number(value.text()).map(BigDecimal::doubleValue)
                        : Optional.empty(),
                // Zero is zero, whatever its sign.
                (a, b) -> a < b ? -1 : a > b ? 1 : 0);
        return new ChunkBounds<>(bounds.min, bounds.max, bounds.none, true, bounds.order, bounds.read);
    }

    private static ChunkBounds<byte[]> texts(Chunk chunk) {
        return bounds(
                chunk,
                // What was no text to begin with has lost what it was compared by.
                text -> text.indexOf('\uFFFD') >= 0
                        ? Optional.empty()
                        : Optional.of(text.getBytes(StandardCharsets.UTF_8)),
                value -> value.quoted() && value.type().isEmpty()
                        ? Optional.of(value.text().getBytes(StandardCharsets.UTF_8))
                        : Optional.empty(),
                Arrays::compareUnsigned);
    }

    private static ChunkBounds<LocalDateTime> times(Chunk chunk, Type.Timestamp type) {
        String expected = TypeText.name(type);
        return bounds(
                chunk,
                text -> time(type.utc() && text.endsWith("Z") ? text.substring(0, text.length() - 1) : text),
                value -> value.quoted() && value.type().equals(expected) ? written(value.text()) : Optional.empty(),
                LocalDateTime::compareTo);
    }

    private static <V> ChunkBounds<V> bounds(
            Chunk chunk,
            Function<String, Optional<V>> stored,
            Function<Condition.Value, Optional<V>> read,
            Comparator<V> order) {
        boolean none = chunk.nulls().isPresent() && chunk.nulls().getAsLong() == chunk.values();
        return new ChunkBounds<>(chunk.min().flatMap(stored), chunk.max().flatMap(stored), none, false, order, read);
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return DATE.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDateTime> time(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDateTime> written(String text) {
        Matcher matcher = TIME.matcher(text);
        return matcher.matches() ? time(matcher.group(1) + 'T' + matcher.group(2)) : Optional.empty();
    }

    /** Whether the comparison may hold for a row. */
    boolean mayHold(Condition.Compared compared) {
        if (none) {
            return false;
        }
        Optional<V> value = read.apply(compared.value());
        return value.isEmpty() || mayHold(compared.operator(), value.get());
    }

    private boolean mayHold(Condition.Operator operator, V value) {
        return switch (operator) {
            case EQUAL -> below(value, true) && above(value, true);
            case LESS -> below(value, false);
            case AT_MOST -> below(value, true);
            case GREATER -> nans || above(value, false);
            case AT_LEAST -> nans || above(value, true);
        };
    }

    /** Whether a row may be below the value, or at it. */
    private boolean below(V value, boolean at) {
        return min.isEmpty() || order.compare(min.get(), value) < (at ? 1 : 0);
    }

    private boolean above(V value, boolean at) {
        return max.isEmpty() || order.compare(max.get(), value) > (at ? -1 : 0);
    }
}
