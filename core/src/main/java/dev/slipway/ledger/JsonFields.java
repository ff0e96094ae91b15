package dev.slipway.ledger;

import dev.slipway.digest.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes and reads what manifests and the ledger have in common. What is read is checked: files are deleted by it. */
final class JsonFields {
    private JsonFields() {}

    static void put(ObjectNode parent, String name, Map<String, String> texts) {
        ObjectNode node = parent.putObject(name);
        new TreeMap<>(texts).forEach(node::put);
    }

    static Map<String, String> texts(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        require(node.isObject(), "\"" + name + "\" is no object");
        Map<String, String> texts = new TreeMap<>();
        node.propertyNames().forEach(key -> texts.put(key, text(node, key)));
        return texts;
    }

    static void write(ArrayNode array, List<DataFile> files) {
        files.forEach(file -> write(array.addObject(), file));
    }

    static ObjectNode write(ObjectNode node, DataFile file) {
        node.put("key", file.key())
                .put("bytes", file.bytes())
                .put("sha256", file.sha256())
                .put("rows", file.rows().toString())
                .put("unit", file.unit())
                .put("fingerprint", file.fingerprint())
                .put("verified", file.verified());
        EmptiedJson.put(node, file.emptied());
        return LossesJson.put(node, file.lost());
    }

    static List<DataFile> files(JsonNode parent, String name) {
        List<DataFile> files = new ArrayList<>();
        list(parent, name).forEach(node -> files.add(file(node)));
        return files;
    }

    static DataFile file(JsonNode node) {
        String sha256 = text(node, "sha256");
        require(sha256.matches("[0-9a-f]{64}"), "\"" + sha256 + "\" is no SHA-256");
        return new DataFile(
                text(node, "key"),
                number(node, "bytes"),
                sha256,
                Digest.parse(text(node, "rows")),
                text(node, "unit"),
                text(node, "fingerprint"),
                LossesJson.of(node),
                EmptiedJson.of(node),
                flag(node, "verified"));
    }

    static JsonNode list(JsonNode parent, String name) {
        JsonNode array = parent.path(name);
        require(array.isArray(), "\"" + name + "\" is no list");
        return array;
    }

    static boolean flag(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        require(node.isBoolean(), "\"" + name + "\" is neither true nor false");
        return node.asBoolean();
    }

    static String text(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        require(node.isString(), "\"" + name + "\" is no text");
        return node.asString();
    }

    static long number(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        boolean whole = node.isIntegralNumber() && node.canConvertToLong() && node.asLong() >= 0;
        require(whole, "\"" + name + "\" is no whole number from 0 on");
        return node.asLong();
    }

    static int small(JsonNode parent, String name) {
        long number = number(parent, name);
        require(number <= Integer.MAX_VALUE, "\"" + name + "\" is too large: " + number);
        return (int) number;
    }

    static List<String> strings(JsonNode parent, String name) {
        List<String> strings = new ArrayList<>();
        for (JsonNode node : list(parent, name)) {
            require(node.isString(), "\"" + name + "\" holds something that is no text");
            strings.add(node.asString());
        }
        return strings;
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
