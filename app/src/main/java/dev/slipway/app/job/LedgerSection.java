package dev.slipway.app.job;

import dev.slipway.app.place.LedgerAccess;
import dev.slipway.config.YamlMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ledger}: where the job's ledger is.
 *
 * @param url of a Postgres; empty: it is beside the files
 */
record LedgerSection(Optional<Url> url, String schema, Optional<String> name) {
    static LedgerSection read(YamlMap map) {
        YamlMap postgres = map.optionalMap("postgres");
        map.end();
        LedgerSection section = new LedgerSection(
                postgres.optional("url").map(Url::read),
                postgres.optionalText("schema").orElse(LedgerAccess.BESIDE.schema()),
                postgres.optionalText("name"));
        if (section.url().isEmpty() && section.name().isPresent()) {
            throw postgres.required("name").refused("names a ledger in Postgres, and there is no url of one");
        }
        postgres.end();
        return section;
    }

    /** What a file leaves out may stand in the environment, as for {@code --ledger}. */
    LedgerAccess reveal(Map<String, String> environment) {
        Optional<String> text = url.map(where -> where.reveal(environment))
                .or(() -> Optional.ofNullable(environment.get("SLIPWAY_LEDGER")))
                .filter(found -> !found.isEmpty());
        return new LedgerAccess(text, environment, schema, name);
    }

    void write(ObjectNode node) {
        url.ifPresent(where -> where.write(node));
        node.put("schema", schema);
        name.ifPresent(text -> node.put("name", text));
    }
}
