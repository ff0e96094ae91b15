package dev.slipway.files;

import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Takes the values of one field, one after the other, and gives them as a {@link Column} of the carrier of their type. What
 * was added can be taken back, so that a row that does not fit leaves nothing behind. Not thread-safe.
 */
public abstract sealed class ColumnBuilder
        permits IntsBuilder, LongsBuilder, WidesBuilder, BytesBuilder, ListsBuilder, StructsBuilder {
    private static final int ROWS_FIRST = 64;

    private long[] present = new long[Validity.words(ROWS_FIRST)];
    private int nulls;
    private int rows;

    ColumnBuilder() {}

    /** A builder for values of a type. */
    public static ColumnBuilder of(Type type) {
        return switch (type) {
            case Type.Bool b -> new IntsBuilder();
            case Type.Int i -> i.bits() == 64 ? new LongsBuilder() : new IntsBuilder();
            case Type.Floating f -> f.bits() == 64 ? new LongsBuilder() : new IntsBuilder();
            case Type.Decimal d -> d.fitsLong() ? new LongsBuilder() : new WidesBuilder();
            case Type.Text t -> new BytesBuilder();
            case Type.Bytes b -> new BytesBuilder();
            case Type.Uuid u -> new WidesBuilder();
            case Type.Json j -> new BytesBuilder();
            case Type.Date d -> new IntsBuilder();
            case Type.Time t -> new LongsBuilder();
            case Type.Timestamp t -> new LongsBuilder();
            case Type.ListOf l -> new ListsBuilder(of(l.element().type()));
            case Type.MapOf m -> new ListsBuilder(structs(Stream.of(m.key(), m.value())));
            case Type.Struct s -> structs(s.fields().stream());
        };
    }

    private static StructsBuilder structs(Stream<Field> fields) {
        return new StructsBuilder(fields.map(field -> of(field.type())).toList());
    }

    /** How many values there are, nulls included. */
    public final int rows() {
        return rows;
    }

    /** Adds a row without a value. */
    public final void addNull() {
        int row = next();
        present[row >>> 6] &= ~(1L << row);
        nulls++;
        addEmpty(row);
    }

    /** Takes back all but the first {@code kept} values. */
    public final void keep(int kept) {
        for (int row = kept; row < rows && nulls > 0; row++) {
            nulls -= (present[row >>> 6] >>> row & 1) == 0 ? 1 : 0;
        }
        rows = Math.min(rows, kept);
        keepValues(rows);
    }

    /** The values as a column, borrowed until anything is added or taken back. */
    public final Column column() {
        return column(nulls == 0 ? Validity.ALL : new Validity(present, nulls));
    }

    /** About how many bytes the values take. */
    public abstract long bytes();

    /** The next row, which has a value; arrays have room for it. */
    final int next() {
        if (rows >>> 6 == present.length) {
            present = Arrays.copyOf(present, 2 * present.length);
        }
        present[rows >>> 6] |= 1L << rows;
        makeRoom(rows + 1);
        return rows++;
    }

    /** A larger size for an array that lacks room. */
    static int grown(int length) {
        return (int) Math.min(Integer.MAX_VALUE - 16, Math.max(ROWS_FIRST, (long) length + length / 2));
    }

    abstract void makeRoom(int count);

    /** What stands in a row without a value. */
    abstract void addEmpty(int row);

    abstract void keepValues(int kept);

    abstract Column column(Validity validity);
}
