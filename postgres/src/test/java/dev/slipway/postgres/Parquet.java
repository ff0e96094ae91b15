package dev.slipway.postgres;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import dev.slipway.format.FileWriter;
import dev.slipway.job.Plan;
import dev.slipway.job.Reader;
import dev.slipway.job.Session;
import dev.slipway.parquet.ParquetFormat;
import dev.slipway.parquet.ParquetSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes what an export reads. */
final class Parquet {
    private Parquet() {}

    /** The first table, whole, in one file. */
    static Table write(Session<PostgresUnit> session, Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Reader<PostgresUnit> reader = session.reader()) {
            Plan.PlannedTable<PostgresUnit> planned = session.plan().tables().get(0);
            try (FileWriter writer = new ParquetFormat(ParquetSettings.DEFAULT).create(planned.table(), bytes::write)) {
                for (PostgresUnit unit : planned.units()) {
                    try (Batches batches = reader.read(unit)) {
                        for (Batch batch = batches.next(writer.rowsWanted());
                                batch != null;
                                batch = batches.next(writer.rowsWanted())) {
                            writer.write(batch);
                        }
                    }
                }
                writer.finish(Map.of());
            }
            Files.write(file, bytes.toByteArray());
            return planned.table();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
