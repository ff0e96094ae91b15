package dev.slipway.mapping;

/** How a form spells a time that is counted in microseconds since 1970. */
final class TimestampText {
    /** No text is longer. */
    static final int BYTES_MAX = 40;

    private static final int FRACTION_DIGITS = 6;
    private static final long DAY_MICROS = 86_400_000_000L;

    private final Form.Timestamp form;

    TimestampText(Form.Timestamp form) {
        this.form = form;
    }

    /** Writes the time, with no digit less than it needs, and returns how many bytes that takes. */
    int write(long micros, byte[] out, int start) {
        long ofDay = Math.floorMod(micros, DAY_MICROS);
        int at = date(Math.floorDiv(micros, DAY_MICROS), out, start);
        out[at++] = (byte) (form.iso() ? 'T' : ' ');
        int seconds = (int) (ofDay / 1_000_000);
        at = two(seconds / 3600, out, at);
        out[at++] = ':';
        at = two(seconds / 60 % 60, out, at);
        out[at++] = ':';
        at = two(seconds % 60, out, at);
        at = fraction((int) (ofDay % 1_000_000), out, at);
        if (form.utc() && form.iso()) {
            out[at++] = 'Z';
        } else if (form.utc()) {
            out[at++] = '+';
            at = two(0, out, at);
        }
        return at - start;
    }

    /** Years begin in March here, so that a leap day is the last of its own (Hinnant, "chrono-compatible algorithms"). */
    private static int date(long days, byte[] out, int start) {
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        int inEra = (int) Math.floorMod(shifted, 146_097L);
        int yearInEra = (inEra - inEra / 1_460 + inEra / 36_524 - inEra / 146_096) / 365;
        int inYear = inEra - (365 * yearInEra + yearInEra / 4 - yearInEra / 100);
        int fromMarch = (5 * inYear + 2) / 153;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        int at = year(yearInEra + era * 400 + (month <= 2 ? 1 : 0), out, start);
        out[at++] = '-';
        at = two(month, out, at);
        out[at++] = '-';
        return two(inYear - (153 * fromMarch + 2) / 5 + 1, out, at);
    }

    /** Forms take the years 1 to 294246. */
    private static int year(long year, byte[] out, int at) {
        int digits = year < 10_000 ? 4 : year < 100_000 ? 5 : 6;
        long rest = year;
        for (int i = at + digits - 1; i >= at; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }

    private static int two(int number, byte[] out, int at) {
        out[at] = (byte) ('0' + number / 10);
        out[at + 1] = (byte) ('0' + number % 10);
        return at + 2;
    }

    private int fraction(int micros, byte[] out, int at) {
        int needed = FRACTION_DIGITS;
        int value = micros;
        while (needed > 0 && value % 10 == 0) {
            value /= 10;
            needed--;
        }
        int digits = Math.max(needed, form.digits().orElse(0));
        if (digits == 0) {
            return at;
        }
        out[at] = '.';
        for (int i = digits; i > 0; i--) {
            boolean padding = i > needed;
            out[at + i] = (byte) ('0' + (padding ? 0 : value % 10));
            value /= padding ? 1 : 10;
        }
        return at + 1 + digits;
    }
}
