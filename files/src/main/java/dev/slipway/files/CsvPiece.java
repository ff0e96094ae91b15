package dev.slipway.files;

/**
 * Some records of a CSV file that stand behind each other.
 *
 * @param first whether it begins with what stands before all records, such as the header
 * @param from where in the text it begins
 * @param bytes to its end
 * @param line on which it begins, from 1
 * @param records by their count, without a header; -1: not counted yet
 */
public record CsvPiece(boolean first, long from, long bytes, long line, long records) {
    /** All of a file. */
    static final CsvPiece WHOLE = new CsvPiece(true, 0, Long.MAX_VALUE, 1, -1);

    /** Tells it from others of its file; empty for all of it. */
    String name() {
        return equals(WHOLE) ? "" : from + "+" + bytes;
    }
}
