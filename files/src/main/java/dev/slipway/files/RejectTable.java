package dev.slipway.files;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rejects as the rows of a table of their own. */
public final class RejectTable {
    /** What the table of rejects is called behind the name of the table that they are no rows of. */
    public static final String SUFFIX = "_rejects";

    private static final Schema SCHEMA = new Schema(List.of(
            Field.of("file", new Type.Text(), false),
            Field.of("line", new Type.Int(64, true), false),
            Field.of("column", new Type.Text(), true),
            Field.of("raw", new Type.Text(), false),
            Field.of("reason", new Type.Text(), false)));

    private RejectTable() {}

    /** The table of what is no row of {@code table}. */
    public static Table of(Table table) {
        return new Table(table.namespace(), table.name() + SUFFIX, SCHEMA);
    }

    /** Rejects as rows of {@code rejects}, which {@link #of} made; they are asked for one by one. */
    public static Batches batches(Table rejects, Iterator<Reject> all) {
        RowBuilder rows = new RowBuilder(rejects);
        return new Batches() {
            @Override
            public @Nullable Batch next(int rowsMax) {
                rows.clear();
                while (!rows.full(rowsMax) && all.hasNext()) {
                    add(rows, all.next());
                }
                return rows.rows() == 0 ? null : rows.batch();
            }

            @Override
            public void close() {}
        };
    }

    private static void add(RowBuilder rows, Reject reject) {
        text(rows.column(0), reject.file());
        ((LongsBuilder) rows.column(1)).add(reject.line());
        reject.column().ifPresent(name -> text(rows.column(2), name));
        text(rows.column(3), reject.raw());
        text(rows.column(4), reject.reason());
        rows.end();
    }

    private static void text(ColumnBuilder column, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ((BytesBuilder) column).add(utf8, 0, utf8.length);
    }
}
