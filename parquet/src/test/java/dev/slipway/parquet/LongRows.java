package dev.slipway.parquet;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.util.List;
import java.util.Random;

/** Rows of one long value that does not compress. */
final class LongRows {
    static final Table TABLE = new Table("", "long", new Schema(List.of(Field.of("value", new Type.Bytes(), true))));

    private LongRows() {}

    static Batch batch(int rows, int bytes) {
        byte[] data = new byte[rows * bytes];
        new Random(rows).nextBytes(data);
        int[] starts = new int[rows];
        int[] lengths = new int[rows];
        for (int i = 0; i < rows; i++) {
            starts[i] = i * bytes;
            lengths[i] = bytes;
        }
        return new Batch(TABLE, rows, List.of(new Column.Bytes(data, starts, lengths, Validity.ALL)));
    }
}
