package dev.slipway.config;

/** Text of a file as it stands in a message: one line, not too long. */
final class Shown {
    private static final int LENGTH_MAX = 60;

    private Shown() {}

    static String text(String text) {
        String line = line(text);
        return line.length() <= LENGTH_MAX ? line : line.substring(0, line.offsetByCodePoints(0, LENGTH_MAX / 2)) + "…";
    }

    static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", "·");
    }

    static String quoted(String text) {
        return '"' + text(text) + '"';
    }
}
