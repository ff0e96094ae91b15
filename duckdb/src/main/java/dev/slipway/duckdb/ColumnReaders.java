package dev.slipway.duckdb;

import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Chooses the reader of a column by its type, after checking that DuckDB sees the same type. */
final class ColumnReaders {
    private static final String NO_EXTENSION = "";

    /** DuckDB's column is of another type than the table's; the message names the place. */
    static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;

        Mismatch(String message) {
            super(message);
        }
    }

    private ColumnReaders() {}

    /** A reader of {@code field}, which stands at {@code path} in the row and which DuckDB reports as {@code found}. */
    static ColumnReader of(Field field, ArrowField found, String path) throws Mismatch {
        return of(field.type(), found, path);
    }

    private static ColumnReader of(Type type, ArrowField found, String path) throws Mismatch {
        return switch (type) {
            case Type.Bool b -> checked(found, "c", "arrow.bool8", type, path, new ColumnReader.OfBytes(true));
            case Type.Int i -> integer(i, found, path);
            case Type.Floating f ->
                f.bits() == 64
                        ? checked(found, "g", NO_EXTENSION, type, path, new ColumnReader.OfLongs())
                        : checked(found, "f", NO_EXTENSION, type, path, new ColumnReader.OfInts());
            case Type.Decimal d -> decimal(d, found, path);
            case Type.Text t -> checked(found, "u", NO_EXTENSION, type, path, new ColumnReader.OfStrings());
            case Type.Json j -> checked(found, "u", "arrow.json", type, path, new ColumnReader.OfStrings());
            case Type.Bytes b -> checked(found, "z", NO_EXTENSION, type, path, new ColumnReader.OfStrings());
            case Type.Uuid u -> checked(found, "w:16", "arrow.uuid", type, path, new ColumnReader.OfWides(true));
            case Type.Date d -> checked(found, "tdD", NO_EXTENSION, type, path, new ColumnReader.OfInts());
            case Type.Time t -> checked(found, "tt" + unit(t.unit()), NO_EXTENSION, type, path, times(t.unit()));
            case Type.Timestamp t ->
                checked(
                        found,
                        "ts" + unit(t.unit()) + (t.utc() ? ":UTC" : ":"),
                        NO_EXTENSION,
                        type,
                        path,
                        times(t.unit()));
            case Type.ListOf l -> {
                check(found, "+l", NO_EXTENSION, type, path);
                ArrowField element = found.children().get(0);
                yield new ColumnReader.OfLists(of(l.element(), element, path + ".element"));
            }
            case Type.MapOf m -> {
                check(found, "+m", NO_EXTENSION, type, path);
                List<ArrowField> entry = found.children().get(0).children();
                yield new ColumnReader.OfLists(new ColumnReader.OfStructs(List.of(
                        of(m.key(), entry.get(0), path + ".key"), of(m.value(), entry.get(1), path + ".value"))));
            }
            case Type.Struct s -> struct(s, found, path);
        };
    }

    private static ColumnReader integer(Type.Int type, ArrowField found, String path) throws Mismatch {
        String format =
                switch (type.bits()) {
                    case 8 -> "c";
                    case 16 -> "s";
                    case 32 -> "i";
                    case 64 -> "l";
                    default -> throw new IllegalArgumentException(type.toString());
                };
        ColumnReader reader =
                switch (type.bits()) {
                    case 8 -> new ColumnReader.OfBytes(type.signed());
                    case 16 -> new ColumnReader.OfShorts(type.signed());
                    case 32 -> new ColumnReader.OfInts();
                    default -> new ColumnReader.OfLongs();
                };
        String expected = type.signed() ? format : format.toUpperCase(Locale.ROOT);
        return checked(found, expected, NO_EXTENSION, type, path, reader);
    }

    private static ColumnReader decimal(Type.Decimal type, ArrowField found, String path) throws Mismatch {
        String format = "d:" + type.precision() + ',' + type.scale() + ",128";
        ColumnReader reader = type.fitsLong() ? new ColumnReader.OfNarrowed() : new ColumnReader.OfWides(false);
        return checked(found, format, NO_EXTENSION, type, path, reader);
    }

    private static ColumnReader struct(Type.Struct type, ArrowField found, String path) throws Mismatch {
        check(found, "+s", NO_EXTENSION, type, path);
        if (found.children().size() != type.fields().size()) {
            throw new Mismatch("column \"" + path + "\" has " + found.children().size() + " fields, not "
                    + type.fields().size());
        }
        List<ColumnReader> readers = new ArrayList<>();
        for (int i = 0; i < type.fields().size(); i++) {
            Field field = type.fields().get(i);
            ArrowField child = found.children().get(i);
            if (!child.name().equals(field.name())) {
                throw new Mismatch("column \"" + path + "\" has a field \"" + child.name() + "\" where \""
                        + field.name() + "\" was expected");
            }
            readers.add(of(field, child, path + '.' + field.name()));
        }
        return new ColumnReader.OfStructs(readers);
    }

    /** DuckDB has no times of milliseconds in Parquet files: it makes microseconds of them. */
    private static ColumnReader times(Type.Unit unit) {
        return unit == Type.Unit.MILLIS ? new ColumnReader.OfCoarser() : new ColumnReader.OfLongs();
    }

    private static char unit(Type.Unit unit) {
        return switch (unit) {
            case MILLIS, MICROS -> 'u';
            case NANOS -> 'n';
        };
    }

    private static ColumnReader checked(
            ArrowField found, String format, String extension, Type type, String path, ColumnReader reader)
            throws Mismatch {
        check(found, format, extension, type, path);
        return reader;
    }

    private static void check(ArrowField found, String format, String extension, Type type, String path)
            throws Mismatch {
        String seen = found.format();
        if (seen.startsWith("ts") && !seen.endsWith(":")) {
            seen = seen.substring(0, "tsu:".length()) + "UTC"; // the session's zone, which is not a matter of the file
        }
        if (!seen.equals(format) || !found.extension().equals(extension)) {
            throw new Mismatch("column \"" + path + "\" is of another type than " + type);
        }
    }
}
