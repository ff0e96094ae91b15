package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.RowBatches;
import dev.slipway.data.Table;
import dev.slipway.ledger.Borders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A source whose rows stand in memory. It lends batches laid out as awkwardly as allowed, overwrites them when they are due
 * back, counts what is open, and tells a test before each batch, so that the test can interfere.
 */
public final class MemorySource implements Source<MemorySource.Piece> {
    /** A unit: some rows of a table. */
    public record Piece(String id, int ordinal, String fingerprint, Table table, List<List<@Nullable Object>> rows)
            implements Unit {}

    /** Called before a batch of {@code piece} is handed out, and once more before its end is. */
    public interface Interference {
        /** Nothing happens. */
        Interference NONE = (piece, batch) -> {};

        /** {@code batch} counts from 0 within the unit. */
        void before(Piece piece, int batch);
    }

    private final List<Plan.PlannedTable<Piece>> tables;
    private final int readersMax;
    private final int batchRows;
    private final Interference interference;
    private final AtomicBoolean lost;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger openMost = new AtomicInteger();
    private final Queue<String> read = new ConcurrentLinkedQueue<>();
    private final Queue<String> compared = new ConcurrentLinkedQueue<>();
    private final Queue<Borders> cutBefore = new ConcurrentLinkedQueue<>();

    public MemorySource(List<Plan.PlannedTable<Piece>> tables) {
        this(tables, 8, 10, Interference.NONE);
    }

    public MemorySource(
            List<Plan.PlannedTable<Piece>> tables, int readersMax, int batchRows, Interference interference) {
        this(tables, readersMax, batchRows, interference, new AtomicBoolean());
    }

    private MemorySource(
            List<Plan.PlannedTable<Piece>> tables,
            int readersMax,
            int batchRows,
            Interference interference,
            AtomicBoolean lost) {
        this.tables = List.copyOf(tables);
        this.readersMax = readersMax;
        this.batchRows = batchRows;
        this.interference = interference;
        this.lost = lost;
    }

    /** The same rows in the same snapshot, with another interference. */
    public MemorySource with(Interference other) {
        return new MemorySource(tables, readersMax, batchRows, other, lost);
    }

    /** The same rows for at most so many readers. */
    public MemorySource with(int otherReadersMax) {
        return new MemorySource(tables, otherReadersMax, batchRows, interference, lost);
    }

    /** The same rows in a source that vouches for them by this mark. */
    public MemorySource marked(String mark) {
        return new MemorySource(
                tables.stream().map(table -> with(table, mark, table.units())).toList(),
                readersMax,
                batchRows,
                interference,
                lost);
    }

    /** The same rows in units that are planned like those of {@code other}, whose tables have as many. */
    public MemorySource plannedLike(MemorySource other) {
        List<Plan.PlannedTable<Piece>> alike = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            Plan.PlannedTable<Piece> table = tables.get(i);
            List<Piece> planned = other.tables.get(i).units();
            alike.add(with(
                    table,
                    table.mark(),
                    table.units().stream()
                            .map(piece -> new Piece(
                                    piece.id(),
                                    piece.ordinal(),
                                    planned.get(piece.ordinal()).fingerprint(),
                                    piece.table(),
                                    piece.rows()))
                            .toList()));
        }
        return new MemorySource(alike, readersMax, batchRows, interference, lost);
    }

    private static Plan.PlannedTable<Piece> with(Plan.PlannedTable<Piece> table, String mark, List<Piece> units) {
        return new Plan.PlannedTable<>(
                table.table(),
                table.selection(),
                mark,
                units,
                table.borders(),
                table.rowsEstimate(),
                table.bytesEstimate(),
                table.key(),
                table.notes());
    }

    /** A table in pieces. */
    public static Plan.PlannedTable<Piece> table(
            Table table, Key key, String selection, List<List<List<@Nullable Object>>> pieces) {
        List<Piece> units = new ArrayList<>();
        for (List<List<@Nullable Object>> rows : pieces) {
            int ordinal = units.size();
            units.add(new Piece(table.qualifiedName() + '/' + ordinal, ordinal, "rows " + rows.size(), table, rows));
        }
        long rows = pieces.stream().mapToLong(List::size).sum();
        return new Plan.PlannedTable<>(table, selection, "", units, Borders.NONE, rows, rows * 10, key, List.of());
    }

    /** From now on sessions know no longer that what was read is one snapshot. */
    public void loseSnapshot() {
        lost.set(true);
    }

    /** The units that were read to be written, in order. */
    public List<String> read() {
        return read.stream().sorted().toList();
    }

    /** The units that were read to be compared with what was written before, in order. */
    public List<String> compared() {
        return compared.stream().sorted().toList();
    }

    /** Where the tables were cut before, as far as that was handed to this source. */
    public List<Borders> cutBefore() {
        return List.copyOf(cutBefore);
    }

    /** Readers and streams that are open now. */
    public int open() {
        return open.get();
    }

    /** The most readers that were open at once. */
    public int openMost() {
        return openMost.get();
    }

    @Override
    public Session<Piece> open(Context context, Earlier earlier) {
        tables.forEach(
                table -> earlier.borders(table.table(), table.selection()).ifPresent(cutBefore::add));
        return new MemorySession();
    }

    private final class MemorySession implements Session<Piece> {
        @Override
        public Plan<Piece> plan() {
            return new Plan<>(tables, Map.of("source", "memory"));
        }

        @Override
        public Reader<Piece> reader() {
            openMost.accumulateAndGet(open.incrementAndGet(), Math::max);
            return new MemoryReader();
        }

        @Override
        public int readersMax() {
            return readersMax;
        }

        @Override
        public void check() {
            if (lost.get()) {
                throw new Failure(Failure.Kind.UNAVAILABLE, "the snapshot is gone");
            }
        }

        @Override
        public void close() {}
    }

    private final class MemoryReader implements Reader<Piece> {
        private boolean reading;
        private boolean comparing;
        private long received;

        @Override
        public Batches read(Piece piece) {
            if (reading) {
                throw new IllegalStateException("two units are read at once");
            }
            reading = true;
            (comparing ? compared : read).add(piece.id());
            return new Watched(piece);
        }

        @Override
        public Content content(Piece piece, Consumer<Batch> watch) {
            comparing = true;
            try {
                return Reader.super.content(piece, watch);
            } finally {
                comparing = false;
            }
        }

        @Override
        public long bytesReceived() {
            return received;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }

        private final class Watched implements Batches {
            private final Piece piece;
            private final Batches batches;
            private int batch;

            Watched(Piece piece) {
                this.piece = piece;
                this.batches = RowBatches.stream(piece.table(), piece.rows(), batchRows, piece.ordinal());
            }

            @Override
            public @Nullable Batch next(int rowsMax) {
                interference.before(piece, batch++);
                Batch next = batches.next(rowsMax);
                received += next == null ? 0 : 10L * next.rows();
                return next;
            }

            @Override
            public void close() {
                reading = false;
                batches.close();
            }
        }
    }
}
