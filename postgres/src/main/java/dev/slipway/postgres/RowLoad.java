package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Digester;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.postgresql.copy.CopyIn;

/** Sends the rows of files on one connection: each file and the note that it was loaded in one transaction. */
final class RowLoad {
    private static final int PIECE_BYTES = 1 << 20;
    private static final String STAGE = "pg_temp.slipway_stage";

    private final Link link;
    private final HiddenTable table;
    private final List<Landing> columns;
    private final RowEncoder encoder;
    private final boolean staged;
    private long bytesSent;

    private RowLoad(Link link, HiddenTable table, List<Landing> columns, RowEncoder encoder) {
        this.link = link;
        this.table = table;
        this.columns = columns;
        this.encoder = encoder;
        staged = columns.stream().anyMatch(column -> !column.direct());
    }

    /** Makes what the connection needs for itself. */
    static RowLoad open(Link link, HiddenTable table) throws SQLException {
        List<Landing> columns = table.landings();
        for (String statement : table.temporaryTypes()) {
            link.execute(statement);
        }
        Encoders encoders = new Encoders(link);
        List<ColumnEncoder> all = new ArrayList<>();
        for (Landing column : columns) {
            all.add(encoders.of(column.field().type(), column.wire(), column.type()));
        }
        RowLoad load = new RowLoad(link, table, columns, new RowEncoder(columns, all));
        if (load.staged) {
            String stage = columns.stream()
                    .map(column -> column.column() + " " + Staging.exact(column.type()))
                    .collect(Collectors.joining(", "));
            link.execute("CREATE TEMPORARY TABLE slipway_stage (" + stage + ") ON COMMIT DELETE ROWS");
        }
        return load;
    }

    /** Bytes of rows that were sent so far. */
    long bytesSent() {
        return bytesSent;
    }

    /**
     * Loads a file, unless that was done before.
     *
     * @param rows is told how many rows were sent, now and then
     * @return whether it had been
     * @throws Failure CORRUPT when the file does not hold the rows that were recorded
     */
    boolean load(Archive.File file, LongConsumer rows) throws SQLException {
        link.execute("BEGIN");
        if (!Progress.note(link, table.oid(), file)) {
            link.execute("ROLLBACK");
            return true;
        }
        Digest found = copy(file, rows);
        requireSame(file, found);
        if (staged) {
            move();
        }
        Progress.complete(link, table.oid(), file, found);
        link.execute("COMMIT");
        return false;
    }

    private Digest copy(Archive.File file, LongConsumer rows) throws SQLException {
        Digester digester = new Digester(table.archive().stored().schema());
        String names = columns.stream().map(Landing::column).collect(Collectors.joining(", "));
        try (Batches batches = table.archive().rows(file, digester::add)) {
            CopyIn copy = link.jdbc()
                    .getCopyAPI()
                    .copyIn("COPY " + (staged ? STAGE : table.sql()) + " (" + names + ") FROM STDIN (FORMAT binary)");
            copy.writeToCopy(RowEncoder.HEADER, 0, RowEncoder.HEADER.length);
            for (Batch batch = batches.next(Integer.MAX_VALUE);
                    batch != null;
                    batch = batches.next(Integer.MAX_VALUE)) {
                send(copy, encoder.encode(batch, file.name()));
                rows.accept(digester.digest().rows());
            }
            copy.writeToCopy(RowEncoder.TRAILER, 0, RowEncoder.TRAILER.length);
            copy.endCopy();
        }
        return digester.digest();
    }

    private void send(CopyIn copy, int length) throws SQLException {
        for (int at = 0; at < length; at += PIECE_BYTES) {
            copy.writeToCopy(encoder.bytes(), at, Math.min(PIECE_BYTES, length - at));
        }
        bytesSent += length;
    }

    private static void requireSame(Archive.File file, Digest found) {
        Digest expected = file.digest().orElse(new Digest(file.rowCount(), found.high(), found.low()));
        if (!found.equals(expected)) {
            throw new Failure(
                    Failure.Kind.CORRUPT,
                    file.name() + " holds " + found + "; recorded was " + expected
                            + ": it is not the file that was written");
        }
    }

    private void move() throws SQLException {
        String names = columns.stream().map(Landing::column).collect(Collectors.joining(", "));
        String values = columns.stream().map(Landing::sql).collect(Collectors.joining(", "));
        link.execute("INSERT INTO " + table.sql() + " (" + names + ") OVERRIDING SYSTEM VALUE SELECT " + values
                + " FROM " + STAGE);
    }
}
