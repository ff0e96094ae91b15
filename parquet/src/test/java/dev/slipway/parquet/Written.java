package dev.slipway.parquet;

import dev.slipway.data.Batch;
import dev.slipway.data.Table;
import dev.slipway.format.FileWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes files for tests. */
final class Written {
    private Written() {}

    static byte[] bytes(ParquetFormat format, Table table, List<Batch> batches) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FileWriter writer = format.create(table, out::write)) {
            batches.forEach(writer::write);
            writer.finish(Map.of("slipway.test", "yes"));
        }
        return out.toByteArray();
    }

    static Path file(Path folder, ParquetFormat format, Table table, List<Batch> batches) {
        try {
            Path file = folder.resolve("file.parquet");
            return Files.write(file, bytes(format, table, batches));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(Path folder, ParquetFormat format, Batch batch) {
        return file(folder, format, batch.table(), List.of(batch));
    }

    /** The same rows in batches of random sizes. */
    static List<Batch> cut(Batch batch, Random random, int rowsMax) {
        List<Batch> cuts = new ArrayList<>();
        int at = 0;
        while (at < batch.rows()) {
            int to = Math.min(batch.rows(), at + 1 + random.nextInt(rowsMax));
            cuts.add(Slices.of(batch, at, to));
            at = to;
        }
        return cuts;
    }
}
