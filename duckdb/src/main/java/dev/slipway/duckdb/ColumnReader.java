package dev.slipway.duckdb;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies a slice of one column from native memory into arrays that it reuses: one bulk copy for each buffer, then, where
 * the two layouts differ, one loop over primitives. What it returns is valid until it is asked again.
 */
abstract sealed class ColumnReader {
    private final Presence presence = new Presence();

    /** Rows {@code from … from + rows} of the node at {@code node}. */
    final Column read(long node, long from, int rows) {
        long start = ArrowNode.offset(node) + from;
        return copy(node, start, rows, presence.read(node, start, rows));
    }

    /** {@code start} counts rows from the beginning of the node's buffers. */
    abstract Column copy(long node, long start, int rows, Validity validity);

    /** A size that leaves room to grow, so that few batches make new arrays. */
    private static int roomy(int needed) {
        return (int) Math.min(Integer.MAX_VALUE - 8, needed + ((long) needed >>> 2));
    }

    /** Integers of 32 bits, and what looks like them. */
    static final class OfInts extends ColumnReader {
        private int[] values = new int[0];

        @Override
        Column copy(long node, long start, int rows, Validity validity) {
            if (values.length < rows) {
                values = new int[roomy(rows)];
            }
            Memory.copy(ArrowNode.buffer(node, 1) + start * Integer.BYTES, values, rows);
            return new Column.Ints(values, validity);
        }
    }

    /** Integers of 16 bits. */
    static final class OfShorts extends ColumnReader {
        private final int mask;
        private short[] shorts = new short[0];
        private int[] values = new int[0];

        OfShorts(boolean signed) {
            mask = signed ? -1 : 0xFFFF;
        }

        @Override
        Column copy(long node, long start, int rows, Validity validity) {
            if (values.length < rows) {
                values = new int[roomy(rows)];
                shorts = new short[values.length];
            }
            Memory.copy(ArrowNode.buffer(node, 1) + start * Short.BYTES, shorts, rows);
            for (int i = 0; i < rows; i++) {
                values[i] = shorts[i] & mask;
            }
            return new Column.Ints(values, validity);
        }
    }

    /** Integers of 8 bits, and booleans, of which DuckDB makes a byte each. */
    static final class OfBytes extends ColumnReader {
        private final int mask;
        private byte[] bytes = new byte[0];
        private int[] values = new int[0];

        OfBytes(boolean signed) {
            mask = signed ? -1 : 0xFF;
        }

        @Override
        Column copy(long node, long start, int rows, Validity validity) {
            if (values.length < rows) {
                values = new int[roomy(rows)];
                bytes = new byte[values.length];
            }
            Memory.copy(ArrowNode.buffer(node, 1) + start, bytes, rows);
            for (int i = 0; i < rows; i++) {
                values[i] = bytes[i] & mask;
            }
            return new Column.Ints(values, validity);
        }
    }

    /** Integers of 64 bits, and what looks like them. */
    static final class OfLongs extends ColumnReader {
        private long[] values = new long[0];

        @Override
        Column copy(long node, long start, int rows, Validity validity) {
            if (values.length < rows) {
                values = new long[roomy(rows)];
            }
            Memory.copy(ArrowNode.buffer(node, 1) + start * Long.BYTES, values, rows);
            return new Column.Longs(values, validity);
        }
    }

    /** Decimals of up to 18 digits, of which DuckDB makes 128 bits each, low half first. */
    static final class OfNarrowed extends ColumnReader {
        private long[] halves = new long[0];
        private long[] values = new long[0];

        @Override
        Column copy(long node, long start, int rows, Validity validity) {
            if (values.length < rows) {
                values = new long[roomy(rows)];
                halves = new long[values.length * 2];
            }
            Memory.copy(ArrowNode.buffer(node, 1) + start * 2 * Long.BYTES, halves, rows * 2);
            for (int i = 0; i < rows; i++) {
                values[i] = halves[2 * i];
            }
            return new Column.Longs(values, validity);
        }
    }

    /** Values of 128 bits: decimals, native order; or UUIDs, big end first. */
    static final class OfWides extends ColumnReader {
        private final boolean bigEndian;
        private long[] halves = new long[0];
        private long[] high = new long[0];
        private long[] low = new long[0];

        OfWides(boolean bigEndian) {
            this.bigEndian = bigEndian;
        }

        @Override
        Column copy(long node, long start, int rows, Validity validity) {
            if (high.length < rows) {
                high = new long[roomy(rows)];
                low = new long[high.length];
                halves = new long[high.length * 2];
            }
            Memory.copy(ArrowNode.buffer(node, 1) + start * 2 * Long.BYTES, halves, rows * 2);
            if (bigEndian) {
                for (int i = 0; i < rows; i++) {
                    high[i] = Long.reverseBytes(halves[2 * i]);
                    low[i] = Long.reverseBytes(halves[2 * i + 1]);
                }
            } else {
                for (int i = 0; i < rows; i++) {
                    high[i] = halves[2 * i + 1];
                    low[i] = halves[2 * i];
                }
            }
            return new Column.Wides(high, low, validity);
        }
    }

    /** Byte strings with 32-bit offsets. */
    static final class OfStrings extends ColumnReader {
        private byte[] data = new byte[0];
        private int[] starts = new int[0];
        private int[] lengths = new int[0];

        @Override
        Column copy(long node, long start, int rows, Validity validity) {
            if (lengths.length < rows) {
                lengths = new int[roomy(rows)];
                starts = new int[lengths.length + 1];
            }
            if (rows == 0) {
                return new Column.Bytes(data, starts, lengths, validity);
            }
            Memory.copy(ArrowNode.buffer(node, 1) + start * Integer.BYTES, starts, rows + 1);
            int base = starts[0];
            int size = starts[rows] - base;
            if (data.length < size) {
                data = new byte[roomy(size)];
            }
            Memory.copy(ArrowNode.buffer(node, 2) + base, data, size);
            for (int i = 0; i < rows; i++) {
                lengths[i] = starts[i + 1] - starts[i];
                starts[i] -= base;
            }
            return new Column.Bytes(data, starts, lengths, validity);
        }
    }

    /** Lists with 32-bit offsets; maps are lists of structs here too. */
    static final class OfLists extends ColumnReader {
        private final ColumnReader element;
        private int[] offsets = new int[1];

        OfLists(ColumnReader element) {
            this.element = element;
        }

        @Override
        Column copy(long node, long start, int rows, Validity validity) {
            if (offsets.length < rows + 1) {
                offsets = new int[roomy(rows + 1)];
            }
            offsets[0] = 0;
            if (rows > 0) {
                Memory.copy(ArrowNode.buffer(node, 1) + start * Integer.BYTES, offsets, rows + 1);
            }
            int base = offsets[0];
            for (int i = 0; i <= rows; i++) {
                offsets[i] -= base;
            }
            return new Column.Lists(offsets, element.read(ArrowNode.child(node, 0), base, offsets[rows]), validity);
        }
    }

    /** Structs. */
    static final class OfStructs extends ColumnReader {
        private final List<ColumnReader> fields;

        OfStructs(List<ColumnReader> fields) {
            this.fields = List.copyOf(fields);
        }

        @Override
        Column copy(long node, long start, int rows, Validity validity) {
            List<Column> columns = new ArrayList<>(fields.size());
            for (int i = 0; i < fields.size(); i++) {
                columns.add(fields.get(i).read(ArrowNode.child(node, i), start, rows));
            }
            return new Column.Structs(columns, validity);
        }
    }

    /** Times that DuckDB keeps in a unit a thousand times finer than ours. */
    static final class OfCoarser extends ColumnReader {
        private static final int FINER = 1000;
        private long[] values = new long[0];

        @Override
        Column copy(long node, long start, int rows, Validity validity) {
            if (values.length < rows) {
                values = new long[roomy(rows)];
            }
            Memory.copy(ArrowNode.buffer(node, 1) + start * Long.BYTES, values, rows);
            for (int i = 0; i < rows; i++) {
                long value = Math.floorDiv(values[i], FINER);
                if (value * FINER != values[i] && !validity.isNull(i)) {
                    throw new ArithmeticException(values[i] + " is not a whole number of the column's unit");
                }
                values[i] = value;
            }
            return new Column.Longs(values, validity);
        }
    }
}
