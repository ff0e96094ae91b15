package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;

/** Ranges, as {@link RangeDecoder} describes them. */
final class RangeEncoder extends ColumnEncoder {
    private static final int FLAGS = 1;

    private final Bound lower;
    private final Bound upper;

    RangeEncoder(ColumnEncoder lower, ColumnEncoder upper) {
        this.lower = new Bound(lower);
        this.upper = new Bound(upper);
    }

    /** The bounds on one side, of those rows that have one. */
    private static final class Bound {
        private final ColumnEncoder encoder;
        private int[] rows = new int[0];
        private int[] sizes = new int[0];
        private int[] places = new int[0];
        private int count;
        private int next;

        Bound(ColumnEncoder encoder) {
            this.encoder = encoder;
        }

        void begin(int all) {
            rows = room(rows, all);
            count = 0;
        }

        void take(int row) {
            rows[count++] = row;
        }

        void measure(Column column) {
            sizes = zeros(sizes, count);
            encoder.measure(column, rows, count, sizes);
            places = room(places, count);
            next = 0;
        }

        /** The room that the next one takes. */
        int size() {
            return sizes[next++];
        }

        int place(int position) {
            places[next] = position;
            return position + sizes[next++];
        }

        void write(Column column, byte[] out) {
            encoder.write(column, rows, count, out, places);
        }
    }

    private static int flags(Column.Structs ranges, int row) {
        if (flag(ranges, 4, row)) {
            return RangeDecoder.EMPTY;
        }
        int flags = flag(ranges, 2, row) ? RangeDecoder.LOWER_INCLUDED : 0;
        flags |= flag(ranges, 3, row) ? RangeDecoder.UPPER_INCLUDED : 0;
        flags |= ranges.fields().get(0).validity().isNull(row) ? RangeDecoder.LOWER_INFINITE : 0;
        return flags | (ranges.fields().get(1).validity().isNull(row) ? RangeDecoder.UPPER_INFINITE : 0);
    }

    private static boolean flag(Column.Structs ranges, int field, int row) {
        return ((Column.Ints) ranges.fields().get(field)).values()[row] != 0;
    }

    private static boolean has(int flags, int infinite) {
        return (flags & (RangeDecoder.EMPTY | infinite)) == 0;
    }

    @Override
    void measure(Column column, int[] rows, int count, int[] sizes) {
        Column.Structs ranges = (Column.Structs) column;
        Validity validity = ranges.validity();
        lower.begin(count);
        upper.begin(count);
        for (int i = 0; i < count; i++) {
            int flags = validity.isNull(rows[i]) ? RangeDecoder.EMPTY : flags(ranges, rows[i]);
            if (has(flags, RangeDecoder.LOWER_INFINITE)) {
                lower.take(rows[i]);
            }
            if (has(flags, RangeDecoder.UPPER_INFINITE)) {
                upper.take(rows[i]);
            }
        }
        lower.measure(ranges.fields().get(0));
        upper.measure(ranges.fields().get(1));
        for (int i = 0; i < count; i++) {
            sizes[i] += PREFIX;
            if (!validity.isNull(rows[i])) {
                int flags = flags(ranges, rows[i]);
                sizes[i] += FLAGS + (has(flags, RangeDecoder.LOWER_INFINITE) ? lower.size() : 0);
                sizes[i] += has(flags, RangeDecoder.UPPER_INFINITE) ? upper.size() : 0;
            }
        }
        lower.next = 0;
        upper.next = 0;
    }

    @Override
    void write(Column column, int[] rows, int count, byte[] out, int[] positions) {
        Column.Structs ranges = (Column.Structs) column;
        for (int i = 0; i < count; i++) {
            if (ranges.validity().isNull(rows[i])) {
                writeNull(out, positions, i);
                continue;
            }
            int flags = flags(ranges, rows[i]);
            int start = positions[i] + PREFIX;
            out[start] = (byte) flags;
            int end = start + FLAGS;
            end = has(flags, RangeDecoder.LOWER_INFINITE) ? lower.place(end) : end;
            end = has(flags, RangeDecoder.UPPER_INFINITE) ? upper.place(end) : end;
            BigEndian.putInt(out, positions[i], end - start);
            positions[i] = end;
        }
        lower.write(ranges.fields().get(0), out);
        upper.write(ranges.fields().get(1), out);
    }
}
