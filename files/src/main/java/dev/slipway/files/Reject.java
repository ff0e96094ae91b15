package dev.slipway.files;

import java.util.Optional;

/**
 * A record of a file that is no row, and why.
 *
 * @param file the file's name
 * @param line where the record begins, from 1
 * @param column the column whose value does not fit; empty when it is the record as a whole
 * @param raw the record as it stands in the file, as text: what is not UTF-8 is shown as {@code \xFF}, and what is more than
 *     {@link #RAW_BYTES_MAX} is cut, which its end says
 * @param reason completes "the record …" or "its value …"
 */
public record Reject(String file, long line, Optional<String> column, String raw, String reason) {
    /** The most bytes of a record that are kept. */
    public static final int RAW_BYTES_MAX = 64 << 10;

    /** {@code logs.jsonl:12: ms: is no …}: for messages. */
    public String text() {
        return file + ':' + line + ": " + column.map(name -> name + ": ").orElse("") + reason;
    }
}
