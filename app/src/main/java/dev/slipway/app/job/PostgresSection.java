package dev.slipway.app.job;

import dev.slipway.Failure;
import dev.slipway.app.export.Spelled;
import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import dev.slipway.job.Key;
import dev.slipway.postgres.As;
import dev.slipway.postgres.Partitions;
import dev.slipway.postgres.PostgresOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code source.postgres}: which rows to take, and as what. Where they are is told apart from this. */
final class PostgresSection {
    private PostgresSection() {}

    /** {@code map} was asked for its URL before. */
    static PostgresOptions read(YamlMap map) {
        List<String> tables = map.optional("tables").map(YamlNode::asTexts).orElse(List.of());
        PostgresOptions base = PostgresOptions.of("", Map.of(), tables);
        PostgresOptions options = base.withColumns(
                        map.optional("columns").map(YamlNode::asTexts).orElse(List.of()))
                .withAs(as(map.optionalMap("as")))
                .withConnections((int) map.whole("connections", 1, 64, base.connections()))
                .withUnitBytes(Measures.bytes(map, "unit-bytes", Long.MAX_VALUE, base.unitBytes()))
                .withOrder(map.choice("order", base.order()))
                .withInfinity(map.choice("infinity", base.infinity()))
                .withPartitions(partitions(map))
                .withTransport(map.choice("transport", base.transport()))
                .withLockTimeout(Measures.duration(map, "lock-timeout").orElse(base.lockTimeout()));
        options = Measures.duration(map, "statement-timeout")
                .map(options::withStatementTimeout)
                .orElse(options);
        if (map.optional("max-rate").isPresent()) {
            options = options.withMaxRate(Measures.bytes(map, "max-rate", Long.MAX_VALUE, 0));
        }
        options = map.optionalText("where").map(options::withWhere).orElse(options);
        options = map.optional("key")
                .map(PostgresSection::key)
                .map(options::withKey)
                .orElse(options);
        options = query(map, options);
        map.end();
        return options;
    }

    private static Partitions partitions(YamlMap map) {
        List<String> parents =
                map.optional("partitions-of").map(YamlNode::asTexts).orElse(List.of());
        Optional<Duration> olderThan = Measures.duration(map, "older-than");
        if (parents.isEmpty() && olderThan.isPresent()) {
            throw map.required("older-than")
                    .refused("says which partitions are taken, and partitions-of does not say of what");
        }
        return new Partitions(parents, olderThan);
    }

    private static PostgresOptions query(YamlMap map, PostgresOptions options) {
        boolean tables = map.optional("tables").isPresent()
                || map.optional("partitions-of").isPresent();
        if (map.optional("query").isPresent() == tables) {
            throw map.refused("names its rows by tables or by a query: one of the two, and not both");
        }
        String name = map.optionalText("as-table").orElse(options.queryName());
        if (map.optional("as-table").isPresent() && map.optional("query").isEmpty()) {
            throw map.required("as-table").refused("says what the rows of a query are called, and there is none");
        }
        return map.optionalText("query")
                .map(sql -> options.withQuery(sql, name))
                .orElse(options);
    }

    private static Key key(YamlNode node) {
        List<String> names = node.asTexts();
        if (names.size() > 2) {
            throw node.refused("has " + names.size() + " columns, expected a timestamp column and an id column");
        }
        return Spelled.key(names);
    }

    private static Map<String, As> as(YamlMap map) {
        Map<String, As> columns = new LinkedHashMap<>();
        map.entries().forEach((column, type) -> columns.put(column, as(type)));
        return columns;
    }

    private static As as(YamlNode type) {
        String text = type.asText();
        try {
            return As.parse(text);
        } catch (Failure e) {
            throw type.place().refused(type.place().path() + ": " + e.text());
        }
    }
}
