package dev.slipway.postgres;

import dev.slipway.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type that someone defined in the database, as the origin of a column keeps it: enough to make it again elsewhere, or to
 * tell whether what has its name there is the same.
 *
 * @param name as SQL writes it, with its schema
 * @param node what the origin says; equal for equal types
 */
record TypeDefinition(String name, ObjectNode node) {
    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** The definitions that {@code type} needs, each after those that it needs itself; empty if it needs none. */
    static Optional<String> write(PostgresType type) {
        List<TypeDefinition> all = of(type);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode root = MAPPER.createObjectNode().put("version", VERSION);
        ArrayNode types = root.putArray("types");
        all.forEach(definition -> types.add(definition.node));
        return Optional.of(root.toString());
    }

    /** As {@link #write}, not yet written. */
    static List<TypeDefinition> of(PostgresType type) {
        Map<String, ObjectNode> found = new LinkedHashMap<>();
        collect(type, found);
        List<TypeDefinition> all = new ArrayList<>();
        found.forEach((name, node) -> all.add(new TypeDefinition(name, node)));
        return all;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws Failure CONFIG when it is of a later version, CORRUPT when it is not that at all
     */
    static List<TypeDefinition> read(String json) {
        List<TypeDefinition> all = new ArrayList<>();
        try {
            JsonNode root = MAPPER.readTree(json);
            int version = root.path("version").asInt(0);
            if (version != VERSION) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        "the archive describes its types in version " + version + ", and this program reads version "
                                + VERSION + "; use a newer one");
            }
            for (JsonNode node : root.required("types")) {
                all.add(new TypeDefinition(node.required("name").asString(), (ObjectNode) node));
            }
        } catch (JacksonException | ClassCastException | IllegalArgumentException e) {
            throw new Failure(Failure.Kind.CORRUPT, "the footer's postgres.types cannot be read: " + json, e);
        }
        return all;
    }

    private static void collect(PostgresType type, Map<String, ObjectNode> found) {
        switch (type) {
            case PostgresType.Base t -> {
                // it comes with the server or an extension
            }
            case PostgresType.Enumerated t -> {
                ArrayNode labels = MAPPER.createArrayNode();
                t.labels().forEach(labels::add);
                found.put(
                        t.name(),
                        MAPPER.createObjectNode().put("name", t.name()).set("enum", labels));
            }
            case PostgresType.Domain t -> {
                collect(t.base(), found);
                found.put(t.name(), domain(t));
            }
            case PostgresType.Composite t -> {
                t.members().forEach(member -> collect(member.type(), found));
                // Those of the server's own schema are everywhere.
                if (t.name().indexOf('.') > 0) {
                    found.put(t.name(), composite(t));
                }
            }
            case PostgresType.Array t -> collect(t.element(), found);
            case PostgresType.Range t -> collect(t.bound(), found);
            case PostgresType.Multirange t -> collect(t.bound(), found);
        }
    }

    private static ObjectNode domain(PostgresType.Domain type) {
        ObjectNode node = MAPPER.createObjectNode().put("name", type.name()).put("domain", type.declared());
        if (type.notNull()) {
            node.put("notNull", true);
        }
        type.defaultExpression().ifPresent(sql -> node.put("default", sql));
        type.collation().ifPresent(name -> node.put("collation", name));
        if (!type.checks().isEmpty()) {
            ArrayNode checks = node.putArray("checks");
            type.checks()
                    .forEach(check ->
                            checks.addObject().put("name", check.name()).put("check", check.sql()));
        }
        return node;
    }

    private static ObjectNode composite(PostgresType.Composite type) {
        ObjectNode node = MAPPER.createObjectNode().put("name", type.name());
        ArrayNode members = node.putArray("composite");
        for (PostgresType.Member member : type.members()) {
            ObjectNode one = members.addObject().put("name", member.name()).put("type", member.declared());
            member.collation().ifPresent(name -> one.put("collation", name));
        }
        return node;
    }

    /** The statement that makes it. */
    String create() {
        List<String> parts = new ArrayList<>();
        if (node.has("enum")) {
            node.path("enum").forEach(label -> parts.add(Sql.literal(label.asString())));
            return "CREATE TYPE " + name + " AS ENUM (" + String.join(", ", parts) + ")";
        }
        if (node.has("composite")) {
            node.path("composite")
                    .forEach(member ->
                            parts.add(Sql.identifier(member.path("name").asString()) + " "
                                    + member.path("type").asString() + collation(member)));
            return "CREATE TYPE " + name + " AS (" + String.join(", ", parts) + ")";
        }
        node.path("checks")
                .forEach(check -> parts.add(" CONSTRAINT "
                        + Sql.identifier(check.path("name").asString()) + " "
                        + check.path("check").asString()));
        return "CREATE DOMAIN " + name + " AS " + node.path("domain").asString() + collation(node)
                + (node.has("default") ? " DEFAULT " + node.path("default").asString() : "")
                + (node.path("notNull").asBoolean(false) ? " NOT NULL" : "") + String.join("", parts);
    }

    private static String collation(JsonNode node) {
        return node.has("collation") ? " COLLATE " + node.path("collation").asString() : "";
    }
}
