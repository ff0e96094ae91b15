package dev.slipway.postgres;

import dev.slipway.job.Context;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which tables there are, by name: nothing is locked, so one or the other may be gone when it is read. */
final class TableList {
    private final Map<String, NamedTable> tables = new LinkedHashMap<>();

    private TableList() {}

    static List<NamedTable> of(PostgresOptions options, Context context) {
        Address address = Address.of(options.url(), options.environment());
        Faults faults = new Faults(address);
        TableList list = new TableList();
        try (Link link = PostgresSession.connected(address, context, faults)) {
            Pooler.refuse(link, () -> PostgresSession.connected(address, context, faults));
            list.fill(link, options, faults, context);
        } catch (SQLException e) {
            context.cancel().check();
            throw faults.during("looking for the tables", e);
        }
        return List.copyOf(list.tables.values());
    }

    private void fill(Link link, PostgresOptions options, Faults faults, Context context) throws SQLException {
        Server server = Server.of(link);
        Pins.set(link, server, options);
        Selection named = new Selection(link, server, options, faults);
        named.findEach(options.tables()).forEach((text, leaves) -> {
            if (leaves.isEmpty()) {
                tables.putIfAbsent(text, new NamedTable(text, text));
            }
            leaves.forEach(this::add);
        });
        if (!options.partitions().parents().isEmpty()) {
            Selection partitions = new Selection(
                    link, server, options.withTables(List.of()).withPartitions(options.partitions()), faults);
            partitions.find();
            partitions.judged().forEach(context.events()::accept);
            partitions.found().forEach(this::add);
        }
    }

    private void add(Catalog.Named leaf) {
        tables.putIfAbsent(leaf.sql(), new NamedTable(leaf.sql(), leaf.qualifiedName()));
    }
}
