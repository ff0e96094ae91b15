package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.data.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** In which folders the files of one table stand. A folder's name may be empty: beside the folder of our records. */
public sealed interface Folders {
    /** Where a file stands that goes by its last row, or that has no rows. */
    String of(FileName.RowName last);

    /** All in one. */
    record One(String folder) implements Folders {
        @Override
        public String of(FileName.RowName last) {
            return folder;
        }
    }

    /**
     * Each file as a whole in that of its last row's date.
     *
     * @param named what the table's name says, which counts before any row
     * @param without for rows without a date
     */
    record ByEnd(Optional<String> named, String without) implements Folders {
        @Override
        public String of(FileName.RowName last) {
            return named.orElseGet(() -> last.time().equals(FileName.RowName.NONE.time())
                    ? without
                    : folder(
                            last.time().substring(0, 4),
                            last.time().substring(4, 6),
                            last.time().substring(6, 8)));
        }

        private static String folder(String year, String month, String day) {
            return "year=" + year + "/month=" + month + "/half=" + (day.compareTo("15") < 0 ? "01" : "02");
        }
    }

    /**
     * Each row in that of its own values.
     *
     * @param columns which values decide
     * @param without for rows without a date, and for files without rows; empty: only for the latter
     */
    record ByRow(Table table, LayoutPattern pattern, List<FolderColumn> columns, Optional<String> without)
            implements Folders {
        @Override
        public String of(FileName.RowName last) {
            return without.orElseGet(() -> DataNames.of(table).folder());
        }

        /** The same table with the columns that decide, and no others. */
        public Table narrow() {
            return new Table(
                    table.namespace(),
                    table.name(),
                    new Schema(columns.stream()
                            .map(column -> table.schema().fields().get(column.position()))
                            .distinct()
                            .toList()));
        }
    }

    /**
     * Those of a table.
     *
     * @throws Failure CONFIG when the layout names a column that the table does not have, or not of a type that can name
     *     folders
     */
    static Folders of(Layout layout, Table table, Key key) {
        String own = DataNames.of(table).folder();
        if (layout.byPartition() || layout.flat()) {
            return new One(layout.flat() ? "" : own);
        }
        Optional<String> by = layout.by().or(key::time);
        if (layout.hiveDate() && (!layout.split() || by.isEmpty())) {
            return new ByEnd(ByName.of(table), own);
        }
        LayoutPattern pattern = layout.pattern();
        List<FolderColumn> columns = new ArrayList<>();
        for (LayoutPattern.Piece piece : pattern.pieces()) {
            switch (piece) {
                case LayoutPattern.Piece.Plain plain -> {}
                case LayoutPattern.Piece.Name name -> {}
                case LayoutPattern.Piece.Time time ->
                    columns.add(time(
                            layout,
                            table,
                            time.column().or(() -> by).orElseThrow(() -> noDate(layout, table)),
                            time.pattern()));
                case LayoutPattern.Piece.Value value -> columns.add(value(layout, table, value.column()));
            }
        }
        return columns.isEmpty()
                ? new One(FolderText.of(pattern, table))
                : new ByRow(table, pattern, columns, layout.hiveDate() ? Optional.of(own) : Optional.empty());
    }

    private static FolderColumn time(Layout layout, Table table, String column, TimePattern pattern) {
        int position = position(layout, table, column, RowTime::supports, "a date or a timestamp");
        return new FolderColumn.Time(
                position, RowTime.of(table.schema().fields().get(position).type()), pattern);
    }

    private static FolderColumn value(Layout layout, Table table, String column) {
        int position = position(
                layout,
                table,
                column,
                RowId::supports,
                "an integer, a decimal, text, bytes or a uuid; of a date or timestamp, say a form: {" + column
                        + ":yyyy-MM-dd}");
        return new FolderColumn.Value(
                position, RowId.of(table.schema().fields().get(position).type()));
    }

    private static int position(Layout layout, Table table, String column, Predicate<Type> suits, String expected) {
        OptionalInt position = table.schema().position(column);
        if (position.isEmpty()) {
            throw refused(
                    layout,
                    table,
                    "names the column \"" + column + "\", which is not among "
                            + table.schema().fields().stream().map(Field::name).collect(Collectors.joining(", ")));
        }
        Field field = table.schema().fields().get(position.getAsInt());
        if (!suits.test(field.type())) {
            throw refused(
                    layout,
                    table,
                    "names the column \"" + column + "\", which is " + TypeName.of(field.type()) + "; expected "
                            + expected);
        }
        return position.getAsInt();
    }

    private static Failure noDate(Layout layout, Table table) {
        return refused(
                layout,
                table,
                "goes by a date, and the key has none: name a column by --layout-by, or the time of the key by --key");
    }

    private static Failure refused(Layout layout, Table table, String what) {
        return new Failure(
                Failure.Kind.CONFIG,
                "the layout \"" + layout.text() + "\" cannot be had for " + table.qualifiedName() + ": it " + what);
    }

    /** Dates in names of tables. */
    final class ByName {
        private static final Pattern DATED = Pattern.compile(".*_(0[1-9]|1[0-2])_(\\d{4})_(0[12])", Pattern.DOTALL);

        private ByName() {}

        /** What a name says that ends in month, year and half: {@code _03_2024_02}. */
        static Optional<String> of(Table table) {
            Matcher matcher = DATED.matcher(table.name());
            return matcher.matches()
                    ? Optional.of(
                            "year=" + matcher.group(2) + "/month=" + matcher.group(1) + "/half=" + matcher.group(3))
                    : Optional.empty();
        }
    }
}
