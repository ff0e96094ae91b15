package dev.slipway.postgres;

import dev.slipway.digest.Digest;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Plan;
import dev.slipway.job.Reader;
import dev.slipway.job.Session;
import dev.slipway.mapping.BoundMapping;
import dev.slipway.mapping.MappedReader;
import dev.slipway.mapping.MappedUnit;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads what was restored back out of the database, as an export would, through the same mapping if that was undone, and
 * digests it.
 */
final class RestoredRows {
    /** Small enough that all connections have something to read. */
    private static final long UNIT_BYTES = 64L << 20;

    private final HiddenTable hidden;
    private final int connections;
    private final Context context;

    RestoredRows(HiddenTable hidden, int connections, Context context) {
        this.hidden = hidden;
        this.connections = connections;
        this.context = context;
    }

    Digest digest() {
        PostgresOptions options = hidden.reading(connections).withUnitBytes(UNIT_BYTES);
        try (Session<PostgresUnit> session = new PostgresSource(options).open(context, Earlier.NONE)) {
            Plan.PlannedTable<PostgresUnit> table = session.plan().tables().getFirst();
            Optional<BoundMapping> mapping = hidden.archive().unmapping().map(back -> back.mapping(table.table()));
            Queue<MappedUnit<PostgresUnit>> units = new ConcurrentLinkedQueue<>();
            table.units().forEach(unit -> units.add(new MappedUnit<>(unit, mapping)));
            List<Digest> parts = new Crew<Digest>(Math.min(connections, session.readersMax()), context.cancel())
                    .work("slipway-digest", number -> read(session, units));
            return parts.stream().reduce(Digest.EMPTY, Digest::plus);
        }
    }

    private static Digest read(Session<PostgresUnit> session, Queue<MappedUnit<PostgresUnit>> units) {
        Digest digest = Digest.EMPTY;
        try (Reader<MappedUnit<PostgresUnit>> reader = new MappedReader<>(session.reader())) {
            for (MappedUnit<PostgresUnit> unit = units.poll(); unit != null; unit = units.poll()) {
                digest = digest.plus(reader.digest(unit));
            }
        }
        return digest;
    }
}
