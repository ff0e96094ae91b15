package dev.slipway.mapping;

import dev.slipway.data.Column;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.math.BigInteger;

/** Takes integers and decimals to other integers and decimals, by way of 128 bits. */
final class CastNumbers implements Step {
    /** The most digits by which a product of {@code long}s can be shifted. */
    private static final int SHIFT_MAX = 18;

    private final Type from;
    private final Type to;
    private final String otherwise;
    private final NumberRange range;
    private final long minHigh;
    private final long minLow;
    private final long maxHigh;
    private final long maxLow;
    private final int shift;
    private final long power;
    private long[] high = new long[0];
    private long[] low = new long[0];
    private int[] ints = new int[0];

    /** {@code from} and {@code to} have a {@link NumberRange}. */
    CastNumbers(Type from, Type to, String otherwise) {
        this.from = from;
        this.to = to;
        this.otherwise = otherwise;
        range = NumberRange.of(to).orElseThrow();
        minHigh = range.min().shiftRight(Long.SIZE).longValueExact();
        minLow = range.min().longValue();
        maxHigh = range.max().shiftRight(Long.SIZE).longValueExact();
        maxLow = range.max().longValue();
        shift = range.scale() - NumberRange.of(from).orElseThrow().scale();
        power = Math.abs(shift) > SHIFT_MAX
                ? 0
                : BigInteger.TEN.pow(Math.abs(shift)).longValueExact();
    }

    @Override
    public Column apply(Column column, int rows, BadValues bad) {
        if (high.length < rows) {
            high = new long[rows];
            low = new long[rows];
        }
        load(column, rows);
        for (int i = 0; i < rows; i++) {
            if (!convert(i) && !column.validity().isNull(i)) {
                bad.found(column, i, otherwise);
            }
        }
        return stored(bad.validity(column.validity(), rows), rows);
    }

    private void load(Column column, int rows) {
        boolean unsigned = from instanceof Type.Int number && !number.signed();
        switch (column) {
            case Column.Ints ints -> {
                long mask = unsigned ? 0xFFFF_FFFFL : -1L;
                for (int i = 0; i < rows; i++) {
                    low[i] = ints.values()[i] & mask;
                    high[i] = low[i] >> 63;
                }
            }
            case Column.Longs longs -> {
                long mask = unsigned ? 0 : -1L;
                for (int i = 0; i < rows; i++) {
                    low[i] = longs.values()[i];
                    high[i] = low[i] >> 63 & mask;
                }
            }
            case Column.Wides wides -> {
                System.arraycopy(wides.high(), 0, high, 0, rows);
                System.arraycopy(wides.low(), 0, low, 0, rows);
            }
            case Column.Bytes c -> throw new IllegalStateException("bytes are no numbers");
            case Column.Lists c -> throw new IllegalStateException("a list is no number");
            case Column.Structs c -> throw new IllegalStateException("a group is no number");
        }
    }

    private boolean convert(int row) {
        if (power == 0 || high[row] != low[row] >> 63) {
            return convertWide(row);
        }
        long value = low[row];
        if (shift >= 0) {
            low[row] = value * power;
            high[row] = Math.multiplyHigh(value, power);
        } else {
            low[row] = value / power;
            high[row] = low[row] >> 63;
            if (value % power != 0) {
                return false;
            }
        }
        return fits(row);
    }

    /** For the few numbers of more than 64 bits. */
    private boolean convertWide(int row) {
        BigInteger value = Shown.number(high[row], low[row]);
        BigInteger factor = BigInteger.TEN.pow(Math.abs(shift));
        BigInteger[] parts = shift >= 0
                ? new BigInteger[] {value.multiply(factor), BigInteger.ZERO}
                : value.divideAndRemainder(factor);
        BigInteger result = parts[0];
        if (parts[1].signum() != 0 || result.compareTo(range.min()) < 0 || result.compareTo(range.max()) > 0) {
            return false;
        }
        high[row] = result.shiftRight(Long.SIZE).longValue();
        low[row] = result.longValue();
        return true;
    }

    private boolean fits(int row) {
        return compare(row, minHigh, minLow) >= 0 && compare(row, maxHigh, maxLow) <= 0;
    }

    private int compare(int row, long boundHigh, long boundLow) {
        int upper = Long.compare(high[row], boundHigh);
        return upper != 0 ? upper : Long.compareUnsigned(low[row], boundLow);
    }

    private Column stored(Validity validity, int rows) {
        if (to instanceof Type.Int number && number.bits() < 64) {
            if (ints.length < rows) {
                ints = new int[rows];
            }
            for (int i = 0; i < rows; i++) {
                ints[i] = (int) low[i];
            }
            return new Column.Ints(ints, validity);
        }
        boolean wide = to instanceof Type.Decimal decimal && !decimal.fitsLong();
        return wide ? new Column.Wides(high, low, validity) : new Column.Longs(low, validity);
    }
}
