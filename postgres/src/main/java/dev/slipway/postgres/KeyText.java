package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.UUID;

/** Shows a person the first value of a column of a simple type: to name a row by its key. */
final class KeyText {
    private static final int CHARACTERS_MAX = 100;

    private KeyText() {}

    static String of(Type type, Column column) {
        return column.validity().isNull(0) ? "NULL" : value(type, column);
    }

    private static String value(Type type, Column column) {
        return switch (column) {
            case Column.Ints c ->
                type instanceof Type.Date
                        ? LocalDate.ofEpochDay(c.values()[0]).toString()
                        : type instanceof Type.Int i && !i.signed()
                                ? Integer.toUnsignedString(c.values()[0])
                                : String.valueOf(c.values()[0]);
            case Column.Longs c -> longValue(type, c.values()[0]);
            case Column.Wides c ->
                type instanceof Type.Decimal d
                        ? new BigDecimal(wide(c.high()[0], c.low()[0]), d.scale()).toPlainString()
                        : new UUID(c.high()[0], c.low()[0]).toString();
            case Column.Bytes c -> bytes(type, c);
            case Column.Lists c -> "(a list)";
            case Column.Structs c -> "(a structure)";
        };
    }

    private static String longValue(Type type, long value) {
        return switch (type) {
            case Type.Timestamp t ->
                LocalDateTime.of(1970, 1, 1, 0, 0)
                                .plus(Duration.ofSeconds(
                                        Math.floorDiv(value, 1_000_000L), Math.floorMod(value, 1_000_000L) * 1000))
                        + (t.utc() ? "Z" : "");
            case Type.Time t ->
                LocalTime.ofNanoOfDay(Math.floorMod(value * 1000, 86_400_000_000_000L))
                        .toString();
            case Type.Decimal t -> BigDecimal.valueOf(value, t.scale()).toPlainString();
            default -> String.valueOf(value);
        };
    }

    private static String bytes(Type type, Column.Bytes column) {
        int start = column.starts()[0];
        int length = Math.min(column.lengths()[0], CHARACTERS_MAX);
        String more = length < column.lengths()[0] ? "…" : "";
        return type instanceof Type.Bytes
                ? "\\x" + HexFormat.of().formatHex(column.data(), start, start + length) + more
                : "'" + new String(column.data(), start, length, StandardCharsets.UTF_8) + "'" + more;
    }

    private static BigInteger wide(long high, long low) {
        return BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
    }
}
