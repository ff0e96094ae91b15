package dev.slipway.files;

import dev.slipway.data.Type;
import dev.slipway.mapping.Form;
import dev.slipway.mapping.FormReader;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/** Reads timestamps that are counted from 1970 on: whole numbers, or with a fraction that the type can hold. */
final class EpochCell implements Cell {
    /** How many units of each format a second has. */
    static final SequencedMap<String, Long> FORMATS = new LinkedHashMap<>();

    static {
        FORMATS.put("epoch-seconds", 1L);
        FORMATS.put("epoch-millis", 1_000L);
        FORMATS.put("epoch-micros", 1_000_000L);
        FORMATS.put("epoch-nanos", 1_000_000_000L);
    }

    private static final int SCALE = 9;
    private static final long SCALED = 1_000_000_000L;

    private final FormReader reader = new FormReader(new Form.Decimal(19 + SCALE, SCALE));
    private final Type.Unit unit;
    private final String format;
    private final long perSecond;

    EpochCell(Type.Unit unit, String format) {
        this.unit = unit;
        this.format = format;
        perSecond = FORMATS.getOrDefault(format, 1L);
    }

    @Override
    public void read(byte[] data, int start, int length, ColumnBuilder into) throws Unfit {
        if (reader.read(data, start, length)) {
            try {
                ((LongsBuilder) into).add(value());
                return;
            } catch (ArithmeticException e) {
                throw Unfit.because(RawText.shown(data, start, start + length) + " " + format
                        + " are no whole number of " + unit.name().toLowerCase(Locale.ROOT)
                        + " that fits 64 bits");
            }
        }
        throw Unfit.because(RawText.shown(data, start, start + length) + " is not a number of " + format);
    }

    private long value() {
        BigInteger scaled = BigInteger.valueOf(reader.high())
                .shiftLeft(Long.SIZE)
                .add(new BigInteger(Long.toUnsignedString(reader.low())));
        BigInteger[] parts = scaled.multiply(BigInteger.valueOf(Times.perSecond(unit)))
                .divideAndRemainder(BigInteger.valueOf(SCALED).multiply(BigInteger.valueOf(perSecond)));
        if (parts[1].signum() != 0) {
            throw new ArithmeticException("a fraction is left");
        }
        return parts[0].longValueExact();
    }
}
