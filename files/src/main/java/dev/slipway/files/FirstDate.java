package dev.slipway.files;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Column;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Of which day a file tells whose name does not say it: that of its first row that has a time. */
public final class FirstDate {
    private FirstDate() {}

    /**
     * The date of the first value of a column, in UTC where it has a zone; empty when no row has one. Reads the file as far as
     * that.
     *
     * @param column of the table, a date or a timestamp
     * @throws dev.slipway.Failure as reading the rows does
     */
    public static Optional<LocalDate> of(FileRead file, String column) {
        Optional<LocalDate> once = onceForAll(file, column).flatMap(read -> first(read, column));
        return once.isPresent() ? once : first(file, column);
    }

    /** A JSON file that tells it once for all of its records tells it also if it has none. */
    private static Optional<FileRead> onceForAll(FileRead file, String name) {
        FileColumn column = file.schema().columns().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<String> outside = column.from().stream()
                .filter(source -> source.startsWith("^"))
                .map(source -> source.substring(1))
                .toList();
        if (outside.isEmpty()) {
            return Optional.empty();
        }
        FileColumn alone = new FileColumn(
                name, column.type(), true, "", outside, column.reading(), List.of(), false, column.parts());
        FileSchema document =
                new FileSchema(file.schema().name(), 1, "", new FileFormat.Json(List.of(), true), true, List.of(alone));
        return Optional.of(FileRead.of(file.input(), document));
    }

    private static Optional<LocalDate> first(FileRead file, String column) {
        Table table = file.schema().table();
        int position = table.schema().position(column).orElseThrow();
        Type type = table.schema().fields().get(position).type();
        try (Batches rows =
                new Completed(FileReader.records(file, CsvPiece.WHOLE, ReadSettings.DEFAULT, reject -> {}), file)) {
            for (Batch batch = rows.next(1); batch != null; batch = rows.next(1)) {
                Column times = batch.columns().get(position);
                if (!times.validity().isNull(0)) {
                    return Optional.of(LocalDate.ofEpochDay(day(times, type)));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a column of this type tells dates. */
    public static boolean tells(Type type) {
        return type instanceof Type.Date || type instanceof Type.Timestamp;
    }

    private static long day(Column times, Type type) {
        return type instanceof Type.Timestamp time
                ? Math.floorDiv(((Column.Longs) times).values()[0], Times.aDay(time.unit()))
                : ((Column.Ints) times).values()[0];
    }
}
