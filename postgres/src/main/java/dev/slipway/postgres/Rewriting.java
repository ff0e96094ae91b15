package dev.slipway.postgres;

import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what to select so that a value arrives in a form of its own, as far into its structure as there is one: what has
 * none is cast to text by the server, the rest around it stays as it is.
 */
record Rewriting(TypeMap types) {
    /**
     * An expression and what it yields.
     *
     * @param kept as what the value, or a part of it, is kept, when that is not what its type means
     */
    record Selected(TypeMap.Mapped mapped, String sql, Optional<String> kept) {}

    private static final Optional<String> PARTS = Optional.of("a structure, parts of it text");

    Selected of(String sql, PostgresType type, int modifier) {
        Optional<TypeMap.Mapped> mapped = types.map(type, modifier);
        if (mapped.isPresent()) {
            return new Selected(mapped.get(), sql, Optional.empty());
        }
        return switch (type) {
            case PostgresType.Base t -> base(sql, t);
            case PostgresType.Enumerated t -> text(sql);
            case PostgresType.Domain t -> of(sql, t.base(), t.modifier());
            case PostgresType.Array t ->
                t.plain()
                        ? new Selected(
                                TypeMap.list(types.text().orElseThrow()),
                                sql + "::text[]",
                                Optional.of("a list of text"))
                        : text(sql);
            case PostgresType.Composite t -> t.members().isEmpty() ? text(sql) : composite(sql, t);
            case PostgresType.Range t -> range(sql, t.bound());
            case PostgresType.Multirange t -> multirange(sql, t.bound());
        };
    }

    private Selected text(String sql) {
        return new Selected(types.text().orElseThrow(), sql + "::text", Optional.of("text"));
    }

    private Selected base(String sql, PostgresType.Base type) {
        return type.builtIn() && type.plain().equals("jsonb")
                ? new Selected(
                        new TypeMap.Mapped(new Type.Json(), types.characters()), sql + "::text", Optional.empty())
                : text(sql);
    }

    /** A row of nulls IS NULL and yet not null: only DISTINCT tells them apart. */
    private Selected composite(String sql, PostgresType.Composite type) {
        List<String> members = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        List<Wire> wires = new ArrayList<>();
        for (PostgresType.Member member : type.members()) {
            Selected selected = of("(" + sql + ")." + Sql.identifier(member.name()), member.type(), member.modifier());
            members.add(selected.sql());
            fields.add(Field.of(member.name(), selected.mapped().type(), true));
            wires.add(selected.mapped().wire());
        }
        return new Selected(
                new TypeMap.Mapped(new Type.Struct(fields), new Wire.Composite(wires)),
                "CASE WHEN " + sql + " IS DISTINCT FROM NULL THEN ROW(" + String.join(", ", members) + ") END",
                PARTS);
    }

    private Selected range(String sql, PostgresType bound) {
        return new Selected(
                ranges(bound), "CASE WHEN " + sql + " IS NOT NULL THEN " + bounds(sql, bound) + " END", PARTS);
    }

    private TypeMap.Mapped ranges(PostgresType bound) {
        TypeMap.Mapped mapped = of("", bound, -1).mapped();
        Wire flag = new Wire.Bool();
        return new TypeMap.Mapped(
                TypeMap.range(mapped).type(),
                new Wire.Composite(List.of(mapped.wire(), mapped.wire(), flag, flag, flag)));
    }

    private String bounds(String range, PostgresType bound) {
        return "ROW(" + of("pg_catalog.lower(" + range + ")", bound, -1).sql() + ", "
                + of("pg_catalog.upper(" + range + ")", bound, -1).sql() + ", pg_catalog.lower_inc(" + range
                + "), pg_catalog.upper_inc(" + range + "), pg_catalog.isempty(" + range + "))";
    }

    private Selected multirange(String sql, PostgresType bound) {
        TypeMap.Mapped range = ranges(bound);
        return new Selected(
                new TypeMap.Mapped(
                        new Type.ListOf(Field.of("element", range.type(), false)), new Wire.Array(range.wire())),
                "CASE WHEN " + sql + " IS NOT NULL THEN ARRAY(SELECT " + bounds("one", bound)
                        + " FROM pg_catalog.unnest(" + sql + ") AS one) END",
                PARTS);
    }
}
