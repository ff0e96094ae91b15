package dev.slipway.ledger;

import static dev.slipway.ledger.JsonFields.files;
import static dev.slipway.ledger.JsonFields.list;
import static dev.slipway.ledger.JsonFields.number;
import static dev.slipway.ledger.JsonFields.require;
import static dev.slipway.ledger.JsonFields.text;
import static dev.slipway.ledger.JsonFields.texts;

import dev.slipway.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A manifest as a JSON text that a person can read. */
final class ManifestJson {
    private static final int VERSION = 2;
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
        node.put("job", manifest.job());
        node.put("rows", manifest.rows().toString());
        ArrayNode slices = node.putArray("slices");
        for (Slice slice : manifest.slices()) {
            ObjectNode object = slices.addObject();
            object.put("selection", slice.selection())
                    .put("run", slice.run())
                    .put("at", slice.at())
                    .put("schema", slice.schema())
                    .put("mark", slice.mark())
                    .put("rows", slice.rows().toString());
            LossesJson.put(object, slice.lost());
            JsonFields.put(object, "origin", slice.origin());
            JsonFields.write(object.putArray("files"), slice.files());
        }
        return (MAPPER.writeValueAsString(node) + '\n').getBytes(StandardCharsets.UTF_8);
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
        require(version == VERSION, "it is of version " + version + ", and this Slipway reads " + VERSION);
        List<Slice> slices = new ArrayList<>();
        list(node, "slices").forEach(slice -> slices.add(slice(slice)));
        Manifest manifest = new Manifest(text(node, "table"), text(node, "job"), slices);
        requireRows(node, manifest.rows().toString());
        return manifest;
    }

    private static Slice slice(JsonNode node) {
        Slice slice = new Slice(
                text(node, "selection"),
                text(node, "schema"),
                text(node, "run"),
                text(node, "at"),
                texts(node, "origin"),
                text(node, "mark"),
                files(node, "files"));
        requireRows(node, slice.rows().toString());
        require(
                LossesJson.of(node).equals(slice.lost()),
                "its files tell of other bad values than it does: "
                        + slice.lost().columns());
        return slice;
    }

    private static void requireRows(JsonNode node, String rows) {
        require(
                text(node, "rows").equals(rows),
                "its files hold " + rows + " rows and digest, but it says " + text(node, "rows"));
    }

    private static Failure corrupt(String where, String what, Exception e) {
        return new Failure(
                Failure.Kind.CORRUPT,
                where + " is not a manifest of Slipway: " + what
                        + "; bring back a copy, or move it and its table's files away and export anew",
                e);
    }
}
