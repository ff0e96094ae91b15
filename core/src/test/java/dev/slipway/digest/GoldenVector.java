package dev.slipway.digest;

import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One line of {@code golden-v1.jsonl}: a few rows and the digest that they must have for as long as there is a v1. */
record GoldenVector(String name, Table table, List<List<@Nullable Object>> rows, Digest digest) {

    static Stream<GoldenVector> all() throws IOException {
        try (InputStream in = Objects.requireNonNull(GoldenVector.class.getResourceAsStream("golden-v1.jsonl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith("{"))
                            .map(line -> read(new JsonMapper().readTree(line)))
                            .toList()
                            .stream();
        }
    }

    private static GoldenVector read(JsonNode line) {
        List<Field> fields = new ArrayList<>();
        line.required("columns").forEachEntry((name, type) -> fields.add(new TypeText(type.asString()).field(name)));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (JsonNode row : line.required("rows")) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int f = 0; f < fields.size(); f++) {
                values.add(value(fields.get(f).type(), row.get(f)));
            }
            rows.add(values);
        }
        return new GoldenVector(
                line.required("name").asString(),
                new Table("", "golden", new Schema(fields)),
                rows,
                Digest.parse(line.required("digest").asString()));
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

    /** As the runner of tests shows it. */
    @Override
    public String toString() {
        return name;
    }
}
