package dev.slipway.postgres;

/** The one way in which infinite dates and times are refused. */
final class Infinite {
    private Infinite() {}

    static void require(boolean accepted, int row, boolean positive) {
        if (!accepted) {
            throw new Unfit(
                    row,
                    "holds " + (positive ? "infinity" : "-infinity") + ", which is no date or time",
                    "--infinity sentinel, --infinity text or --as {column}=text");
        }
    }
}
