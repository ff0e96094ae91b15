package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A manifest as a JSON text that a person can read. */
final class ManifestJson {
    private static final int VERSION = 1;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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

    /** Reads what {@link #write} wrote; {@code where} names it in messages. */
    static Manifest read(byte[] json, String where) {
        try {
            JsonNode node = MAPPER.readTree(json);
            int version = node.required("slipway.manifest").asInt();
            if (version != VERSION) {
                throw corrupt(where, "is a manifest of version " + version + "; this Slipway reads version " + VERSION);
            }
            Map<String, String> origin = new TreeMap<>();
            node.required("origin").forEachEntry((name, value) -> origin.put(name, value.asString()));
            return new Manifest(
                    node.required("table").asString(),
                    node.required("selection").asString(),
                    node.required("run").asString(),
                    node.required("at").asString(),
                    origin,
                    files(node.required("files")),
                    files(node.required("publishing")),
                    files(node.required("removing")));
        } catch (JacksonException | IllegalArgumentException e) {
            throw corrupt(where, "is not a manifest of Slipway: " + e.getMessage());
        }
    }

    private static List<DataFile> files(JsonNode array) {
        List<DataFile> files = new ArrayList<>();
        for (JsonNode node : array) {
            files.add(new DataFile(
                    node.required("key").asString(),
                    node.required("bytes").asLong(),
                    node.required("sha256").asString(),
                    Digest.parse(node.required("rows").asString()),
                    node.required("unit").asString(),
                    node.required("fingerprint").asString(),
                    node.required("verified").asBoolean()));
        }
        return files;
    }

    private static Failure corrupt(String where, String what) {
        return new Failure(Failure.Kind.CORRUPT, where + ' ' + what);
    }
}
