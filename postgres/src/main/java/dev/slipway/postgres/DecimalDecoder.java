package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;

/** Decimals of up to 18 digits, as unscaled longs. */
final class DecimalDecoder extends ColumnDecoder {
    private final int precision;
    private final int scale;
    private long[] values = new long[0];

    DecimalDecoder(int precision, int scale) {
        this.precision = precision;
        this.scale = scale;
    }

    @Override
    Column decode(byte[] data, Slots slots) {
        int n = slots.count;
        if (values.length < n) {
            values = new long[capacity(n)];
        }
        Validity validity = validity(slots);
        for (int i = 0; i < n; i++) {
            int length = slots.lengths[i];
            values[i] = length < 0 ? 0 : value(data, slots.starts[i], length, i);
        }
        return new Column.Longs(values, validity);
    }

    private long value(byte[] data, int start, int length, int row) {
        long header = length < NumericWire.HEADER ? -1 : BigEndian.longAt(data, start);
        int digits = NumericWire.digits(header);
        int sign = NumericWire.sign(header);
        if (length != NumericWire.HEADER + 2 * digits || (sign != 0 && sign != NumericWire.NEGATIVE)) {
            return slow(data, start, length, row);
        }
        if (digits == 0) {
            return 0;
        }
        int weight = NumericWire.weight(header);
        int position = start + NumericWire.HEADER;
        int exponent = 4 * (weight - digits + 1) + scale;
        int width = NumericWire.width(BigEndian.shortAt(data, position), weight, scale);
        if (width > precision || exponent <= -4 || exponent >= NumericWire.TENS.length) {
            return slow(data, start, length, row);
        }
        long unscaled = 0;
        int last = position + 2 * (digits - 1);
        for (; position < last; position += 2) {
            unscaled = unscaled * NumericWire.BASE + BigEndian.shortAt(data, position);
        }
        int digit = BigEndian.shortAt(data, last);
        if (exponent >= 0) {
            unscaled = (unscaled * NumericWire.BASE + digit) * NumericWire.TENS[exponent];
        } else {
            int cut = (int) NumericWire.TENS[-exponent];
            if (digit % cut != 0) {
                return slow(data, start, length, row);
            }
            unscaled = unscaled * NumericWire.TENS[4 + exponent] + digit / cut;
        }
        return sign == 0 ? unscaled : -unscaled;
    }

    private long slow(byte[] data, int start, int length, int row) {
        return NumericWire.exact(data, start, length, precision, scale, row).longValueExact();
    }
}
