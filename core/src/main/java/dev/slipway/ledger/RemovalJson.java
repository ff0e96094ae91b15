package dev.slipway.ledger;

import static dev.slipway.ledger.JsonFields.flag;
import static dev.slipway.ledger.JsonFields.number;
import static dev.slipway.ledger.JsonFields.small;
import static dev.slipway.ledger.JsonFields.strings;
import static dev.slipway.ledger.JsonFields.text;

import dev.slipway.digest.Digest;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A removal with its evidence as fields of JSON. */
public final class RemovalJson {
    private RemovalJson() {}

    /** Puts all fields into {@code node}. */
    public static ObjectNode put(ObjectNode node, Removal removal) {
        node.put("change", removal.change())
                .put("detach", removal.detach())
                .put("source", removal.source())
                .put("oid", removal.oid())
                .put("rows", removal.rows().toString())
                .put("files", removal.files())
                .put("bytes", removal.bytes())
                .put("manifest", removal.manifest())
                .put("position", removal.position())
                .put("hash", removal.hash())
                .put("snapshot", removal.snapshot())
                .put("witness", removal.witness());
        removal.accepted().forEach(node.putArray("accepted")::add);
        return node.put("at", removal.at().toString());
    }

    static Removal of(JsonNode node) {
        return new Removal(
                text(node, "change"),
                flag(node, "detach"),
                text(node, "source"),
                number(node, "oid"),
                Digest.parse(text(node, "rows")),
                small(node, "files"),
                number(node, "bytes"),
                text(node, "manifest"),
                number(node, "position"),
                text(node, "hash"),
                text(node, "snapshot"),
                text(node, "witness"),
                strings(node, "accepted"),
                Instant.parse(text(node, "at")));
    }
}
