package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A manifest as a JSON text that a person can read. What is read is checked: files are deleted by what it says. */
final class ManifestJson {
    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ManifestJson() {}

    static byte[] write(Manifest manifest) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("slipway.manifest", VERSION);
        node.put("table", manifest.table());
        node.put("selection", manifest.selection());
        node.put("run", manifest.run());
        node.put("at", manifest.at());
        node.put("rows", manifest.rows().toString());
        ObjectNode origin = node.putObject("origin");
        new TreeMap<>(manifest.origin()).forEach(origin::put);
        write(node.putArray("files"), manifest.files());
        write(node.putArray("publishing"), manifest.publishing());
        write(node.putArray("removing"), manifest.removing());
        return (MAPPER.writeValueAsString(node) + '\n').getBytes(StandardCharsets.UTF_8);
    }

    private static void write(ArrayNode array, List<DataFile> files) {
        for (DataFile file : files) {
            array.addObject()
                    .put("key", file.key())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256())
                    .put("rows", file.rows().toString())
                    .put("unit", file.unit())
                    .put("fingerprint", file.fingerprint())
                    .put("verified", file.verified());
        }
    }

    /**
     * Reads what {@link #write} wrote; {@code where} names it in messages.
     *
     * @throws Failure CORRUPT when it is anything else
     */
    static Manifest read(byte[] json, String where) {
        try {
            return manifest(MAPPER.readTree(json));
        } catch (JacksonException e) {
            throw corrupt(where, "it is no JSON, " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw corrupt(where, String.valueOf(e.getMessage()), e);
        }
    }

    private static Manifest manifest(JsonNode node) {
        long version = number(node, "slipway.manifest");
        if (version != VERSION) {
            throw new IllegalArgumentException("it is of version " + version + ", and this Slipway reads " + VERSION);
        }
        Map<String, String> origin = new TreeMap<>();
        JsonNode origins = node.path("origin");
        require(origins.isObject(), "\"origin\" is no object");
        origins.propertyNames().forEach(name -> origin.put(name, text(origins, name)));
        Manifest manifest = new Manifest(
                text(node, "table"),
                text(node, "selection"),
                text(node, "run"),
                text(node, "at"),
                origin,
                files(node, "files"),
                files(node, "publishing"),
                files(node, "removing"));
        require(
                text(node, "rows").equals(manifest.rows().toString()),
                "its files hold " + manifest.rows() + " rows and digest, but it says " + text(node, "rows"));
        return manifest;
    }

    private static List<DataFile> files(JsonNode parent, String name) {
        JsonNode array = parent.path(name);
        require(array.isArray(), "\"" + name + "\" is no list");
        List<DataFile> files = new ArrayList<>();
        for (JsonNode node : array) {
            JsonNode verified = node.path("verified");
            require(verified.isBoolean(), "\"verified\" is neither true nor false");
            String sha256 = text(node, "sha256");
            require(sha256.matches("[0-9a-f]{64}"), "\"" + sha256 + "\" is no SHA-256");
            files.add(new DataFile(
                    text(node, "key"),
                    number(node, "bytes"),
                    sha256,
                    Digest.parse(text(node, "rows")),
                    text(node, "unit"),
                    text(node, "fingerprint"),
                    verified.asBoolean()));
        }
        return files;
    }

    private static String text(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        require(node.isString(), "\"" + name + "\" is no text");
        return node.asString();
    }

    private static long number(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        boolean whole = node.isIntegralNumber() && node.canConvertToLong() && node.asLong() >= 0;
        require(whole, "\"" + name + "\" is no whole number from 0 on");
        return node.asLong();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static Failure corrupt(String where, String what, Exception e) {
        return new Failure(
                Failure.Kind.CORRUPT,
                where + " is not a manifest of Slipway: " + what
                        + "; bring back a copy, or move it and its table's files away and export anew",
                e);
    }
}
