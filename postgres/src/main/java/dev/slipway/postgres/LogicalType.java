package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import dev.slipway.data.Type;
import dev.slipway.data.TypeName;

/** The type in Postgres for a column that does not come from there, or is not any more what it was. */
final class LogicalType {
    private LogicalType() {}

    /** @throws Failure CONFIG when no type of Postgres holds every value */
    static String of(Field field) {
        return of(field, field.type());
    }

    private static String of(Field field, Type type) {
        return switch (type) {
            case Type.Bool t -> "boolean";
            case Type.Int t -> integer(field, t);
            case Type.Floating t -> t.bits() == 32 ? "real" : "double precision";
            case Type.Decimal t -> "numeric(" + t.precision() + "," + t.scale() + ")";
            case Type.Text t -> "text";
            case Type.Bytes t -> "bytea";
            case Type.Uuid t -> "uuid";
            case Type.Json t -> "json";
            case Type.Date t -> "date";
            case Type.Time t -> inMicros(field, t.unit(), "time");
            case Type.Timestamp t -> inMicros(field, t.unit(), t.utc() ? "timestamptz" : "timestamp");
            case Type.ListOf t -> list(field, t);
            case Type.MapOf t -> throw none(field);
            case Type.Struct t -> throw none(field);
        };
    }

    private static String integer(Field field, Type.Int type) {
        if (type.bits() == 64 && !type.signed()) {
            throw none(field);
        }
        return type.bits() == 64 || type.bits() == 32 && !type.signed()
                ? "bigint"
                : type.bits() == 32 || type.bits() == 16 && !type.signed() ? "integer" : "smallint";
    }

    private static String inMicros(Field field, Type.Unit unit, String type) {
        if (unit != Type.Unit.MICROS) {
            throw none(field);
        }
        return type;
    }

    private static String list(Field field, Type.ListOf list) {
        if (list.element().type() instanceof Type.ListOf) {
            throw none(field);
        }
        return of(field, list.element().type()) + "[]";
    }

    private static Failure none(Field field) {
        return new Failure(
                Failure.Kind.CONFIG,
                "column \"" + field.name() + "\" is of type " + TypeName.of(field.type())
                        + ", and its file does not say which type of Postgres it was: there is none that is sure to hold"
                        + " it unchanged");
    }
}
