package dev.slipway.postgres;

import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of the server's types have a form of their own here; all others are kept as text.
 *
 * @param utf8 whether the server vouches for its text; else it is checked
 */
record TypeMap(boolean utf8, Infinity infinity) {
    /** The modifier of a type counts these four bytes. */
    private static final int MODIFIER_HEADER = 4;

    /** A type, and what its values look like on the wire. */
    record Mapped(Type type, Wire wire) {}

    Optional<Mapped> map(PostgresType type, int modifier) {
        return switch (type) {
            case PostgresType.Base t -> t.builtIn() ? builtIn(t.plain(), modifier) : extension(t.plain());
            case PostgresType.Enumerated t -> text();
            case PostgresType.Domain t -> map(t.base(), t.modifier());
            case PostgresType.Array t -> t.plain() ? map(t.element(), modifier).map(TypeMap::list) : Optional.empty();
            case PostgresType.Composite t -> composite(t);
            case PostgresType.Range t -> map(t.bound(), -1).map(TypeMap::range);
            case PostgresType.Multirange t ->
                map(t.bound(), -1)
                        .map(bound -> new Mapped(
                                new Type.ListOf(Field.of("element", range(bound).type(), false)),
                                new Wire.Multirange(bound.wire())));
        };
    }

    /** Text that stays where it arrived. */
    Optional<Mapped> text() {
        return Optional.of(new Mapped(new Type.Text(), characters()));
    }

    Wire characters() {
        return utf8 ? new Wire.Raw() : new Wire.Utf8();
    }

    private Optional<Mapped> builtIn(String name, int modifier) {
        return switch (name) {
            case "bool" -> mapped(new Type.Bool(), new Wire.Bool());
            case "int2" -> mapped(new Type.Int(16, true), new Wire.Int2());
            case "int4" -> mapped(new Type.Int(32, true), new Wire.Int4());
            case "int8" -> mapped(new Type.Int(64, true), new Wire.Int8());
            case "oid" -> mapped(new Type.Int(32, false), new Wire.Int4());
            case "float4" -> mapped(new Type.Floating(32), new Wire.Int4());
            case "float8" -> mapped(new Type.Floating(64), new Wire.Int8());
            case "numeric" -> numeric(modifier);
            case "text", "varchar", "bpchar", "name" -> text();
            case "bytea" -> mapped(new Type.Bytes(), new Wire.Raw());
            case "uuid" -> mapped(new Type.Uuid(), new Wire.Uuid());
            case "json" -> mapped(new Type.Json(), characters());
            case "jsonb" -> utf8 ? mapped(new Type.Json(), new Wire.Jsonb()) : Optional.empty();
            case "time" -> mapped(new Type.Time(Type.Unit.MICROS), new Wire.Int8());
            case "date", "timestamp", "timestamptz", "interval" -> moment(name);
            default -> Optional.empty();
        };
    }

    private Optional<Mapped> moment(String name) {
        if (infinity == Infinity.TEXT) {
            return Optional.empty();
        }
        boolean sentinel = infinity == Infinity.SENTINEL;
        return switch (name) {
            case "date" -> mapped(new Type.Date(), new Wire.Date(sentinel));
            case "interval" ->
                mapped(
                        new Type.Struct(List.of(
                                Field.of("months", new Type.Int(32, true), false),
                                Field.of("days", new Type.Int(32, true), false),
                                Field.of("micros", new Type.Int(64, true), false))),
                        new Wire.Interval(sentinel));
            default ->
                mapped(new Type.Timestamp(Type.Unit.MICROS, name.equals("timestamptz")), new Wire.Timestamp(sentinel));
        };
    }

    private Optional<Mapped> extension(String name) {
        return switch (name) {
            case "citext" -> text();
            case "geometry", "geography" -> mapped(new Type.Bytes(), new Wire.Raw());
            case "hstore" ->
                utf8
                        ? mapped(
                                new Type.MapOf(
                                        Field.of("key", new Type.Text(), false),
                                        Field.of("value", new Type.Text(), true)),
                                new Wire.Hstore())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The modifier holds precision and scale, the latter in 11 bits with a sign since Postgres 15. */
    private static Optional<Mapped> numeric(int modifier) {
        if (modifier < MODIFIER_HEADER) {
            return Optional.empty();
        }
        int precision = (modifier - MODIFIER_HEADER) >>> 16;
        int scale = ((modifier - MODIFIER_HEADER) & 0x7FF ^ 0x400) - 0x400;
        if (precision > Type.Decimal.PRECISION_MAX || scale < 0 || scale > precision) {
            return Optional.empty();
        }
        return decimal(precision, scale);
    }

    static Optional<Mapped> decimal(int precision, int scale) {
        return mapped(new Type.Decimal(precision, scale), new Wire.Numeric(precision, scale));
    }

    static Mapped list(Mapped element) {
        return new Mapped(new Type.ListOf(Field.of("element", element.type(), true)), new Wire.Array(element.wire()));
    }

    private Optional<Mapped> composite(PostgresType.Composite type) {
        List<Field> fields = new ArrayList<>();
        List<Wire> wires = new ArrayList<>();
        for (PostgresType.Member member : type.members()) {
            Optional<Mapped> mapped = map(member.type(), member.modifier());
            if (mapped.isEmpty()) {
                return Optional.empty();
            }
            fields.add(Field.of(member.name(), mapped.get().type(), true));
            wires.add(mapped.get().wire());
        }
        return fields.isEmpty() ? Optional.empty() : mapped(new Type.Struct(fields), new Wire.Composite(wires));
    }

    static Mapped range(Mapped bound) {
        Type.Bool flag = new Type.Bool();
        return new Mapped(
                new Type.Struct(List.of(
                        Field.of("lower", bound.type(), true),
                        Field.of("upper", bound.type(), true),
                        Field.of("lower_inc", flag, false),
                        Field.of("upper_inc", flag, false),
                        Field.of("empty", flag, false))),
                new Wire.Range(bound.wire()));
    }

    private static Optional<Mapped> mapped(Type type, Wire wire) {
        return Optional.of(new Mapped(type, wire));
    }
}
