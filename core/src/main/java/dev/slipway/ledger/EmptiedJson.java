package dev.slipway.ledger;

import static dev.slipway.ledger.JsonFields.list;
import static dev.slipway.ledger.JsonFields.number;
import static dev.slipway.ledger.JsonFields.text;

import dev.slipway.data.Emptied;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What could not be told apart any more, as a list with an object for each column. */
public final class EmptiedJson {
    /** Under this key it stands in the last file of a unit that was mapped, and in no other. */
    public static final String KEY = "slipway.mapping.emptied";

    private static final String NAME = "emptied";
    private static final JsonMapper MAPPER = new JsonMapper();

    private EmptiedJson() {}

    /** The list, on one line. */
    public static String line(List<Emptied> columns) {
        return MAPPER.writeValueAsString(fill(MAPPER.createArrayNode(), columns));
    }

    /** What {@link #line} wrote; nothing of an empty text, and empty when it is no such list. */
    public static Optional<List<Emptied>> parse(String line) {
        try {
            return Optional.of(columns(MAPPER.readTree(line.isEmpty() ? "[]" : line)));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where there is nothing to tell, there is no list. */
    static void put(ObjectNode node, List<Emptied> columns) {
        if (!columns.isEmpty()) {
            fill(node.putArray(NAME), columns);
        }
    }

    static List<Emptied> of(JsonNode parent) {
        return parent.has(NAME) ? columns(list(parent, NAME)) : List.of();
    }

    private static ArrayNode fill(ArrayNode array, List<Emptied> columns) {
        columns.forEach(column -> array.addObject()
                .put("column", column.column())
                .put("empty", column.empty())
                .put("null", column.absent()));
        return array;
    }

    private static List<Emptied> columns(JsonNode array) {
        List<Emptied> columns = new ArrayList<>();
        array.forEach(
                node -> columns.add(new Emptied(text(node, "column"), number(node, "empty"), number(node, "null"))));
        return columns;
    }
}
