package dev.slipway.parquet;

import dev.slipway.data.Type;
import java.util.Optional;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.UUIDType;
import org.jspecify.annotations.Nullable;

/**
 * What a leaf's values mean: the logical type, and the older converted type where one says the same. Local times and
 * timestamps have no converted type, since that always meant UTC; neither have nanoseconds.
 */
record Annotation(LogicalType logical, @Nullable ConvertedType converted) {
    void applyTo(SchemaElement element) {
        element.setLogicalType(logical);
        if (converted != null) {
            element.setConverted_type(converted);
        }
        if (logical.isSetDECIMAL()) {
            element.setPrecision(logical.getDECIMAL().getPrecision());
            element.setScale(logical.getDECIMAL().getScale());
        }
    }

    /** The annotation of a leaf's type; empty where the physical type says it all. */
    static Optional<Annotation> of(Type type) {
        return switch (type) {
            case Type.Int whole -> Optional.of(whole(whole));
            case Type.Decimal decimal ->
                some(LogicalType.DECIMAL(new DecimalType(decimal.scale(), decimal.precision())), ConvertedType.DECIMAL);
            case Type.Text text -> some(LogicalType.STRING(new StringType()), ConvertedType.UTF8);
            case Type.Json json -> some(LogicalType.JSON(new JsonType()), ConvertedType.JSON);
            case Type.Uuid uuid -> some(LogicalType.UUID(new UUIDType()), null);
            case Type.Date date -> some(LogicalType.DATE(new DateType()), ConvertedType.DATE);
            case Type.Time time -> some(LogicalType.TIME(new TimeType(false, unit(time.unit()))), null);
            case Type.Timestamp timestamp -> some(timestamp(timestamp), converted(timestamp));
            case Type.Bool bool -> Optional.empty();
            case Type.Floating floating -> Optional.empty();
            case Type.Bytes bytes -> Optional.empty();
            case Type.ListOf list -> Optional.empty();
            case Type.MapOf map -> Optional.empty();
            case Type.Struct struct -> Optional.empty();
        };
    }

    private static Optional<Annotation> some(LogicalType logical, @Nullable ConvertedType converted) {
        return Optional.of(new Annotation(logical, converted));
    }

    private static Annotation whole(Type.Int type) {
        boolean signed = type.signed();
        LogicalType logical = LogicalType.INTEGER(new IntType((byte) type.bits(), signed));
        return new Annotation(
                logical,
                switch (type.bits()) {
                    case 8 -> signed ? ConvertedType.INT_8 : ConvertedType.UINT_8;
                    case 16 -> signed ? ConvertedType.INT_16 : ConvertedType.UINT_16;
                    case 32 -> signed ? ConvertedType.INT_32 : ConvertedType.UINT_32;
                    default -> signed ? ConvertedType.INT_64 : ConvertedType.UINT_64;
                });
    }

    private static LogicalType timestamp(Type.Timestamp type) {
        return LogicalType.TIMESTAMP(new TimestampType(type.utc(), unit(type.unit())));
    }

    private static @Nullable ConvertedType converted(Type.Timestamp type) {
        if (!type.utc()) {
            return null;
        }
        return switch (type.unit()) {
            case MILLIS -> ConvertedType.TIMESTAMP_MILLIS;
            case MICROS -> ConvertedType.TIMESTAMP_MICROS;
            case NANOS -> null;
        };
    }

    private static TimeUnit unit(Type.Unit unit) {
        return switch (unit) {
            case MILLIS -> TimeUnit.MILLIS(new MilliSeconds());
            case MICROS -> TimeUnit.MICROS(new MicroSeconds());
            case NANOS -> TimeUnit.NANOS(new NanoSeconds());
        };
    }
}
