package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Column;
import dev.slipway.job.Cancel;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one unit, decoded in place from what arrives. */
final class CopyBatches implements Batches {
    private final PostgresUnit unit;
    private final Inbox inbox;
    private final Cancel cancel;
    private final Faults faults;
    private final RowScanner scanner;
    private final RowStream stream;
    private final List<ColumnDecoder> decoders;
    private long rowsBefore;
    private boolean over;

    CopyBatches(PostgresUnit unit, CopyStream copy, Inbox inbox, Cancel cancel, Faults faults) {
        this.unit = unit;
        this.inbox = inbox;
        this.cancel = cancel;
        this.faults = faults;
        List<ColumnPlan> columns = unit.extract().columns();
        scanner = new RowScanner(columns.size());
        stream = new RowStream(copy, inbox, scanner, unit.extract().valueBytesMax());
        decoders = columns.stream().map(plan -> ColumnDecoder.of(plan.wire())).toList();
    }

    @Override
    public @Nullable Batch next(int rowsMax) {
        if (over) {
            return null;
        }
        try {
            cancel.check();
            rowsBefore += scanner.rows();
            stream.gather(Math.max(1, Math.min(rowsMax, RowScanner.ROWS_MAX)));
            if (scanner.rows() == 0) {
                over = true;
                return null;
            }
            return decode();
        } catch (RuntimeException | IOException | SQLException e) {
            over = true;
            throw failure(e);
        }
    }

    private Batch decode() {
        List<Column> columns = new ArrayList<>(decoders.size());
        for (int i = 0; i < decoders.size(); i++) {
            Slots slots = scanner.slots(unit.extract().places().get(i));
            try {
                columns.add(decoders.get(i).decode(inbox.data, slots));
            } catch (Unfit e) {
                throw unfit(i, e);
            }
        }
        return new Batch(unit.table(), scanner.rows(), columns);
    }

    private Failure unfit(int column, Unfit e) {
        String name = unit.extract().columns().get(column).field().name();
        String remedy =
                e.remedy().isEmpty() ? "" : "; to accept it: " + e.remedy().replace("{column}", name);
        return new Failure(
                Failure.Kind.INPUT,
                "column \"" + name + "\" of " + unit.table().qualifiedName() + ", " + row(e.row()) + ", " + e.what()
                        + remedy);
    }

    private Failure oversized(RowScanner.Oversized e) {
        int column = unit.extract().places().indexOf(e.field);
        return new Failure(
                Failure.Kind.INPUT,
                "column \"" + unit.extract().columns().get(column).field().name() + "\" of "
                        + unit.table().qualifiedName() + ", " + row(e.row) + ", holds a value of " + e.bytes
                        + " bytes, more than --value-bytes-max "
                        + unit.extract().valueBytesMax()
                        + " allows; raise it, and for large values the heap with it (SLIPWAY_JAVA_OPTS=-Xmx2g)");
    }

    /** How a message names a row: by its key, or if it has none by its place in what was read. */
    private String row(int row) {
        StringBuilder key = new StringBuilder();
        for (String column : unit.extract().keyColumns()) {
            int position = unit.table().schema().position(column).orElse(-1);
            if (position >= 0) {
                key.append(key.isEmpty() ? "row with " : ", ")
                        .append(column)
                        .append(" = ")
                        .append(keyValue(position, row));
            }
        }
        return key.isEmpty()
                ? "row " + (rowsBefore + row + 1) + " of unit " + unit.id() + " (it has no key to be named by)"
                : key.toString();
    }

    private String keyValue(int column, int row) {
        int place = unit.extract().places().get(column);
        if (!scanner.noted(place, row)) {
            return "(not yet received)";
        }
        Slots all = scanner.slots(place);
        Slots one = new Slots(1);
        one.add(all.starts[row], all.lengths[row]);
        try {
            ColumnPlan plan = unit.extract().columns().get(column);
            return KeyText.of(plan.field().type(), ColumnDecoder.of(plan.wire()).decode(inbox.data, one));
        } catch (Unfit e) {
            return "(" + e.what() + ")";
        }
    }

    private RuntimeException failure(Exception e) {
        String doing = "reading " + unit.id();
        if (cancel.requested()) {
            return new Failure(Failure.Kind.CANCELLED, "interrupted while " + doing, e);
        }
        return switch (e) {
            case RowScanner.Oversized oversized -> oversized(oversized);
            case RuntimeException own -> own;
            case ServerError error -> faults.during(doing, error);
            case SQLException error
            when !String.valueOf(error.getSQLState()).startsWith("08") -> faults.during(doing, error);
            default -> faults.broken(doing, e);
        };
    }

    /** Whether the unit was read to its end, so that the connection can be used again. */
    boolean complete() {
        return stream.complete();
    }

    long bytesReceived() {
        return stream.bytesReceived();
    }

    @Override
    public void close() {
        over = true;
    }
}
