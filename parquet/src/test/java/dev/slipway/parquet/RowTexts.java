package dev.slipway.parquet;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The rows of a batch as text, one line each, in a form that other readers' values can be brought to as well. */
final class RowTexts {
    private RowTexts() {}

    static List<String> of(Batch batch) {
        List<String> rows = new ArrayList<>();
        List<Field> fields = batch.table().schema().fields();
        for (int row = 0; row < batch.rows(); row++) {
            List<String> values = new ArrayList<>();
            for (int c = 0; c < fields.size(); c++) {
                values.add(value(fields.get(c).type(), batch.columns().get(c), row));
            }
            rows.add(String.join("|", values));
        }
        return rows;
    }

    /** One value. */
    static String value(Type type, Column column, int row) {
        if (column.validity().isNull(row)) {
            return "null";
        }
        return switch (column) {
            case Column.Ints ints -> number(type, ints.values()[row]);
            case Column.Longs longs -> number(type, longs.values()[row]);
            case Column.Wides wides -> wide(type, wides.high()[row], wides.low()[row]);
            case Column.Bytes bytes -> bytes(type, bytes, row);
            case Column.Lists lists -> list(type, lists, row);
            case Column.Structs structs -> struct(((Type.Struct) type).fields(), structs, row);
        };
    }

    /** A value of up to 64 bits as its carrier has it. */
    static String number(Type type, long value) {
        return switch (type) {
            case Type.Bool bool -> value == 0 ? "false" : "true";
            case Type.Int whole -> whole(whole, value);
            case Type.Floating floating ->
                floating.bits() == 32
                        ? floating(Float.intBitsToFloat((int) value))
                        : floating(Double.longBitsToDouble(value));
            case Type.Decimal decimal ->
                BigDecimal.valueOf(value, decimal.scale()).toPlainString();
            case Type.Date date -> LocalDate.ofEpochDay(value).toString();
            case Type.Time time ->
                LocalTime.ofNanoOfDay(value * nanos(time.unit())).toString();
            case Type.Timestamp timestamp -> timestamp(value, nanos(timestamp.unit()));
            default -> throw new IllegalArgumentException(type + " is no number");
        };
    }

    static String floating(float value) {
        return Float.toString(value);
    }

    static String floating(double value) {
        return Double.toString(value);
    }

    private static String whole(Type.Int type, long value) {
        if (type.signed()) {
            return Long.toString(value);
        }
        return type.bits() == 64
                ? Long.toUnsignedString(value)
                : Long.toString(value & 0xFFFFFFFFL >>> 32 - type.bits());
    }

    private static long nanos(Type.Unit unit) {
        return switch (unit) {
            case MILLIS -> 1_000_000L;
            case MICROS -> 1_000L;
            case NANOS -> 1L;
        };
    }

    private static String timestamp(long value, long nanos) {
        long perSecond = 1_000_000_000L / nanos;
        long second = Math.floorDiv(value, perSecond);
        long rest = Math.floorMod(value, perSecond) * nanos;
        return LocalDateTime.ofEpochSecond(second, (int) rest, ZoneOffset.UTC).toString();
    }

    /** A UUID or a decimal. */
    static String wide(Type type, long high, long low) {
        if (type instanceof Type.Decimal decimal) {
            BigInteger unscaled =
                    BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
            return new BigDecimal(unscaled, decimal.scale()).toPlainString();
        }
        return new UUID(high, low).toString();
    }

    private static String bytes(Type type, Column.Bytes bytes, int row) {
        byte[] value =
                Arrays.copyOfRange(bytes.data(), bytes.starts()[row], bytes.starts()[row] + bytes.lengths()[row]);
        return type instanceof Type.Bytes ? hex(value) : quoted(new String(value, StandardCharsets.UTF_8));
    }

    static String hex(byte[] value) {
        return "x" + HexFormat.of().formatHex(value).toLowerCase(Locale.ROOT);
    }

    static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static String list(Type type, Column.Lists lists, int row) {
        List<String> values = new ArrayList<>();
        for (int i = lists.offsets()[row]; i < lists.offsets()[row + 1]; i++) {
            if (type instanceof Type.MapOf map && lists.elements() instanceof Column.Structs entries) {
                values.add(value(map.key().type(), entries.fields().get(0), i) + "="
                        + value(map.value().type(), entries.fields().get(1), i));
            } else {
                values.add(value(((Type.ListOf) type).element().type(), lists.elements(), i));
            }
        }
        return type instanceof Type.MapOf ? "{" + String.join(",", values) + "}" : "[" + String.join(",", values) + "]";
    }

    private static String struct(List<Field> fields, Column.Structs structs, int row) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            values.add(value(fields.get(i).type(), structs.fields().get(i), row));
        }
        return "(" + String.join(",", values) + ")";
    }
}
