package dev.slipway.bench;

import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/** What Arrow calls our types. */
final class ArrowSchema {
    private ArrowSchema() {}

    static org.apache.arrow.vector.types.pojo.Field field(Field field) {
        FieldType type = new FieldType(field.nullable(), type(field.type()), null);
        List<Field> children =
                switch (field.type()) {
                    case Type.ListOf list -> List.of(list.element());
                    case Type.Struct struct -> struct.fields();
                    case Type.MapOf map -> throw unfit(map);
                    case Type.Bool plain -> List.of();
                    case Type.Int plain -> List.of();
                    case Type.Floating plain -> List.of();
                    case Type.Decimal plain -> List.of();
                    case Type.Text plain -> List.of();
                    case Type.Bytes plain -> List.of();
                    case Type.Uuid plain -> List.of();
                    case Type.Json plain -> List.of();
                    case Type.Date plain -> List.of();
                    case Type.Time plain -> List.of();
                    case Type.Timestamp plain -> List.of();
                };
        return new org.apache.arrow.vector.types.pojo.Field(
                field.name(), type, children.stream().map(ArrowSchema::field).toList());
    }

    private static ArrowType type(Type type) {
        return switch (type) {
            case Type.Int integer -> new ArrowType.Int(integer.bits(), integer.signed());
            case Type.Floating floating ->
                new ArrowType.FloatingPoint(
                        floating.bits() == 32 ? FloatingPointPrecision.SINGLE : FloatingPointPrecision.DOUBLE);
            case Type.Decimal decimal -> new ArrowType.Decimal(decimal.precision(), decimal.scale(), 128);
            case Type.Text text -> new ArrowType.Utf8View();
            case Type.Json json -> new ArrowType.Utf8View();
            case Type.Bytes bytes -> new ArrowType.BinaryView();
            case Type.Date date -> new ArrowType.Date(DateUnit.DAY);
            case Type.Time time -> new ArrowType.Time(unit(time.unit()), time.unit() == Type.Unit.MILLIS ? 32 : 64);
            case Type.Timestamp timestamp -> new ArrowType.Timestamp(unit(timestamp.unit()), zone(timestamp));
            case Type.ListOf list -> new ArrowType.List();
            case Type.Struct struct -> new ArrowType.Struct();
            case Type.Bool bool -> throw unfit(bool);
            case Type.Uuid uuid -> throw unfit(uuid);
            case Type.MapOf map -> throw unfit(map);
        };
    }

    private static @Nullable String zone(Type.Timestamp timestamp) {
        return timestamp.utc() ? "UTC" : null;
    }

    private static TimeUnit unit(Type.Unit unit) {
        return switch (unit) {
            case MILLIS -> TimeUnit.MILLISECOND;
            case MICROS -> TimeUnit.MICROSECOND;
            case NANOS -> TimeUnit.NANOSECOND;
        };
    }

    /** The measured tables have no such columns. */
    static IllegalArgumentException unfit(Type type) {
        return new IllegalArgumentException("the bench hands no " + type + " to its peers");
    }
}
