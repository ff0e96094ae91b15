package dev.slipway.format;

import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Our own schema as files keep it beside their format's: with names, ids and origins that other formats have no place for. */
public final class SchemaJson {
    /** The key of a file's metadata under which it stands. */
    public static final String KEY = "slipway.schema";

    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SchemaJson() {}

    /** The table's name and fields, on one line. */
    public static String write(Table table) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("version", VERSION);
        root.put("namespace", table.namespace());
        root.put("name", table.name());
        fields(root.putArray("fields"), table.schema().fields());
        return root.toString();
    }

    private static void fields(ArrayNode array, List<Field> fields) {
        fields.forEach(field -> field(array.addObject(), field));
    }

    private static void field(ObjectNode node, Field field) {
        node.put("name", field.name());
        type(node.putObject("type"), field.type());
        node.put("nullable", field.nullable());
        if (field.id() != 0) {
            node.put("id", field.id());
        }
        if (!field.origin().isEmpty()) {
            ObjectNode origin = node.putObject("origin");
            // Sorted, since the order of a map's entries differs from one JVM to the next.
            new TreeMap<>(field.origin()).forEach(origin::put);
        }
    }

    private static void type(ObjectNode node, Type type) {
        switch (type) {
            case Type.Bool bool -> node.put("kind", "bool");
            case Type.Int whole ->
                node.put("kind", "int").put("bits", whole.bits()).put("signed", whole.signed());
            case Type.Floating floating -> node.put("kind", "float").put("bits", floating.bits());
            case Type.Decimal decimal ->
                node.put("kind", "decimal")
                        .put("precision", decimal.precision())
                        .put("scale", decimal.scale());
            case Type.Text text -> node.put("kind", "text");
            case Type.Bytes bytes -> node.put("kind", "bytes");
            case Type.Uuid uuid -> node.put("kind", "uuid");
            case Type.Json json -> node.put("kind", "json");
            case Type.Date date -> node.put("kind", "date");
            case Type.Time time ->
                node.put("kind", "time").put("unit", time.unit().name());
            case Type.Timestamp timestamp ->
                node.put("kind", "timestamp")
                        .put("unit", timestamp.unit().name())
                        .put("utc", timestamp.utc());
            case Type.ListOf list -> field(node.put("kind", "list").putObject("element"), list.element());
            case Type.MapOf map -> {
                node.put("kind", "map");
                field(node.putObject("key"), map.key());
                field(node.putObject("value"), map.value());
            }
            case Type.Struct struct -> fields(node.put("kind", "struct").putArray("fields"), struct.fields());
        }
    }

    /** The table, or empty when the text is not of a version that this reads. */
    public static Optional<Table> read(String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            if (root.path("version").asInt(0) != VERSION) {
                return Optional.empty();
            }
            Schema schema = new Schema(readFields(root.path("fields")));
            return Optional.of(new Table(text(root, "namespace"), text(root, "name"), schema));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Field> readFields(JsonNode array) {
        List<Field> fields = new ArrayList<>();
        for (JsonNode node : array) {
            fields.add(readField(node));
        }
        return fields;
    }

    private static Field readField(JsonNode node) {
        Map<String, String> origin = new LinkedHashMap<>();
        node.path("origin")
                .properties()
                .forEach(entry -> origin.put(entry.getKey(), entry.getValue().asString()));
        return new Field(
                text(node, "name"),
                readType(node.path("type")),
                node.path("nullable").asBoolean(true),
                node.path("id").asInt(0),
                origin);
    }

    private static Type readType(JsonNode node) {
        String kind = text(node, "kind");
        return switch (kind) {
            case "bool" -> new Type.Bool();
            case "int" -> new Type.Int(number(node, "bits"), flag(node, "signed"));
            case "float" -> new Type.Floating(number(node, "bits"));
            case "decimal" -> new Type.Decimal(number(node, "precision"), number(node, "scale"));
            case "text" -> new Type.Text();
            case "bytes" -> new Type.Bytes();
            case "uuid" -> new Type.Uuid();
            case "json" -> new Type.Json();
            case "date" -> new Type.Date();
            case "time" -> new Type.Time(Type.Unit.valueOf(text(node, "unit")));
            case "timestamp" -> new Type.Timestamp(Type.Unit.valueOf(text(node, "unit")), flag(node, "utc"));
            case "list" -> new Type.ListOf(readField(node.path("element")));
            case "map" -> new Type.MapOf(readField(node.path("key")), readField(node.path("value")));
            case "struct" -> new Type.Struct(readFields(node.path("fields")));
            default -> throw new IllegalArgumentException("no type is named \"" + kind + '"');
        };
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isString()) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return value.asString();
    }

    private static int number(JsonNode node, String name) {
        return node.path(name).asInt(0);
    }

    private static boolean flag(JsonNode node, String name) {
        return node.path(name).asBoolean(false);
    }
}
