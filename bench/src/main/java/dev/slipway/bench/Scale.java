package dev.slipway.bench;

/** The same export of a tenth of the rows: what grows with the rows, and what does not. */
final class Scale {
    private static final String SUFFIX = " (a tenth)";

    private Scale() {}

    static Series tenth(Series series) {
        return new Series(series.shape(), series.transport(), series.contestant() + SUFFIX, series.runs());
    }

    static String tenth(String contestant) {
        return contestant + SUFFIX;
    }

    static boolean isTenth(Series series) {
        return series.contestant().endsWith(SUFFIX);
    }
}
