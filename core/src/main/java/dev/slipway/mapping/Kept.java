package dev.slipway.mapping;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.ArrayList;
import java.util.List;

/** Batches without some of their rows. Rows are rejected rarely, so their arrays are made anew each time. */
final class Kept {
    private Kept() {}

    /** The rows at {@code kept}, in that order. */
    static Batch of(Batch batch, int[] kept) {
        List<Column> columns = new ArrayList<>();
        batch.columns().forEach(column -> columns.add(column(column, kept)));
        return new Batch(batch.table(), kept.length, columns);
    }

    private static Column column(Column column, int[] kept) {
        Validity validity = validity(column.validity(), kept);
        return switch (column) {
            case Column.Ints c -> new Column.Ints(ints(c.values(), kept), validity);
            case Column.Longs c -> new Column.Longs(longs(c.values(), kept), validity);
            case Column.Wides c -> new Column.Wides(longs(c.high(), kept), longs(c.low(), kept), validity);
            case Column.Bytes c ->
                new Column.Bytes(c.data(), ints(c.starts(), kept), ints(c.lengths(), kept), validity);
            case Column.Lists c -> lists(c, kept, validity);
            case Column.Structs c ->
                new Column.Structs(
                        c.fields().stream().map(field -> column(field, kept)).toList(), validity);
        };
    }

    private static int[] ints(int[] values, int[] kept) {
        int[] some = new int[kept.length];
        for (int i = 0; i < kept.length; i++) {
            some[i] = values[kept[i]];
        }
        return some;
    }

    private static long[] longs(long[] values, int[] kept) {
        long[] some = new long[kept.length];
        for (int i = 0; i < kept.length; i++) {
            some[i] = values[kept[i]];
        }
        return some;
    }

    private static Column lists(Column.Lists lists, int[] kept, Validity validity) {
        int[] offsets = new int[kept.length + 1];
        for (int i = 0; i < kept.length; i++) {
            offsets[i + 1] = offsets[i] + lists.offsets()[kept[i] + 1] - lists.offsets()[kept[i]];
        }
        int[] elements = new int[offsets[kept.length]];
        for (int i = 0; i < kept.length; i++) {
            int first = lists.offsets()[kept[i]] - offsets[i];
            for (int at = offsets[i]; at < offsets[i + 1]; at++) {
                elements[at] = first + at;
            }
        }
        return new Column.Lists(offsets, column(lists.elements(), elements), validity);
    }

    private static Validity validity(Validity validity, int[] kept) {
        if (!validity.hasNulls()) {
            return Validity.ALL;
        }
        long[] words = new long[Validity.words(kept.length)];
        int nulls = 0;
        for (int i = 0; i < kept.length; i++) {
            if (validity.isNull(kept[i])) {
                nulls++;
            } else {
                words[i >>> 6] |= 1L << i;
            }
        }
        return new Validity(words, nulls);
    }
}
