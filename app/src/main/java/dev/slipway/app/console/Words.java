package dev.slipway.app.console;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a person reads them. */
public final class Words {
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Words() {}

    /** {@code 1,234,567}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 row}, {@code 2 rows}. */
    public static String count(long count, String noun) {
        return count(count) + ' ' + (count == 1 ? noun : noun + 's');
    }

    /** {@link #brief(double)} of a whole number. */
    public static String brief(long count) {
        return brief((double) count);
    }

    /** {@link #bytes(double)} of a whole number. */
    public static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /** {@code 950 k}, {@code 3.21 M}: at most four digits. */
    public static String brief(double count) {
        if (count < 10_000) {
            return String.format(Locale.ROOT, "%.0f", count);
        }
        if (count < 1_000_000) {
            return String.format(Locale.ROOT, "%.0f k", count / 1_000);
        }
        return String.format(Locale.ROOT, "%.2f M", count / 1_000_000);
    }

    /** Decimal units: {@code 342 MB}, {@code 1.40 GB}. */
    public static String bytes(double bytes) {
        int unit = 0;
        double value = bytes;
        while (value >= 999.5 && unit < BYTES.length - 1) {
            value /= 1_000;
            unit++;
        }
        String format = unit == 0 || value >= 99.95 ? "%.0f %s" : value >= 9.995 ? "%.1f %s" : "%.2f %s";
        return String.format(Locale.ROOT, format, value, BYTES[unit]);
    }

    /** One line without control characters, which a name could play on a terminal. */
    public static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "·");
    }

    /** {@code 0.8 s}, {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3_600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }
}
