package dev.slipway.parquet;

import dev.slipway.data.Type;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a leaf of any file amounts to among our types. */
final class LeafType {
    private static final String ORIGIN = "parquet.type";

    private LeafType() {}

    static Type of(SchemaElement element) {
        Optional<Type> annotated = element.isSetLogicalType() ? logical(element) : converted(element);
        return annotated.orElseGet(() -> physical(element));
    }

    /** What has no type of ours keeps its own name; empty for what has one. */
    static Map<String, String> origin(SchemaElement element) {
        if (!element.isSetType()) {
            return element.getNum_children() == 0 ? Map.of(ORIGIN, "group without fields") : Map.of();
        }
        boolean annotated = element.isSetLogicalType() || element.isSetConverted_type();
        boolean known = element.isSetLogicalType()
                ? logical(element).isPresent()
                : converted(element).isPresent();
        boolean physical = element.getType() != org.apache.parquet.format.Type.INT96
                && element.getType() != org.apache.parquet.format.Type.FIXED_LEN_BYTE_ARRAY;
        return (annotated ? known : physical) ? Map.of() : Map.of(ORIGIN, name(element));
    }

    /** The annotation, or where there is none the physical type, by its name in the format. */
    static String name(SchemaElement element) {
        if (element.isSetLogicalType()) {
            LogicalType type = element.getLogicalType();
            return type.getSetField() == null
                    ? "unknown"
                    : String.valueOf(type.getFieldValue()).replace("Type", "");
        }
        if (element.isSetConverted_type()) {
            return element.getConverted_type().name();
        }
        String physical = String.valueOf(element.getType());
        return element.isSetType_length() ? physical + '(' + element.getType_length() + ')' : physical;
    }

    private static Type physical(SchemaElement element) {
        return switch (element.getType()) {
            case BOOLEAN -> new Type.Bool();
            case INT32 -> new Type.Int(32, true);
            case INT64 -> new Type.Int(64, true);
            // The old timestamp: a Julian day and nanoseconds.
            case INT96 -> new Type.Timestamp(Type.Unit.NANOS, false);
            case FLOAT -> new Type.Floating(32);
            case DOUBLE -> new Type.Floating(64);
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> new Type.Bytes();
        };
    }

    private static Optional<Type> logical(SchemaElement element) {
        LogicalType type = element.getLogicalType();
        if (type.isSetSTRING() || type.isSetENUM()) {
            return Optional.of(new Type.Text());
        }
        if (type.isSetJSON()) {
            return Optional.of(new Type.Json());
        }
        if (type.isSetUUID()) {
            return element.getType_length() == 16 ? Optional.of(new Type.Uuid()) : Optional.empty();
        }
        if (type.isSetDATE()) {
            return Optional.of(new Type.Date());
        }
        if (type.isSetINTEGER()) {
            return whole(type.getINTEGER());
        }
        if (type.isSetDECIMAL()) {
            DecimalType decimal = type.getDECIMAL();
            return decimal(decimal.getPrecision(), decimal.getScale());
        }
        if (type.isSetTIME()) {
            return unit(type.getTIME().getUnit()).map(Type.Time::new);
        }
        if (type.isSetTIMESTAMP()) {
            boolean utc = type.getTIMESTAMP().isIsAdjustedToUTC();
            return unit(type.getTIMESTAMP().getUnit()).map(unit -> new Type.Timestamp(unit, utc));
        }
        return Optional.empty();
    }

    private static Optional<Type> whole(IntType type) {
        int bits = type.getBitWidth();
        return bits == 8 || bits == 16 || bits == 32 || bits == 64
                ? Optional.of(new Type.Int(bits, type.isIsSigned()))
                : Optional.empty();
    }

    private static Optional<Type> decimal(int precision, int scale) {
        return precision >= 1 && precision <= Type.Decimal.PRECISION_MAX && scale >= 0 && scale <= precision
                ? Optional.of(new Type.Decimal(precision, scale))
                : Optional.empty();
    }

    private static Optional<Type.Unit> unit(@Nullable TimeUnit unit) {
        if (unit == null || unit.getSetField() == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (unit.getSetField()) {
                    case MILLIS -> Type.Unit.MILLIS;
                    case MICROS -> Type.Unit.MICROS;
                    case NANOS -> Type.Unit.NANOS;
                });
    }

    private static Optional<Type> converted(SchemaElement element) {
        ConvertedType type = element.getConverted_type();
        if (type == null) {
            return Optional.empty();
        }
        return switch (type) {
            case UTF8, ENUM -> Optional.of(new Type.Text());
            case JSON -> Optional.of(new Type.Json());
            case DATE -> Optional.of(new Type.Date());
            case DECIMAL -> decimal(element.getPrecision(), element.getScale());
            case TIME_MILLIS -> Optional.of(new Type.Time(Type.Unit.MILLIS));
            case TIME_MICROS -> Optional.of(new Type.Time(Type.Unit.MICROS));
            case TIMESTAMP_MILLIS -> Optional.of(new Type.Timestamp(Type.Unit.MILLIS, true));
            case TIMESTAMP_MICROS -> Optional.of(new Type.Timestamp(Type.Unit.MICROS, true));
            case INT_8 -> Optional.of(new Type.Int(8, true));
            case INT_16 -> Optional.of(new Type.Int(16, true));
            case INT_32 -> Optional.of(new Type.Int(32, true));
            case INT_64 -> Optional.of(new Type.Int(64, true));
            case UINT_8 -> Optional.of(new Type.Int(8, false));
            case UINT_16 -> Optional.of(new Type.Int(16, false));
            case UINT_32 -> Optional.of(new Type.Int(32, false));
            case UINT_64 -> Optional.of(new Type.Int(64, false));
            case BSON, INTERVAL, LIST, MAP, MAP_KEY_VALUE -> Optional.empty();
        };
    }
}
