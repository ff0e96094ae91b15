package dev.slipway.bench;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Events;
import dev.slipway.job.Plan;
import dev.slipway.job.Reader;
import dev.slipway.job.Session;
import dev.slipway.postgres.PostgresOptions;
import dev.slipway.postgres.PostgresSource;
import dev.slipway.postgres.PostgresUnit;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A table's rows by Slipway's own decoder, for its peers: whoever wants rows takes a stream, and each row is in one. */
final class Feed implements AutoCloseable {
    /** As many connections, and so streams, as Slipway has by default. */
    static final int STREAMS = 2;

    private final Session<PostgresUnit> session;
    private final Plan.PlannedTable<PostgresUnit> table;
    private final Queue<PostgresUnit> units;
    private final AtomicLong rows = new AtomicLong();

    private Feed(Session<PostgresUnit> session) {
        this.session = session;
        this.table = session.plan().tables().getFirst();
        this.units = new ConcurrentLinkedQueue<>(table.units());
    }

    static Feed open(String url, String table) {
        PostgresOptions options =
                PostgresOptions.of(url, Map.of(), List.of(table)).withConnections(STREAMS);
        return new Feed(new PostgresSource(options).open(new Context(new Cancel(), Events.NONE)));
    }

    Table table() {
        return table.table();
    }

    /** How many rows all streams gave so far. */
    long rows() {
        return rows.get();
    }

    /** A stream for one thread, over a connection of its own. */
    Batches stream() {
        return new Stream(session.reader());
    }

    @Override
    public void close() {
        session.close();
    }

    private final class Stream implements Batches {
        private final Reader<PostgresUnit> reader;
        private @Nullable Batches unit;

        Stream(Reader<PostgresUnit> reader) {
            this.reader = reader;
        }

        @Override
        public @Nullable Batch next(int rowsMax) {
            while (true) {
                if (unit == null) {
                    PostgresUnit next = units.poll();
                    if (next == null) {
                        return null;
                    }
                    unit = reader.read(next);
                }
                Batch batch = unit.next(rowsMax);
                if (batch != null) {
                    rows.addAndGet(batch.rows());
                    return batch;
                }
                unit.close();
                unit = null;
            }
        }

        @Override
        public void close() {
            if (unit != null) {
                unit.close();
            }
            reader.close();
        }
    }
}
