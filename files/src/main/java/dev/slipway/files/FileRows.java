package dev.slipway.files;

import dev.slipway.data.Batches;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads a file by its schema, from its beginning to its end, in constant memory. Each record becomes a row, exactly, or is
 * given to the rejects: rows and rejects together are as many as {@link RecordCount} counts. What cannot be told into records
 * is a failure.
 */
public final class FileRows {
    private FileRows() {}

    /**
     * The rows of {@link FileSchema#table()}, in the order of the file. For JSON, JSON lines and text: CSV has a reader of its
     * own.
     *
     * @throws dev.slipway.Failure as {@link Unpacked#open}, then or while rows are asked for; INPUT when what the file holds
     *     is not in its format any more
     */
    public static Batches read(FileInput file, FileSchema schema, ReadSettings settings, Rejects rejects) {
        RowBuilder rows = new RowBuilder(schema.table());
        return switch (schema.format()) {
            case FileFormat.JsonLines lines ->
                batches(file, lines(file, settings), json(schema, Map.of()), rows, settings, rejects);
            case FileFormat.Json json -> {
                RecordReader reader = json(schema, OutsideValues.of(file, schema, settings));
                yield batches(file, new JsonRecords(file, json, settings), reader, rows, settings, rejects);
            }
            case FileFormat.Text text ->
                batches(file, lines(file, settings), new TextRecord(schema, text), rows, settings, rejects);
            case FileFormat.Csv csv ->
                throw new IllegalArgumentException(file.name() + " is CSV, which is read elsewhere");
        };
    }

    private static Records lines(FileInput file, ReadSettings settings) {
        return new LineRecords(Utf8File.open(file), settings.recordBytesMax());
    }

    private static RecordReader json(FileSchema schema, Map<List<String>, byte[]> outside) {
        List<Integer> all = IntStream.range(0, schema.columns().size()).boxed().toList();
        return new JsonRecord(schema, all, outside);
    }

    private static Batches batches(
            FileInput file,
            Records records,
            RecordReader reader,
            RowBuilder rows,
            ReadSettings settings,
            Rejects rejects) {
        return new FileBatches(file.name(), records, reader, rows, settings, rejects);
    }
}
