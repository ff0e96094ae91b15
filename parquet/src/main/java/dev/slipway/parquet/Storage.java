package dev.slipway.parquet;

import dev.slipway.data.Type;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Set;

/**
 * How the values of a leaf are stored (Parquet format, LogicalTypes.md).
 *
 * @param physical the primitive type
 * @param width bytes of a fixed-length value, 0 for byte strings
 * @param order how values compare
 * @param utf8 whether bounds must stay text when they are shortened
 */
record Storage(org.apache.parquet.format.Type physical, int width, Order order, boolean utf8) {
    static Storage of(Type type) {
        return switch (type) {
            case Type.Bool bool -> fixed(org.apache.parquet.format.Type.BOOLEAN, 1, Order.SIGNED);
            case Type.Int whole -> number(whole.bits(), whole.signed());
            case Type.Floating floating ->
                floating.bits() == 32
                        ? fixed(org.apache.parquet.format.Type.FLOAT, 4, Order.FLOATING)
                        : fixed(org.apache.parquet.format.Type.DOUBLE, 8, Order.FLOATING);
            case Type.Decimal decimal -> decimal(decimal.precision());
            case Type.Text text -> bytes(true);
            case Type.Bytes bytes -> bytes(false);
            case Type.Json json -> bytes(true);
            case Type.Uuid uuid -> fixed(org.apache.parquet.format.Type.FIXED_LEN_BYTE_ARRAY, 16, Order.LEXICAL);
            case Type.Date date -> number(32, true);
            case Type.Time time -> number(time.unit() == Type.Unit.MILLIS ? 32 : 64, true);
            case Type.Timestamp timestamp -> number(64, true);
            case Type.ListOf list -> throw new IllegalArgumentException("a list is no leaf");
            case Type.MapOf map -> throw new IllegalArgumentException("a map is no leaf");
            case Type.Struct struct -> throw new IllegalArgumentException("a struct is no leaf");
        };
    }

    private static Storage fixed(org.apache.parquet.format.Type physical, int width, Order order) {
        return new Storage(physical, width, order, false);
    }

    private static Storage bytes(boolean utf8) {
        return new Storage(org.apache.parquet.format.Type.BYTE_ARRAY, 0, Order.LEXICAL, utf8);
    }

    private static Storage number(int bits, boolean signed) {
        Order order = signed ? Order.SIGNED : Order.UNSIGNED;
        return bits == 64
                ? fixed(org.apache.parquet.format.Type.INT64, 8, order)
                : fixed(org.apache.parquet.format.Type.INT32, 4, order);
    }

    private static Storage decimal(int precision) {
        if (precision <= 9) {
            return number(32, true);
        }
        if (precision <= Type.Decimal.LONG_PRECISION_MAX) {
            return number(64, true);
        }
        // The fewest bytes that hold the largest number of so many digits and its sign.
        int width = BigInteger.TEN.pow(precision).bitLength() / 8 + 1;
        return fixed(org.apache.parquet.format.Type.FIXED_LEN_BYTE_ARRAY, width, Order.SIGNED_BYTES);
    }

    /** An empty page or dictionary of such values. */
    Values values() {
        return switch (physical) {
            case BOOLEAN -> new IntValues(true, order);
            case INT32, FLOAT -> new IntValues(false, order);
            case INT64, DOUBLE -> new LongValues(order);
            case BYTE_ARRAY -> new BytesValues(utf8);
            case FIXED_LEN_BYTE_ARRAY -> new WideValues(width, order);
            case INT96 -> throw new IllegalStateException("INT96 is not written");
        };
    }

    Dictionary dictionary() {
        return switch (values()) {
            case IntValues ints -> new NumberDictionary(ints, width);
            case LongValues longs -> new NumberDictionary(longs, width);
            case WideValues wides -> new WideDictionary(wides, width);
            case BytesValues bytes -> new BytesDictionary(bytes);
        };
    }

    /** The encodings that Parquet defines for such values and this writes. */
    Set<Coding> codings() {
        return switch (physical) {
            case BOOLEAN -> EnumSet.of(Coding.PLAIN, Coding.RUNS);
            case INT32, INT64 -> EnumSet.of(Coding.PLAIN, Coding.DICTIONARY, Coding.DELTA, Coding.SPLIT);
            case FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY -> EnumSet.of(Coding.PLAIN, Coding.DICTIONARY, Coding.SPLIT);
            case BYTE_ARRAY -> EnumSet.of(Coding.PLAIN, Coding.DICTIONARY, Coding.DELTA_LENGTH, Coding.DELTA_PREFIX);
            case INT96 -> throw new IllegalStateException("INT96 is not written");
        };
    }
}
