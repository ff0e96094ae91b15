package dev.slipway.job;

import dev.slipway.data.Column;
import dev.slipway.data.Type;

/**
 * Reads the times of rows.
 *
 * @param units how many values make a second; of dates, how many seconds a value makes
 * @param dates whether values are days
 */
record RowTime(long units, boolean dates) {
    private static final long DAY_SECONDS = 86_400;

    static boolean supports(Type type) {
        return type instanceof Type.Date || type instanceof Type.Timestamp;
    }

    static RowTime of(Type type) {
        if (type instanceof Type.Timestamp timestamp) {
            return switch (timestamp.unit()) {
                case MILLIS -> new RowTime(1_000, false);
                case MICROS -> new RowTime(1_000_000, false);
                case NANOS -> new RowTime(1_000_000_000, false);
            };
        }
        if (!supports(type)) {
            throw new IllegalArgumentException("a column of type " + type + " cannot be the time of a row");
        }
        return new RowTime(DAY_SECONDS, true);
    }

    /** Seconds since 1970, fractions cut off towards the past. */
    long seconds(long value) {
        return dates ? Math.multiplyExact(value, units) : Math.floorDiv(value, units);
    }

    /** A column's values; borrowed from it where they are as wide. */
    static long[] values(Column column, int rows) {
        return switch (column) {
            case Column.Longs longs -> longs.values();
            case Column.Ints ints -> widen(ints, rows);
            case Column.Wides w -> throw new IllegalStateException("a time is not 128 bits wide");
            case Column.Bytes b -> throw new IllegalStateException("a time is not bytes");
            case Column.Lists l -> throw new IllegalStateException("a time is not a list");
            case Column.Structs s -> throw new IllegalStateException("a time is not a struct");
        };
    }

    private static long[] widen(Column.Ints ints, int rows) {
        long[] wide = new long[rows];
        for (int i = 0; i < rows; i++) {
            wide[i] = ints.values()[i];
        }
        return wide;
    }
}
