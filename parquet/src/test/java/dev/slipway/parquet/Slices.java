package dev.slipway.parquet;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts batches into smaller ones. */
final class Slices {
    private Slices() {}

    /** RowTexts {@code [from, to)} as a batch of its own. */
    static Batch of(Batch batch, int from, int to) {
        List<Column> columns = new ArrayList<>();
        batch.columns().forEach(column -> columns.add(of(column, from, to)));
        return new Batch(batch.table(), to - from, columns);
    }

    private static Column of(Column column, int from, int to) {
        Validity validity = of(column.validity(), from, to);
        return switch (column) {
            case Column.Ints ints -> new Column.Ints(Arrays.copyOfRange(ints.values(), from, to), validity);
            case Column.Longs longs -> new Column.Longs(Arrays.copyOfRange(longs.values(), from, to), validity);
            case Column.Wides wides ->
                new Column.Wides(
                        Arrays.copyOfRange(wides.high(), from, to),
                        Arrays.copyOfRange(wides.low(), from, to),
                        validity);
            case Column.Bytes bytes ->
                new Column.Bytes(
                        bytes.data(),
                        Arrays.copyOfRange(bytes.starts(), from, to),
                        Arrays.copyOfRange(bytes.lengths(), from, to),
                        validity);
            case Column.Lists lists -> {
                int first = lists.offsets()[from];
                int[] offsets = new int[to - from + 1];
                for (int i = from; i <= to; i++) {
                    offsets[i - from] = lists.offsets()[i] - first;
                }
                yield new Column.Lists(offsets, of(lists.elements(), first, lists.offsets()[to]), validity);
            }
            case Column.Structs structs -> {
                List<Column> fields = new ArrayList<>();
                structs.fields().forEach(field -> fields.add(of(field, from, to)));
                yield new Column.Structs(fields, validity);
            }
        };
    }

    private static Validity of(Validity validity, int from, int to) {
        if (!validity.hasNulls()) {
            return Validity.ALL;
        }
        long[] words = new long[Validity.words(to - from)];
        int nulls = 0;
        for (int i = from; i < to; i++) {
            if (validity.isNull(i)) {
                nulls++;
            } else {
                words[i - from >>> 6] |= 1L << i - from;
            }
        }
        return new Validity(words, nulls);
    }
}
