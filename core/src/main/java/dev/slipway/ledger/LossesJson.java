package dev.slipway.ledger;

import static dev.slipway.ledger.JsonFields.list;
import static dev.slipway.ledger.JsonFields.number;
import static dev.slipway.ledger.JsonFields.text;

import dev.slipway.data.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was lost, as a list with an object for each column. Where nothing was, there is no list. */
public final class LossesJson {
    private static final String NAME = "lost";
    private static final JsonMapper MAPPER = new JsonMapper();

    private LossesJson() {}

    /** The list, on one line. */
    public static String line(Losses losses) {
        return MAPPER.writeValueAsString(fill(MAPPER.createArrayNode(), losses));
    }

    /** What {@link #line} wrote; nothing of an empty text, and empty when it is no such list. */
    public static Optional<Losses> parse(String line) {
        try {
            ObjectNode parent = MAPPER.createObjectNode();
            if (!line.isEmpty()) {
                parent.set(NAME, MAPPER.readTree(line));
            }
            return Optional.of(of(parent));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static ObjectNode put(ObjectNode node, Losses losses) {
        if (!losses.isEmpty()) {
            fill(node.putArray(NAME), losses);
        }
        return node;
    }

    private static ArrayNode fill(ArrayNode array, Losses losses) {
        losses.columns().forEach(column -> array.addObject()
                .put("column", column.column())
                .put("nulled", column.nulled())
                .put("rejected", column.rejected()));
        return array;
    }

    static Losses of(JsonNode parent) {
        if (!parent.has(NAME)) {
            return Losses.NONE;
        }
        List<Losses.OfColumn> columns = new ArrayList<>();
        list(parent, NAME)
                .forEach(node -> columns.add(
                        new Losses.OfColumn(text(node, "column"), number(node, "nulled"), number(node, "rejected"))));
        return new Losses(columns);
    }
}
