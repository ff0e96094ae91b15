package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.Arrays;

/**
 * The second of two passes: makes a column of the fields that {@link RowScanner} found, in one loop for each column. The
 * column is valid until the next call. Not thread-safe.
 */
abstract sealed class ColumnDecoder
        permits IntDecoder,
                LongDecoder,
                RawDecoder,
                Utf8Decoder,
                JsonbDecoder,
                UuidDecoder,
                DecimalDecoder,
                WideDecimalDecoder,
                IntervalDecoder,
                ArrayDecoder,
                CompositeDecoder,
                RangeDecoder,
                MultirangeDecoder,
                HstoreDecoder {
    /** The name goes where {@code {column}} stands. */
    static final String AS_TEXT = "--as {column}=text";

    private long[] present = new long[0];

    /**
     * Decodes {@code slots.count} values.
     *
     * @throws Unfit when one of them does not fit
     */
    abstract Column decode(byte[] data, Slots slots);

    static ColumnDecoder of(Wire wire) {
        return switch (wire) {
            case Wire.Bool w -> new IntDecoder(IntDecoder.Kind.BYTE, false);
            case Wire.Int2 w -> new IntDecoder(IntDecoder.Kind.SHORT, false);
            case Wire.Int4 w -> new IntDecoder(IntDecoder.Kind.INT, false);
            case Wire.Date w -> new IntDecoder(IntDecoder.Kind.DATE, w.sentinel());
            case Wire.Int8 w -> new LongDecoder(false, false);
            case Wire.Timestamp w -> new LongDecoder(true, w.sentinel());
            case Wire.Raw w -> new RawDecoder();
            case Wire.Utf8 w -> new Utf8Decoder();
            case Wire.Jsonb w -> new JsonbDecoder();
            case Wire.Uuid w -> new UuidDecoder();
            case Wire.Numeric w ->
                w.precision() <= 18
                        ? new DecimalDecoder(w.precision(), w.scale())
                        : new WideDecimalDecoder(w.precision(), w.scale());
            case Wire.Interval w -> new IntervalDecoder(w.sentinel());
            case Wire.Array w -> new ArrayDecoder(of(w.element()));
            case Wire.Composite w ->
                new CompositeDecoder(w.fields().stream().map(ColumnDecoder::of).toList());
            case Wire.Range w -> new RangeDecoder(of(w.bound()), of(w.bound()));
            case Wire.Multirange w -> new MultirangeDecoder(of(new Wire.Range(w.bound())));
            case Wire.Hstore w -> new HstoreDecoder();
        };
    }

    /** Which of the values are there. */
    final Validity validity(Slots slots) {
        if (!slots.anyNull()) {
            return Validity.ALL;
        }
        int words = Validity.words(slots.count);
        if (present.length < words) {
            present = new long[Math.max(words, Validity.words(RowScanner.ROWS_MAX))];
        }
        Arrays.fill(present, 0, words, 0);
        int nulls = 0;
        for (int i = 0; i < slots.count; i++) {
            int isNull = slots.lengths[i] >>> 31;
            present[i >>> 6] |= (long) (isNull ^ 1) << i;
            nulls += isNull;
        }
        return new Validity(present, nulls);
    }

    /** Refuses values of another width: the server sends what was not expected. */
    static void requireWidth(Slots slots, int width) {
        int odd = slots.firstNotOf(width);
        if (odd >= 0) {
            throw new Unfit(odd, "came as " + slots.lengths[odd] + " bytes instead of " + width, AS_TEXT);
        }
    }

    /** Refuses a nested value that ends before its contents do. */
    static void requireBytes(int row, boolean enough) {
        if (!enough) {
            throw new Unfit(row, "is cut short", AS_TEXT);
        }
    }

    /** Capacity for {@code count} values, with room to grow. */
    static int capacity(int count) {
        return Math.max(RowScanner.ROWS_MAX, count + (count >> 1));
    }
}
