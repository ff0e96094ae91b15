package dev.slipway.parquet;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How many bytes each row of a batch takes before encoding, roughly: so that memory can be checked between rows. */
final class RowSizes {
    private final int valueBytesMax;
    private long[] sizes = new long[0];

    RowSizes(int valueBytesMax) {
        this.valueBytesMax = valueBytesMax;
    }

    /**
     * The size of each row, in an array that the next call uses again.
     *
     * @throws Failure INPUT when a value is longer than allowed
     */
    long[] of(Batch batch) {
        if (sizes.length < batch.rows()) {
            sizes = new long[batch.rows()];
        }
        Arrays.fill(sizes, 0, batch.rows(), batch.columns().size() * 8L);
        List<Field> fields = batch.table().schema().fields();
        for (int c = 0; c < fields.size(); c++) {
            Field field = fields.get(c);
            add(field.name(), batch.columns().get(c), batch.rows(), sizes);
        }
        return sizes;
    }

    private void add(String name, Column column, int rows, long[] into) {
        switch (column) {
            case Column.Bytes bytes -> bytes(name, bytes, rows, into);
            case Column.Lists lists -> lists(name, lists, rows, into);
            case Column.Structs structs -> {
                List<Column> columns = structs.fields();
                for (int i = 0; i < columns.size(); i++) {
                    add(name, columns.get(i), rows, into);
                }
            }
            case Column.Ints ints -> {}
            case Column.Longs longs -> {}
            case Column.Wides wides -> {}
        }
    }

    private void bytes(String name, Column.Bytes bytes, int rows, long[] into) {
        int[] lengths = bytes.lengths();
        int longest = 0;
        for (int i = 0; i < rows; i++) {
            into[i] += lengths[i];
            longest = Math.max(longest, lengths[i]);
        }
        if (longest > valueBytesMax) {
            throw new Failure(
                    Failure.Kind.INPUT,
                    String.format(
                            Locale.ROOT,
                            "column \"%s\" has a value of %,d bytes, more than value-bytes-max (%,d)",
                            name,
                            longest,
                            valueBytesMax));
        }
    }

    private void lists(String name, Column.Lists lists, int rows, long[] into) {
        int elements = lists.offsets()[rows];
        long[] inner = new long[elements];
        Arrays.fill(inner, 8);
        add(name, lists.elements(), elements, inner);
        for (int i = 0; i < rows; i++) {
            for (int e = lists.offsets()[i]; e < lists.offsets()[i + 1]; e++) {
                into[i] += inner[e];
            }
        }
    }
}
