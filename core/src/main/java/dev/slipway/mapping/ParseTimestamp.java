package dev.slipway.mapping;

import dev.slipway.data.Column;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads times since 1970 in microseconds, of the years 1 to 294246. */
final class ParseTimestamp extends TextStep {
    /** How a date and a time of day stand behind the year: every {@code 0} is a digit. */
    private static final String REST = "-00-00 00:00:00";

    private static final int FRACTION_MAX = 6;
    /** The last whole year that 64 bits hold in microseconds. */
    static final int YEAR_MAX = 294_246;

    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

    private final Form.Timestamp form;
    private final boolean anyFraction;
    private long[] values = new long[0];

    ParseTimestamp(Form.Timestamp form, boolean exact) {
        super(exact, "a time like " + new TimestampSpelling(form).example());
        this.form = form;
        anyFraction = form.digits().isEmpty() || !exact;
    }

    @Override
    Column read(Column.Bytes text, int rows, BadValues bad) {
        if (values.length < rows) {
            values = new long[rows];
        }
        byte[] data = text.data();
        int[] starts = text.starts();
        int[] lengths = text.lengths();
        for (int i = 0; i < rows; i++) {
            if (!read(data, starts[i], lengths[i], i)) {
                doubt(text, i, bad);
            }
        }
        return new Column.Longs(values, validity(text, rows, bad));
    }

    @Override
    boolean read(byte[] data, int start, int length, int row) {
        int end = zone(data, start, start + length);
        int month = start;
        while (month < end && data[month] != '-') {
            month++;
        }
        int years = month - start;
        int fraction = month + REST.length();
        if (years < 4 || years > 6 || years > 4 && data[start] == '0' || fraction > end || !shaped(data, month)) {
            return false;
        }
        int year = number(data, start, years);
        long days = days(year, number(data, month + 1, 2), number(data, month + 4, 2));
        long seconds = seconds(number(data, month + 7, 2), number(data, month + 10, 2), number(data, month + 13, 2));
        int micros = fraction(data, fraction, end);
        values[row] = (days * 86_400 + seconds) * 1_000_000 + micros;
        return year >= 1 && year <= YEAR_MAX && days != Long.MIN_VALUE && seconds >= 0 && micros >= 0;
    }

    /** Where the zone begins; before the start if it is not the one that there should be. */
    private int zone(byte[] data, int start, int end) {
        if (!form.utc()) {
            return end;
        }
        if (form.iso()) {
            return end > start && data[end - 1] == 'Z' ? end - 1 : -1;
        }
        boolean there = end - start > 3 && data[end - 3] == '+' && data[end - 2] == '0' && data[end - 1] == '0';
        return there ? end - 3 : -1;
    }

    private boolean shaped(byte[] data, int month) {
        for (int i = 0; i < REST.length(); i++) {
            byte found = data[month + i];
            char wanted = REST.charAt(i) == ' ' && form.iso() ? 'T' : REST.charAt(i);
            if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
                return false;
            }
        }
        return true;
    }

    /** Digits; negative if there is anything else. */
    private static int number(byte[] data, int at, int length) {
        int number = 0;
        for (int i = at; i < at + length; i++) {
            int digit = data[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static long days(int year, int month, int day) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (month < 1 || month > 12 || day < 1 || day > length(month, leap)) {
            return Long.MIN_VALUE;
        }
        long before = year - 1L;
        long days = before * 365 + before / 4 - before / 100 + before / 400;
        int inYear = DAYS_BEFORE_MONTH[month - 1] + (leap && month > 2 ? 1 : 0) + day - 1;
        return days + inYear - 719_162;
    }

    private static int length(int month, boolean leap) {
        return switch (month) {
            case 2 -> leap ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private static long seconds(int hour, int minute, int second) {
        return hour > 23 || minute > 59 || second > 59 ? -1 : hour * 3600L + minute * 60L + second;
    }

    /** Microseconds; negative if the digits are not as they should be. */
    private int fraction(byte[] data, int at, int end) {
        int digits = end - at - 1;
        if (digits < 0) {
            return anyFraction || form.digits().orElse(0) == 0 ? 0 : -1;
        }
        boolean fits = anyFraction
                ? digits > 0 && digits <= FRACTION_MAX && data[end - 1] != '0'
                : digits > 0 && digits == form.digits().orElse(0);
        if (data[at] != '.' || !fits) {
            return -1;
        }
        int micros = number(data, at + 1, digits);
        for (int i = digits; micros >= 0 && i < FRACTION_MAX; i++) {
            micros *= 10;
        }
        return micros;
    }

    @Override
    Optional<String> spelling(String text) {
        Form.Timestamp free = new Form.Timestamp(form.utc(), form.iso(), OptionalInt.empty());
        return new TimestampSpelling(anyFraction ? free : form).of(text);
    }
}
