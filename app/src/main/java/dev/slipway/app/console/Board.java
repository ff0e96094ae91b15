package dev.slipway.app.console;

import dev.slipway.job.Events;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What became of each of many tables, and how far those are that are being worked on. Thread-safe. */
public final class Board {
    /** How far a table is. */
    public enum Stage {
        WAITING,
        EXPORTING,
        DONE,
        FAILED
    }

    /**
     * One table.
     *
     * @param state of the run that works on it, or did so last
     * @param took since that run began, until it ended
     */
    public record Line(String table, Stage stage, Tally.State state, Duration took) {}

    private static final class Row {
        private Stage stage = Stage.WAITING;
        private Tally tally = new Tally();
        private long began;
        private long ended;
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final LongSupplier nanos;

    /** {@code nanos} is a clock that only goes forward. */
    public Board(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** These will be worked on, in this order. */
    public synchronized void expect(List<String> tables) {
        tables.forEach(table -> rows.put(table, new Row()));
    }

    /** A run begins to work on a table; what happens in it goes to what is returned. */
    public synchronized Events begin(String table) {
        Row row = row(table);
        row.stage = Stage.EXPORTING;
        row.tally = new Tally();
        row.began = nanos.getAsLong();
        return row.tally;
    }

    /** Nothing more will be done for a table. */
    public synchronized void end(String table, boolean done) {
        Row row = row(table);
        row.stage = done ? Stage.DONE : Stage.FAILED;
        row.ended = nanos.getAsLong();
    }

    private Row row(String table) {
        return rows.computeIfAbsent(table, name -> new Row());
    }

    synchronized List<Line> lines() {
        long now = nanos.getAsLong();
        return rows.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue(), now))
                .toList();
    }

    private static Line line(String table, Row row, long now) {
        long took =
                switch (row.stage) {
                    case WAITING -> 0;
                    case EXPORTING -> now - row.began;
                    case DONE, FAILED -> row.ended - row.began;
                };
        return new Line(table, row.stage, row.tally.state(), Duration.ofNanos(took));
    }
}
