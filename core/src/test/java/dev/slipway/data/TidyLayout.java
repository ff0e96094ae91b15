package dev.slipway.data;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays as long as they need be, zeros where nothing is. */
final class TidyLayout extends ColumnLayout {
    @Override
    long filler() {
        return 0;
    }

    @Override
    int capacity(int rows) {
        return rows;
    }

    @Override
    Validity validity(List<@Nullable Object> values) {
        long[] words = new long[Validity.words(values.size())];
        int nulls = 0;
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == null) {
                nulls++;
            } else {
                words[i >>> 6] |= 1L << i;
            }
        }
        return nulls == 0 ? Validity.ALL : new Validity(words, nulls);
    }

    @Override
    Column.Bytes bytes(List<byte @Nullable []> values, Validity validity) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int[] starts = new int[values.size()];
        int[] lengths = new int[values.size()];
        for (int i = 0; i < values.size(); i++) {
            byte[] value = values.get(i);
            starts[i] = data.size();
            lengths[i] = value == null ? 0 : value.length;
            if (value != null) {
                data.writeBytes(value);
            }
        }
        return new Column.Bytes(data.toByteArray(), starts, lengths, validity);
    }

    @Override
    @Nullable
    Object underNull(Type type) {
        return null;
    }

    @Override
    long bits(double value) {
        return Double.doubleToLongBits(value);
    }

    @Override
    int bits(float value) {
        return Float.floatToIntBits(value);
    }
}
