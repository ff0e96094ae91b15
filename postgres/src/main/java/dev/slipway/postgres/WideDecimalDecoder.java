package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.math.BigInteger;

/** Decimals of up to 38 digits, as two halves. */
final class WideDecimalDecoder extends ColumnDecoder {
    private final int precision;
    private final int scale;
    private long[] high = new long[0];
    private long[] low = new long[0];

    /** The value at hand. */
    private long upper;

    private long lower;

    WideDecimalDecoder(int precision, int scale) {
        this.precision = precision;
        this.scale = scale;
    }

    @Override
    Column decode(byte[] data, Slots slots) {
        int n = slots.count;
        if (high.length < n) {
            high = new long[capacity(n)];
            low = new long[high.length];
        }
        Validity validity = validity(slots);
        for (int i = 0; i < n; i++) {
            int length = slots.lengths[i];
            upper = 0;
            lower = 0;
            if (length >= 0 && !quick(data, slots.starts[i], length)) {
                BigInteger exact = NumericWire.exact(data, slots.starts[i], length, precision, scale, i);
                upper = exact.shiftRight(64).longValue();
                lower = exact.longValue();
            }
            high[i] = upper;
            low[i] = lower;
        }
        return new Column.Wides(high, low, validity);
    }

    /** Sets the value at hand, unless it is out of the ordinary. */
    private boolean quick(byte[] data, int start, int length) {
        long header = length < NumericWire.HEADER ? -1 : BigEndian.longAt(data, start);
        int digits = NumericWire.digits(header);
        int sign = NumericWire.sign(header);
        if (length != NumericWire.HEADER + 2 * digits || (sign != 0 && sign != NumericWire.NEGATIVE)) {
            return false;
        }
        if (digits == 0) {
            return true;
        }
        int weight = NumericWire.weight(header);
        int position = start + NumericWire.HEADER;
        int exponent = 4 * (weight - digits + 1) + scale;
        int last = position + 2 * (digits - 1);
        int lastDigit = BigEndian.shortAt(data, last);
        int cut = exponent < 0 && exponent > -4 ? (int) NumericWire.TENS[-exponent] : 1;
        if (NumericWire.width(BigEndian.shortAt(data, position), weight, scale) > precision
                || exponent <= -4
                || lastDigit % cut != 0) {
            return false;
        }
        for (; position < last; position += 2) {
            shift(NumericWire.BASE, BigEndian.shortAt(data, position));
        }
        shift(NumericWire.BASE / cut, lastDigit / cut);
        for (int left = exponent; left > 0; left -= 4) {
            shift((int) NumericWire.TENS[Math.min(left, 4)], 0);
        }
        if (sign != 0) {
            upper = lower == 0 ? -upper : ~upper;
            lower = -lower;
        }
        return true;
    }

    private void shift(int factor, int addend) {
        long product = lower * factor;
        upper = upper * factor + Math.unsignedMultiplyHigh(lower, factor);
        lower = product + addend;
        if (Long.compareUnsigned(lower, product) < 0) {
            upper++;
        }
    }
}
