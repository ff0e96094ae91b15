package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides for each column what to select, what becomes of it, and what is remembered of where it came from. */
final class ColumnMapping {
    private final TypeMap types;
    private final Map<String, As> overrides;
    private int ids;

    ColumnMapping(TypeMap types, Map<String, As> overrides) {
        this.types = types;
        this.overrides = overrides;
    }

    /** Plans the columns of one relation; field ids count from 1, depth first. */
    List<ColumnPlan> plan(String relation, List<Attribute> attributes, List<String> primaryKey) {
        ids = 0;
        List<ColumnPlan> plans = new ArrayList<>();
        for (Attribute attribute : attributes) {
            plans.add(plan(relation, attribute, primaryKey));
        }
        return plans;
    }

    private ColumnPlan plan(String relation, Attribute attribute, List<String> primaryKey) {
        As as = overrides.get(attribute.name());
        Choice choice = as == null ? natural(attribute) : overridden(relation, attribute, as);
        Map<String, String> origin = Origin.of(attribute, primaryKey);
        choice.kept().ifPresent(kept -> origin.put("postgres.as", kept));
        if (types.infinity() == Infinity.SENTINEL
                && Origin.canBeInfinite(choice.mapped().wire())) {
            origin.put("postgres.infinity", "sentinel");
        }
        Field field = numbered(new Field(attribute.name(), choice.mapped().type(), !attribute.notNull(), 0, origin));
        Optional<String> note = as == null && choice.kept().isPresent()
                ? Optional.of("column \"" + attribute.name() + "\" (" + attribute.declared() + ") is kept as "
                        + choice.kept().get())
                : Optional.empty();
        return new ColumnPlan(
                field, choice.sql(), attribute.number(), choice.mapped().wire(), note);
    }

    /** @param kept as what the column is kept, when that is not what its type means */
    private record Choice(TypeMap.Mapped mapped, String sql, Optional<String> kept) {}

    private Choice natural(Attribute attribute) {
        Rewriting rewriting = new Rewriting(types);
        Rewriting.Selected selected =
                rewriting.of(Sql.identifier(attribute.name()), attribute.type(), attribute.modifier());
        return new Choice(selected.mapped(), selected.sql(), selected.kept());
    }

    private Choice asText(String column) {
        return new Choice(types.text().orElseThrow(), column + "::text", Optional.of("text"));
    }

    private static PostgresType plain(PostgresType type) {
        return type instanceof PostgresType.Domain domain ? plain(domain.base()) : type;
    }

    private Choice overridden(String relation, Attribute attribute, As as) {
        String column = Sql.identifier(attribute.name());
        String base = plain(attribute.type()) instanceof PostgresType.Base type ? type.plain() : "";
        return switch (as) {
            case As.Text t ->
                isText(base) ? new Choice(types.text().orElseThrow(), column, Optional.empty()) : asText(column);
            case As.Bytes b -> {
                if (!isText(base) && !base.equals("bytea") && !base.equals("json")) {
                    throw refused(relation, attribute, "bytes", "texts");
                }
                yield new Choice(new TypeMap.Mapped(new Type.Bytes(), new Wire.Raw()), column, Optional.of("bytes"));
            }
            case As.Decimal d -> {
                boolean integer = base.equals("int2") || base.equals("int4") || base.equals("int8");
                if (!integer && !base.equals("numeric")) {
                    throw refused(relation, attribute, "decimal", "numeric and integer columns");
                }
                yield new Choice(
                        TypeMap.decimal(d.precision(), d.scale()).orElseThrow(),
                        column + (integer ? "::numeric" : ""),
                        Optional.of("decimal(" + d.precision() + "," + d.scale() + ")"));
            }
        };
    }

    private static boolean isText(String type) {
        return switch (type) {
            case "text", "varchar", "bpchar", "name", "citext" -> true;
            default -> false;
        };
    }

    private static Failure refused(String relation, Attribute attribute, String as, String which) {
        return new Failure(
                Failure.Kind.CONFIG,
                "column \"" + attribute.name() + "\" of " + relation + " is of type " + attribute.declared()
                        + ", and only " + which + " can be had as " + as);
    }

    private Field numbered(Field field) {
        int id = ++ids;
        return new Field(field.name(), numbered(field.type()), field.nullable(), id, field.origin());
    }

    private Type numbered(Type type) {
        if (type instanceof Type.ListOf list) {
            return new Type.ListOf(numbered(list.element()));
        }
        if (type instanceof Type.MapOf map) {
            Field key = numbered(map.key());
            return new Type.MapOf(key, numbered(map.value()));
        }
        if (type instanceof Type.Struct struct) {
            List<Field> fields = new ArrayList<>();
            struct.fields().forEach(field -> fields.add(numbered(field)));
            return new Type.Struct(fields);
        }
        return type;
    }
}
