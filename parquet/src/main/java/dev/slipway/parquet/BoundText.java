package dev.slipway.parquet;

import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;

/** Shows a bound, which is a value in its PLAIN encoding. What does not fit its type is shown in hexadecimal. */
final class BoundText {
    private static final long NANOS = 1_000_000_000L;

    private BoundText() {}

    static String of(ByteBuffer value, FileLeaf leaf) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return switch (leaf.type()) {
            case Type.Text text -> new String(bytes, StandardCharsets.UTF_8);
            case Type.Json json -> new String(bytes, StandardCharsets.UTF_8);
            case Type.Bytes binary -> hex(bytes);
            case Type.Uuid uuid -> bytes.length == 16 ? uuid(bytes) : hex(bytes);
            case Type.Decimal decimal -> decimal(bytes, leaf, decimal);
            case Type.Bool bool -> bytes.length == 1 ? Boolean.toString(bytes[0] != 0) : hex(bytes);
            case Type.Floating floating -> floating(bytes);
            case Type.Int whole -> number(bytes, whole);
            case Type.Date date -> number(bytes, date);
            case Type.Time time -> number(bytes, time);
            case Type.Timestamp timestamp -> number(bytes, timestamp);
            case Type.ListOf list -> hex(bytes);
            case Type.MapOf map -> hex(bytes);
            case Type.Struct struct -> hex(bytes);
        };
    }

    private static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    private static String uuid(byte[] bytes) {
        return new UUID((long) Output.BIG_LONG.get(bytes, 0), (long) Output.BIG_LONG.get(bytes, 8)).toString();
    }

    private static String decimal(byte[] bytes, FileLeaf leaf, Type.Decimal type) {
        if (bytes.length == 0) {
            return hex(bytes);
        }
        BigInteger unscaled =
                switch (leaf.element().getType()) {
                    case FIXED_LEN_BYTE_ARRAY, BYTE_ARRAY -> new BigInteger(bytes);
                    case BOOLEAN, INT32, INT64, INT96, FLOAT, DOUBLE -> new BigInteger(reversed(bytes));
                };
        return new BigDecimal(unscaled, type.scale()).toPlainString();
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static String floating(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> Float.toString(Float.intBitsToFloat((int) Output.INT.get(bytes, 0)));
            case 8 -> Double.toString(Double.longBitsToDouble((long) Output.LONG.get(bytes, 0)));
            default -> hex(bytes);
        };
    }

    private static String number(byte[] bytes, Type type) {
        if (bytes.length != 4 && bytes.length != 8) {
            return hex(bytes);
        }
        long value = bytes.length == 4 ? (int) Output.INT.get(bytes, 0) : (long) Output.LONG.get(bytes, 0);
        try {
            return text(type, value, bytes.length);
        } catch (DateTimeException | ArithmeticException e) {
            return Long.toString(value);
        }
    }

    private static String text(Type type, long value, int width) {
        if (type instanceof Type.Int whole && !whole.signed()) {
            return width == 4 ? Integer.toUnsignedString((int) value) : Long.toUnsignedString(value);
        }
        if (type instanceof Type.Date) {
            return LocalDate.ofEpochDay(value).toString();
        }
        if (type instanceof Type.Time time) {
            return LocalTime.ofNanoOfDay(Math.multiplyExact(value, NANOS / perSecond(time.unit())))
                    .toString();
        }
        if (type instanceof Type.Timestamp timestamp) {
            long perSecond = perSecond(timestamp.unit());
            long nanos = Math.floorMod(value, perSecond) * (NANOS / perSecond);
            return LocalDateTime.ofEpochSecond(Math.floorDiv(value, perSecond), (int) nanos, ZoneOffset.UTC)
                    + (timestamp.utc() ? "Z" : "");
        }
        return Long.toString(value);
    }

    private static long perSecond(Type.Unit unit) {
        return switch (unit) {
            case MILLIS -> 1_000L;
            case MICROS -> 1_000_000L;
            case NANOS -> NANOS;
        };
    }
}
