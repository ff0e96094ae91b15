package dev.slipway.files;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes a schema of a CSV file of which nothing is known but how it is written. */
public final class SchemaGuess {
    /** Records that are looked at; those behind them are found to fit or not when they are read. */
    public static final int RECORDS_MAX = 200_000;

    private SchemaGuess() {}

    /**
     * A schema that the first records fit: each column nullable, of the narrowest type in which no text is spelt in two ways.
     *
     * @param name of the table
     * @throws dev.slipway.Failure INPUT when it cannot be read as CSV, or has no column
     */
    public static FileSchema csv(FileInput file, FileFormat.Csv format, String name) {
        List<String> first = CsvHeader.first(file, format)
                .orElseThrow(() -> FileTrouble.damaged(file.name(), "is empty: there is nothing to make a schema of"));
        if (format.header()) {
            CsvHeader.requireUnique(file, first);
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            names.add(format.header() ? first.get(i) : "column" + (i + 1));
        }
        FileSchema texts = schema(
                name,
                format,
                names,
                names.stream().map(column -> (Type) new Type.Text()).toList());
        List<TypeGuess> guesses = names.stream().map(column -> new TypeGuess()).toList();
        int seen = 0;
        try (CsvRows rows = CsvRows.open(file, texts, format, CsvPiece.WHOLE, reject -> {})) {
            for (Batch batch = rows.next(RECORDS_MAX);
                    batch != null && seen < RECORDS_MAX;
                    batch = rows.next(RECORDS_MAX)) {
                for (int i = 0; i < guesses.size(); i++) {
                    add(guesses.get(i), (Column.Bytes) batch.columns().get(i), batch.rows());
                }
                seen += batch.rows();
            }
        }
        return schema(name, format, names, guesses.stream().map(TypeGuess::type).toList());
    }

    private static void add(TypeGuess guess, Column.Bytes column, int rows) {
        for (int row = 0; row < rows; row++) {
            if (!column.validity().isNull(row)) {
                guess.add(
                        new String(column.data(), column.starts()[row], column.lengths()[row], StandardCharsets.UTF_8));
            }
        }
    }

    private static FileSchema schema(String name, FileFormat format, List<String> names, List<Type> types) {
        List<FileColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(FileColumn.of(names.get(i), types.get(i), true));
        }
        return new FileSchema(name, 1, "", format, false, columns);
    }
}
