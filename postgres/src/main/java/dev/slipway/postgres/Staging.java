package dev.slipway.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The counterpart of {@link Rewriting}: what the server had cast to text when it was exported arrives as text, in a
 * temporary table, and is cast back by the server as it is moved on. Structures with such parts arrive in temporary types.
 */
final class Staging {
    static final PostgresType TEXT = new PostgresType.Base("pg_catalog", "text");
    private static final PostgresType FLAG = new PostgresType.Base("pg_catalog", "bool");

    private final TypeMap types;
    private final List<String> statements = new ArrayList<>();

    Staging(TypeMap types) {
        this.types = types;
    }

    /**
     * What arrives, and what makes the value of it.
     *
     * @param type what arrives
     */
    record Staged(PostgresType type, String sql) {}

    /** The statements that make the temporary types, in their order. */
    List<String> statements() {
        return List.copyOf(statements);
    }

    /** @param declared the type as SQL writes it, with its modifier */
    Staged of(String value, PostgresType type, int modifier, String declared) {
        if (types.map(type, modifier).isPresent()) {
            return new Staged(type, value);
        }
        return switch (type) {
            case PostgresType.Base t -> text(value, declared);
            case PostgresType.Enumerated t -> text(value, declared);
            case PostgresType.Domain t -> {
                Staged base = of(value, t.base(), t.modifier(), t.declared());
                yield new Staged(base.type(), "(" + base.sql() + ")::" + declared);
            }
            case PostgresType.Array t ->
                t.plain()
                        ? new Staged(new PostgresType.Array("text[]", TEXT, true), "(" + value + ")::" + declared)
                        : text(value, declared);
            case PostgresType.Composite t -> t.members().isEmpty() ? text(value, declared) : composite(value, t);
            case PostgresType.Range t -> {
                PostgresType.Composite parts = parts(t.bound());
                yield new Staged(
                        parts, "CASE WHEN " + value + " IS DISTINCT FROM NULL THEN " + range(value, t) + " END");
            }
            case PostgresType.Multirange t -> multirange(value, t);
        };
    }

    static Staged text(String value, String declared) {
        return new Staged(TEXT, "(" + value + ")::" + declared);
    }

    /** A row of nulls IS NULL and yet not null: only DISTINCT tells them apart. */
    private Staged composite(String value, PostgresType.Composite type) {
        List<PostgresType.Member> members = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (PostgresType.Member member : type.members()) {
            String name = "f" + members.size();
            Staged staged = of("(" + value + ")." + name, member.type(), member.modifier(), exact(member.type()));
            members.add(member(name, staged.type()));
            parts.add(staged.sql());
        }
        return new Staged(
                temporary(members),
                "CASE WHEN " + value + " IS DISTINCT FROM NULL THEN ROW(" + String.join(", ", parts) + ")::"
                        + type.name() + " END");
    }

    private PostgresType.Composite parts(PostgresType bound) {
        PostgresType staged = of("", bound, -1, exact(bound)).type();
        return temporary(List.of(
                member("lower", staged),
                member("upper", staged),
                member("lower_inc", FLAG),
                member("upper_inc", FLAG),
                member("empty", FLAG)));
    }

    private String range(String value, PostgresType.Range type) {
        String one = "(" + value + ")";
        return "CASE WHEN " + one + ".empty THEN 'empty'::" + exact(type) + " ELSE " + exact(type) + "("
                + bound(one + ".lower", type.bound()) + ", " + bound(one + ".upper", type.bound()) + ", CASE WHEN "
                + one
                + ".lower_inc THEN '[' ELSE '(' END || CASE WHEN " + one + ".upper_inc THEN ']' ELSE ')' END) END";
    }

    private String bound(String value, PostgresType type) {
        return of(value, type, -1, exact(type)).sql();
    }

    private Staged multirange(String value, PostgresType.Multirange type) {
        PostgresType.Composite parts = parts(type.range().bound());
        return new Staged(
                new PostgresType.Array(parts.name() + "[]", parts, true),
                "CASE WHEN " + value + " IS NOT NULL THEN " + exact(type) + "(VARIADIC ARRAY(SELECT "
                        + range("one", type.range()) + " FROM pg_catalog.unnest(" + value + ") AS one)) END");
    }

    private static PostgresType.Member member(String name, PostgresType type) {
        return new PostgresType.Member(name, type, -1, exact(type), Optional.empty());
    }

    private PostgresType.Composite temporary(List<PostgresType.Member> members) {
        String name = "pg_temp.slipway_" + statements.size();
        List<String> columns = new ArrayList<>();
        members.forEach(member -> columns.add(member.name() + " " + member.declared()));
        statements.add("CREATE TYPE " + name + " AS (" + String.join(", ", columns) + ")");
        return new PostgresType.Composite(name, members);
    }

    /** How SQL names a type and nothing else: {@code bit} alone would mean {@code bit(1)}. */
    static String exact(PostgresType type) {
        return switch (type) {
            case PostgresType.Base t -> t.builtIn() ? Sql.qualified("pg_catalog", t.plain()) : t.name();
            case PostgresType.Array t -> t.plain() ? exact(t.element()) + "[]" : t.name();
            case PostgresType.Enumerated t -> t.name();
            case PostgresType.Domain t -> t.name();
            case PostgresType.Composite t -> t.name();
            case PostgresType.Range t -> t.name();
            case PostgresType.Multirange t -> t.name();
        };
    }
}
