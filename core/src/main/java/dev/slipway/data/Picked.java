package dev.slipway.data;

import java.util.ArrayList;
import java.util.List;

/** Some rows of a batch. Their arrays are made anew each time; bytes stay where they are. */
final class Picked {
    private Picked() {}

    /** The rows at these positions, in that order. */
    static Batch of(Batch batch, int[] picked) {
        List<Column> columns = new ArrayList<>();
        batch.columns().forEach(column -> columns.add(column(column, picked)));
        return new Batch(batch.table(), picked.length, columns);
    }

    private static Column column(Column column, int[] picked) {
        Validity validity = validity(column.validity(), picked);
        return switch (column) {
            case Column.Ints c -> new Column.Ints(ints(c.values(), picked), validity);
            case Column.Longs c -> new Column.Longs(longs(c.values(), picked), validity);
            case Column.Wides c -> new Column.Wides(longs(c.high(), picked), longs(c.low(), picked), validity);
            case Column.Bytes c ->
                new Column.Bytes(c.data(), ints(c.starts(), picked), ints(c.lengths(), picked), validity);
            case Column.Lists c -> lists(c, picked, validity);
            case Column.Structs c ->
                new Column.Structs(
                        c.fields().stream().map(field -> column(field, picked)).toList(), validity);
        };
    }

    private static int[] ints(int[] values, int[] picked) {
        int[] some = new int[picked.length];
        for (int i = 0; i < picked.length; i++) {
            some[i] = values[picked[i]];
        }
        return some;
    }

    private static long[] longs(long[] values, int[] picked) {
        long[] some = new long[picked.length];
        for (int i = 0; i < picked.length; i++) {
            some[i] = values[picked[i]];
        }
        return some;
    }

    private static Column lists(Column.Lists lists, int[] picked, Validity validity) {
        int[] offsets = new int[picked.length + 1];
        for (int i = 0; i < picked.length; i++) {
            offsets[i + 1] = offsets[i] + lists.offsets()[picked[i] + 1] - lists.offsets()[picked[i]];
        }
        int[] elements = new int[offsets[picked.length]];
        for (int i = 0; i < picked.length; i++) {
            int first = lists.offsets()[picked[i]] - offsets[i];
            for (int at = offsets[i]; at < offsets[i + 1]; at++) {
                elements[at] = first + at;
            }
        }
        return new Column.Lists(offsets, column(lists.elements(), elements), validity);
    }

    private static Validity validity(Validity validity, int[] picked) {
        if (!validity.hasNulls()) {
            return Validity.ALL;
        }
        long[] words = new long[Validity.words(picked.length)];
        int nulls = 0;
        for (int i = 0; i < picked.length; i++) {
            if (validity.isNull(picked[i])) {
                nulls++;
            } else {
                words[i >>> 6] |= 1L << i;
            }
        }
        return new Validity(words, nulls);
    }
}
