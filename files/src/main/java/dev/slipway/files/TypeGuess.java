package dev.slipway.files;

import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Which type the values of a column may have that come as texts: the narrowest in which each text is the only spelling of its
 * value, so that nothing of it is lost. Not thread-safe.
 */
final class TypeGuess {
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,37}");
    private static final Pattern FRACTION = Pattern.compile("-?(?:0|[1-9][0-9]{0,37})\\.[0-9]{1,37}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern LOCAL =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,6})?");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final int DATE_LENGTH = 10;
    private static final int LENGTH_TO_SECONDS = 19;
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);

    private static final int UNKNOWN = -1;

    private final Trial dates = new Trial(new Type.Date());
    private final Trial locals = new Trial(timestamp(false));
    private final Trial instants = new Trial(timestamp(true));
    private boolean seen;
    private boolean number = true;
    private boolean truth = true;
    private boolean date = true;
    private boolean local = true;
    private boolean instant = true;
    private boolean uuid = true;
    private boolean longs = true;
    private int digits = 1;
    private int scale = UNKNOWN;
    private String shape = "";

    void add(String text) {
        seen = true;
        oneShape(text);
        number = number && isNumber(text);
        truth = truth && (text.equals("true") || text.equals("false"));
        date = date && DATE.matcher(text).matches() && dates.fits(text);
        local = local && LOCAL.matcher(text).matches() && locals.fits(text);
        instant = instant
                && text.endsWith("Z")
                && LOCAL.matcher(text.substring(0, text.length() - 1)).matches()
                && instants.fits(text);
        uuid = uuid && UUID.matcher(text).matches();
    }

    /** Of times, all are spelt alike: with the same character between date and time, and as many digits of a second. */
    private void oneShape(String text) {
        int fraction = text.indexOf('.');
        String present = text.length() < LENGTH_TO_SECONDS
                ? ""
                : text.charAt(DATE_LENGTH) + " " + (fraction < 0 ? 0 : text.length() - fraction);
        local = local && (shape.isEmpty() || shape.equals(present));
        instant = instant && (shape.isEmpty() || shape.equals(present));
        shape = present;
    }

    private static Type timestamp(boolean utc) {
        return new Type.Timestamp(Type.Unit.MICROS, utc);
    }

    /** Tries texts as values of one type. */
    private static final class Trial {
        private final Cell cell;
        private final ColumnBuilder into;

        Trial(Type type) {
            cell = Cell.of(FileColumn.of("guess", type, true));
            into = ColumnBuilder.of(type);
        }

        boolean fits(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            into.keep(0);
            try {
                cell.read(utf8, 0, utf8.length, into);
                return true;
            } catch (Unfit e) {
                return false;
            }
        }
    }

    private boolean isNumber(String text) {
        boolean whole = WHOLE.matcher(text).matches();
        if (!whole && !FRACTION.matcher(text).matches()) {
            return false;
        }
        BigDecimal value = new BigDecimal(text);
        if (text.startsWith("-") && value.signum() == 0 || scale != UNKNOWN && scale != value.scale()) {
            // There is one zero, and 1.1 is 1.10.
            return false;
        }
        scale = value.scale();
        digits = Math.max(digits, value.precision() - value.scale());
        longs = longs
                && whole
                && value.unscaledValue().compareTo(LONG_MAX) <= 0
                && value.unscaledValue().compareTo(LONG_MIN) >= 0;
        return digits + scale <= Type.Decimal.PRECISION_MAX;
    }

    /** Of what was seen; text if that was nothing. */
    Type type() {
        if (!seen) {
            return new Type.Text();
        }
        if (number) {
            return longs
                    ? new Type.Int(64, true)
                    : new Type.Decimal(
                            digits + scale <= Type.Decimal.LONG_PRECISION_MAX
                                    ? Type.Decimal.LONG_PRECISION_MAX
                                    : Type.Decimal.PRECISION_MAX,
                            scale);
        }
        if (truth) {
            return new Type.Bool();
        }
        if (date) {
            return new Type.Date();
        }
        return local ? timestamp(false) : instant ? timestamp(true) : uuid ? new Type.Uuid() : new Type.Text();
    }
}
