package dev.slipway.postgres;

import dev.slipway.data.Table;
import dev.slipway.job.Cancel;
import dev.slipway.reconcile.Aggregate;
import dev.slipway.reconcile.Figures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Computes {@link Figures} of a table in its database, in one query of one snapshot: what an archive of it is compared with.
 * Shares no code with the export's decoder.
 */
public final class PostgresFigures {
    private final Entrance entrance;

    /** @param url as in {@link PostgresOptions}; what it leaves open comes from {@code environment} */
    public PostgresFigures(String url, Map<String, String> environment) {
        entrance = Entrance.to(url, environment);
    }

    /**
     * Connects once, so that what is wrong with address or password is known before anything else is begun.
     *
     * @throws dev.slipway.Failure CONFIG or UNAVAILABLE when there is no connection to be had
     */
    public void check(Cancel cancel) {
        entrance.connect(cancel).close();
    }

    /**
     * The figures of the columns of {@code table}, which has the types of its archive and the names of its source.
     *
     * @throws dev.slipway.Failure CONFIG when there is no such table or column, UNAVAILABLE when the server does not answer
     */
    public Figures of(Table table, Cancel cancel) {
        return of(table, Optional.empty(), cancel);
    }

    /** The same of those rows only that meet an SQL condition. */
    public Figures of(Table table, Optional<String> where, Cancel cancel) {
        List<Aggregate> aggregates = Aggregate.of(table.schema());
        return entrance.visit(
                cancel, "adding up " + table.qualifiedName(), link -> read(link, table, where, aggregates));
    }

    private static Figures read(Link link, Table table, Optional<String> where, List<Aggregate> aggregates)
            throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT count(*)::text");
        for (Aggregate aggregate : aggregates) {
            int position = table.schema().position(aggregate.column()).orElseThrow();
            sql.append(", ").append(new FigureSql(table.schema().fields().get(position)).of(aggregate));
        }
        // What inherits from it is a table of its own, in the export too.
        sql.append(" FROM ONLY ").append(Sql.qualified(table.namespace(), table.name()));
        where.ifPresent(condition -> sql.append(" WHERE ").append(condition));
        try (ResultSet row = link.statement().executeQuery(sql.toString())) {
            row.next();
            List<@Nullable String> texts = new ArrayList<>();
            for (int i = 0; i < aggregates.size(); i++) {
                texts.add(row.getString(i + 2));
            }
            return new Figures(row.getLong(1), aggregates, texts);
        }
    }
}
