package dev.slipway.mapping;

import dev.slipway.data.Column;
import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/** Values as messages have them: one line, not too long. */
final class Shown {
    private static final int BYTES_MAX = 64;

    private Shown() {}

    static String value(Type type, Column column, int row) {
        if (column.validity().isNull(row)) {
            return "null";
        }
        return switch (column) {
            case Column.Bytes bytes -> bytes(type, bytes, row);
            case Column.Ints ints -> whole(type, ints.values()[row]);
            case Column.Longs longs -> whole(type, longs.values()[row]);
            case Column.Wides wides -> wide(type, wides.high()[row], wides.low()[row]);
            case Column.Lists lists -> "a list of " + (lists.offsets()[row + 1] - lists.offsets()[row]);
            case Column.Structs structs -> "a group";
        };
    }

    private static String whole(Type type, int value) {
        if (type instanceof Type.Bool) {
            return String.valueOf(value != 0);
        }
        if (type instanceof Type.Floating) {
            return String.valueOf(Float.intBitsToFloat(value));
        }
        boolean unsigned = type instanceof Type.Int number && !number.signed();
        return unsigned ? Integer.toUnsignedString(value) : String.valueOf(value);
    }

    private static String whole(Type type, long value) {
        if (type instanceof Type.Floating) {
            return String.valueOf(Double.longBitsToDouble(value));
        }
        if (type instanceof Type.Decimal decimal) {
            return BigDecimal.valueOf(value, decimal.scale()).toPlainString();
        }
        boolean unsigned = type instanceof Type.Int number && !number.signed();
        return unsigned ? Long.toUnsignedString(value) : String.valueOf(value);
    }

    private static String wide(Type type, long high, long low) {
        if (type instanceof Type.Decimal decimal) {
            return new BigDecimal(number(high, low), decimal.scale()).toPlainString();
        }
        return new UUID(high, low).toString();
    }

    static BigInteger number(long high, long low) {
        return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(new BigInteger(Long.toUnsignedString(low)));
    }

    private static String bytes(Type type, Column.Bytes column, int row) {
        int length = Math.min(column.lengths()[row], BYTES_MAX);
        String rest = column.lengths()[row] > BYTES_MAX ? "… (" + column.lengths()[row] + " bytes)" : "";
        int start = column.starts()[row];
        return type instanceof Type.Bytes
                ? "\\x" + HexFormat.of().formatHex(column.data(), start, start + length) + rest
                : '"' + printable(new String(column.data(), start, length, StandardCharsets.UTF_8)) + '"' + rest;
    }

    /** A text in quotes. */
    static String text(String text) {
        String beginning = text.length() > BYTES_MAX ? text.substring(0, BYTES_MAX) + '…' : text;
        return '"' + printable(beginning) + '"';
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}\\p{Cs}]", "·");
    }
}
