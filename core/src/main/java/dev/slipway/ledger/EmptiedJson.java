package dev.slipway.ledger;

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

/** What could not be told apart any more, as a list with an object for each column. */
public final class EmptiedJson {
    /** Under this key it stands in the last file of a unit. */
    public static final String KEY = "slipway.mapping.emptied";

    private static final JsonMapper MAPPER = new JsonMapper();

    private EmptiedJson() {}

    /** The list, on one line. */
    public static String line(List<Emptied> columns) {
        ArrayNode array = MAPPER.createArrayNode();
        columns.forEach(column -> array.addObject()
                .put("column", column.column())
                .put("empty", column.empty())
                .put("null", column.absent()));
        return MAPPER.writeValueAsString(array);
    }

    /** What {@link #line} wrote; nothing of an empty text, and empty when it is no such list. */
    public static Optional<List<Emptied>> parse(String line) {
        List<Emptied> columns = new ArrayList<>();
        try {
            for (JsonNode node : MAPPER.readTree(line.isEmpty() ? "[]" : line)) {
                columns.add(new Emptied(text(node, "column"), number(node, "empty"), number(node, "null")));
            }
            return Optional.of(columns);
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
