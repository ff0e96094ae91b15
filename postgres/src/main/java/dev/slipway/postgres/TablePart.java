package dev.slipway.postgres;

import dev.slipway.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A constraint or an index of a table, other than its primary key.
 *
 * @param definition of a constraint, all that follows its name; of an index, all that follows the table's
 */
public record TablePart(Kind kind, String name, String definition) {
    /** Under which key the footer keeps them. */
    static final String KEY = "postgres.constraints_and_indexes";

    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What it is. */
    public enum Kind {
        CHECK,
        UNIQUE,
        EXCLUDE,
        FOREIGN_KEY,
        INDEX,
        UNIQUE_INDEX;

        /** Whether an index comes with it. */
        boolean indexes() {
            return switch (this) {
                case UNIQUE, EXCLUDE, INDEX, UNIQUE_INDEX -> true;
                case CHECK, FOREIGN_KEY -> false;
            };
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** As the footer keeps them. */
    static String write(List<TablePart> parts) {
        ObjectNode root = MAPPER.createObjectNode().put("version", VERSION);
        ArrayNode nodes = root.putArray("parts");
        for (TablePart part : parts) {
            nodes.addObject()
                    .put("kind", part.kind.word())
                    .put("name", part.name)
                    .put("definition", part.definition);
        }
        return root.toString();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws Failure CONFIG when it is of a later version, CORRUPT when it is not that at all
     */
    static List<TablePart> read(String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            int version = root.path("version").asInt(0);
            if (version != VERSION) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        "the archive describes its constraints in version " + version
                                + ", and this program reads version " + VERSION + "; use a newer one");
            }
            List<TablePart> parts = new ArrayList<>();
            for (JsonNode node : root.required("parts")) {
                String kind = node.required("kind")
                        .asString()
                        .toUpperCase(Locale.ROOT)
                        .replace(' ', '_');
                parts.add(new TablePart(
                        Kind.valueOf(kind),
                        node.required("name").asString(),
                        node.required("definition").asString()));
            }
            return parts;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new Failure(Failure.Kind.CORRUPT, "the footer's " + KEY + " cannot be read", e);
        }
    }

    /**
     * The statement that makes it.
     *
     * @param named whether it gets the name that it had, or one that the server chooses
     */
    String create(QualifiedName table, boolean named) {
        String own = named ? Sql.identifier(name) + ' ' : "";
        return switch (kind) {
            case CHECK, UNIQUE, EXCLUDE, FOREIGN_KEY ->
                "ALTER TABLE " + table.sql() + " ADD " + (named ? "CONSTRAINT " + own : "") + definition;
            case INDEX -> "CREATE INDEX " + own + "ON " + table.sql() + ' ' + definition;
            case UNIQUE_INDEX -> "CREATE UNIQUE INDEX " + own + "ON " + table.sql() + ' ' + definition;
        };
    }

    /** For messages. */
    @Override
    public String toString() {
        return kind.word() + ' ' + name;
    }
}
