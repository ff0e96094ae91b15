package dev.slipway.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Rows of the Java values that {@link Rows} describes, as JSON arrays that lose nothing: numbers, times and UUIDs as their
 * digits in strings (whole numbers may be numbers), maps as lists of pairs, structs as objects.
 */
public final class JsonRows {
    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonRows() {}

    /** A row as one line. */
    public static String write(Schema schema, List<? extends @Nullable Object> row) {
        ArrayNode array = MAPPER.createArrayNode();
        for (int f = 0; f < schema.fields().size(); f++) {
            array.add(node(schema.fields().get(f).type(), row.get(f)));
        }
        return MAPPER.writeValueAsString(array);
    }

    private static JsonNode node(Type type, @Nullable Object value) {
        return switch (value) {
            case null -> MAPPER.nullNode();
            case Boolean truth -> MAPPER.getNodeFactory().booleanNode(truth);
            case List<?> list -> {
                ArrayNode array = MAPPER.createArrayNode();
                list.forEach(element -> array.add(element(type, element)));
                yield array;
            }
            case Map<?, ?> map -> {
                var object = MAPPER.createObjectNode();
                ((Type.Struct) type)
                        .fields()
                        .forEach(field -> object.set(field.name(), node(field.type(), map.get(field.name()))));
                yield object;
            }
            default -> MAPPER.getNodeFactory().stringNode(value.toString());
        };
    }

    private static JsonNode element(Type type, @Nullable Object element) {
        if (type instanceof Type.MapOf map && element instanceof Map.Entry<?, ?> entry) {
            return MAPPER.createArrayNode()
                    .add(node(map.key().type(), entry.getKey()))
                    .add(node(map.value().type(), entry.getValue()));
        }
        return node(((Type.ListOf) type).element().type(), element);
    }

    /** The row that a line holds. */
    public static List<@Nullable Object> read(Schema schema, String line) {
        return read(schema, MAPPER.readTree(line));
    }

    /** The row that an array holds. */
    public static List<@Nullable Object> read(Schema schema, JsonNode array) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int f = 0; f < schema.fields().size(); f++) {
            row.add(value(schema.fields().get(f).type(), array.required(f)));
        }
        return row;
    }

    private static @Nullable Object value(Type type, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        return switch (type) {
            case Type.Bool b -> node.asBoolean();
            case Type.Int i ->
                i.bits() == 64 && !i.signed()
                        ? new BigInteger(node.asString())
                        : (Object) Long.valueOf(node.asString());
            case Type.Floating f ->
                f.bits() == 32 ? (Object) Float.valueOf(node.asString()) : (Object) Double.valueOf(node.asString());
            case Type.Decimal d -> new BigDecimal(node.asString());
            case Type.Text t -> node.asString();
            case Type.Bytes b -> node.asString();
            case Type.Uuid u -> UUID.fromString(node.asString());
            case Type.Json j -> node.asString();
            case Type.Date d -> Long.valueOf(node.asString());
            case Type.Time t -> Long.valueOf(node.asString());
            case Type.Timestamp t -> Long.valueOf(node.asString());
            case Type.ListOf l -> list(l, node);
            case Type.MapOf m -> map(m, node);
            case Type.Struct s -> struct(s, node);
        };
    }

    private static List<@Nullable Object> list(Type.ListOf type, JsonNode node) {
        List<@Nullable Object> list = new ArrayList<>();
        node.forEach(element -> list.add(value(type.element().type(), element)));
        return list;
    }

    private static List<Object> map(Type.MapOf type, JsonNode node) {
        List<Object> entries = new ArrayList<>();
        for (JsonNode entry : node) {
            entries.add(new AbstractMap.SimpleImmutableEntry<@Nullable Object, @Nullable Object>(
                    value(type.key().type(), entry.get(0)), value(type.value().type(), entry.get(1))));
        }
        return entries;
    }

    private static Map<String, @Nullable Object> struct(Type.Struct type, JsonNode node) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : type.fields()) {
            values.put(field.name(), value(field.type(), node.required(field.name())));
        }
        return values;
    }
}
