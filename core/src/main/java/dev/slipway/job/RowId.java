package dev.slipway.job;

import dev.slipway.data.Column;
import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares and renders the ids of rows: the order of the type, and the text that names are cut from. */
final class RowId {
    private final Type type;

    /** An id taken out of a batch: a number in two halves, or bytes. */
    record Value(long high, long low, byte @Nullable [] bytes) {}

    private RowId(Type type) {
        this.type = type;
    }

    static boolean supports(Type type) {
        return switch (type) {
            case Type.Int i -> true;
            case Type.Decimal d -> true;
            case Type.Text t -> true;
            case Type.Bytes b -> true;
            case Type.Uuid u -> true;
            case Type.Bool b -> false;
            case Type.Floating f -> false;
            case Type.Json j -> false;
            case Type.Date d -> false;
            case Type.Time t -> false;
            case Type.Timestamp t -> false;
            case Type.ListOf l -> false;
            case Type.MapOf m -> false;
            case Type.Struct s -> false;
        };
    }

    static RowId of(Type type) {
        if (!supports(type)) {
            throw new IllegalArgumentException("a column of type " + type + " cannot be the id of a row");
        }
        return new RowId(type);
    }

    private boolean unsigned() {
        return type instanceof Type.Uuid || type instanceof Type.Int number && !number.signed();
    }

    int compare(Column ids, int row, int other) {
        boolean missing = ids.validity().isNull(row);
        boolean otherMissing = ids.validity().isNull(other);
        if (missing || otherMissing) {
            return Boolean.compare(otherMissing, missing);
        }
        if (ids instanceof Column.Bytes bytes) {
            return Arrays.compareUnsigned(
                    bytes.data(),
                    bytes.starts()[row],
                    bytes.starts()[row] + bytes.lengths()[row],
                    bytes.data(),
                    bytes.starts()[other],
                    bytes.starts()[other] + bytes.lengths()[other]);
        }
        // Without a time this runs twice for each row: nothing is allocated.
        if (ids instanceof Column.Longs longs) {
            long value = longs.values()[row];
            long otherValue = longs.values()[other];
            return unsigned() ? Long.compareUnsigned(value, otherValue) : Long.compare(value, otherValue);
        }
        if (ids instanceof Column.Ints ints) {
            int value = ints.values()[row];
            int otherValue = ints.values()[other];
            return unsigned() ? Integer.compareUnsigned(value, otherValue) : Integer.compare(value, otherValue);
        }
        return compare(number(ids, row), number(ids, other));
    }

    int compare(Value value, Value other) {
        if (value.bytes() != null && other.bytes() != null) {
            return Arrays.compareUnsigned(value.bytes(), other.bytes());
        }
        int high = unsigned()
                ? Long.compareUnsigned(value.high(), other.high())
                : Long.compare(value.high(), other.high());
        return high != 0 ? high : Long.compareUnsigned(value.low(), other.low());
    }

    @Nullable
    Value value(Column ids, int row) {
        if (ids.validity().isNull(row)) {
            return null;
        }
        if (ids instanceof Column.Bytes bytes) {
            int start = bytes.starts()[row];
            return new Value(0, 0, Arrays.copyOfRange(bytes.data(), start, start + bytes.lengths()[row]));
        }
        return number(ids, row);
    }

    private Value number(Column ids, int row) {
        return switch (ids) {
            case Column.Ints ints -> {
                int value = ints.values()[row];
                long wide = unsigned() ? value & 0xFFFFFFFFL : value;
                yield new Value(wide >> 63, wide, null);
            }
            case Column.Longs longs -> {
                long value = longs.values()[row];
                yield new Value(unsigned() ? 0 : value >> 63, value, null);
            }
            case Column.Wides wides -> new Value(wides.high()[row], wides.low()[row], null);
            case Column.Bytes b -> throw new IllegalStateException("bytes are not a number");
            case Column.Lists l -> throw new IllegalStateException("a list is not a number");
            case Column.Structs s -> throw new IllegalStateException("a struct is not a number");
        };
    }

    String name(Value value) {
        if (type instanceof Type.Bytes && value.bytes() != null) {
            return RowNames.id(value.bytes());
        }
        return RowNames.id(text(value));
    }

    String text(Value value) {
        if (value.bytes() != null) {
            return type instanceof Type.Bytes
                    ? HexFormat.of().formatHex(value.bytes())
                    : new String(value.bytes(), StandardCharsets.UTF_8);
        }
        if (type instanceof Type.Uuid) {
            return new UUID(value.high(), value.low()).toString();
        }
        BigInteger number =
                BigInteger.valueOf(value.high()).shiftLeft(64).or(new BigInteger(Long.toUnsignedString(value.low())));
        int scale = type instanceof Type.Decimal decimal ? decimal.scale() : 0;
        return new BigDecimal(number, scale).toPlainString();
    }
}
