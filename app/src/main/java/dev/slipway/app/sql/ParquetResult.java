package dev.slipway.app.sql;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import dev.slipway.format.FileWriter;
import dev.slipway.parquet.ParquetFormat;
import dev.slipway.parquet.ParquetSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a result as one Parquet file. */
final class ParquetResult {
    private ParquetResult() {}

    static void write(Table table, Batches rows, ResultFile file) {
        try (OutputStream out = file.open();
                FileWriter writer = new ParquetFormat(ParquetSettings.DEFAULT)
                        .create(table, (bytes, offset, length) -> write(out, bytes, offset, length, file))) {
            RowPace pace = new RowPace();
            @Nullable Batch batch = rows.next(Math.min(pace.rows(), writer.rowsWanted()));
            while (batch != null) {
                writer.write(batch);
                pace.saw(batch);
                batch = rows.next(Math.min(pace.rows(), writer.rowsWanted()));
            }
            writer.finish(Map.of());
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    private static void write(OutputStream out, byte[] bytes, int offset, int length, ResultFile file) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw file.failure(e);
        }
    }
}
