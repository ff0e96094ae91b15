package dev.slipway.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes one record of CSV apart, and tells of its values where they stand: each has a span, its start in the upper 32 bits and
 * in the lower ones its length, {@link #NULL}, or {@link #ESCAPED} minus its length where quotes within it are escaped. Not
 * thread-safe.
 */
final class CsvFields {
    static final int NULL = -1;
    static final int ESCAPED = -2;

    private static final byte DELIMITER = 1;
    private static final byte LINE_BREAK = 2;

    private final int values;
    private final int quote;
    private final int escape;
    private final byte[][] nulls;
    private final boolean emptyIsNull;
    private final int nullBytesMax;

    /** Where values without quotes end. */
    private final byte[] stops = new byte[256];

    /** What within quotes is more than text. */
    private final byte[] halts = new byte[256];

    private boolean escaped;
    private int close;

    /** Behind the last byte of the record. */
    int end;

    /** Behind its line break. */
    int next;

    /** How many lines it has. */
    int lines;

    /** Why it cannot be taken apart; empty if it can. */
    String fault = "";

    /** @param values that a record has */
    CsvFields(FileFormat.Csv format, int values) {
        this.values = values;
        quote = code(format.quote());
        escape = code(format.escape().or(format::quote));
        nulls = format.nulls().stream()
                .filter(text -> !text.isEmpty())
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        emptyIsNull = format.nulls().contains("");
        nullBytesMax = Arrays.stream(nulls).mapToInt(text -> text.length).max().orElse(0);
        stops[format.delimiter()] = DELIMITER;
        for (char c : new char[] {'\n', '\r'}) {
            stops[c] = LINE_BREAK;
            halts[c] = LINE_BREAK;
        }
        format.quote().ifPresent(c -> halts[c] = DELIMITER);
        format.escape().ifPresent(c -> halts[c] = DELIMITER);
    }

    private static int code(Optional<Character> character) {
        return character.map(c -> (int) c).orElse(-1);
    }

    /**
     * Takes the record apart that begins at {@code from}; false if it does not end before {@code limit}, where a line feed
     * stands in any case.
     *
     * @param whole whether the text ends at {@code limit}, and the record with it
     * @param spans of its values, from {@code place} on
     */
    boolean read(byte[] data, int from, int limit, boolean whole, long[] spans, int place) {
        fault = "";
        lines = 1;
        int value = 0;
        for (int at = from; ; at++, value++) {
            int start = at;
            int length;
            if (data[at] == quote) {
                at = quoted(data, at, limit, whole);
                start++;
                length = escaped ? ESCAPED - (close - start) : close - start;
            } else {
                while (stops[data[at] & 0xFF] == 0) {
                    at++;
                }
                length = bare(data, start, at);
            }
            if (at < 0 || at == limit && !whole) {
                return false;
            }
            if (value < values) {
                spans[place + value] = (long) start << 32 | length & 0xFFFFFFFFL;
            }
            if (at == limit || stops[data[at] & 0xFF] == LINE_BREAK) {
                return ended(data, at, limit, whole, value + 1);
            }
        }
    }

    /** The length of a value without quotes, unless it is null. */
    private int bare(byte[] data, int start, int end) {
        int length = end - start;
        if (length == 0) {
            return emptyIsNull ? NULL : 0;
        }
        if (data[start] == ' ' || data[start] == '\t') {
            int at = start;
            while (at < end && (data[at] == ' ' || data[at] == '\t')) {
                at++;
            }
            if (at < end && data[at] == quote) {
                found("has spaces before a quote");
            }
        }
        return length <= nullBytesMax && isNull(data, start, end) ? NULL : length;
    }

    private boolean isNull(byte[] data, int start, int end) {
        for (byte[] text : nulls) {
            if (Arrays.equals(data, start, end, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    /** Where the value ends whose quote is opened here; negative if that is not known. */
    private int quoted(byte[] data, int open, int limit, boolean whole) {
        escaped = false;
        int at = open + 1;
        while (true) {
            while (halts[data[at] & 0xFF] == 0) {
                at++;
            }
            if (at >= limit) {
                found("has a quote that is never closed");
                close = limit;
                return whole ? limit : -1;
            }
            byte c = data[at];
            if (halts[c] == LINE_BREAK) {
                lines += c == '\r' || data[at - 1] != '\r' ? 1 : 0;
                at++;
            } else if (c == escape && isEscaped(data[at + 1])) {
                escaped = true;
                at += 2;
            } else if (c != quote) {
                found("has an escape before what needs none");
                at++;
            } else if (at + 1 == limit && !whole) {
                return -1;
            } else {
                close = at;
                return behind(data, at + 1);
            }
        }
    }

    private boolean isEscaped(byte c) {
        return c == quote || c == escape;
    }

    private int behind(byte[] data, int closed) {
        int at = closed;
        while (stops[data[at] & 0xFF] == 0) {
            at++;
        }
        if (at > closed) {
            found("has text behind a closing quote");
        }
        return at;
    }

    private void found(String what) {
        fault = fault.isEmpty() ? what : fault;
    }

    private boolean ended(byte[] data, int at, int limit, boolean whole, int count) {
        boolean carriage = at < limit && data[at] == '\r';
        if (carriage && at + 1 == limit && !whole) {
            return false;
        }
        if (count != values) {
            found("has " + count + " values, not " + values);
        }
        end = at;
        next = carriage && at + 1 < limit && data[at + 1] == '\n' ? at + 2 : Math.min(at + 1, limit);
        return true;
    }

    /** Copies a value, without what escapes quotes in it, to {@code to}; where the copy ends. */
    int unescape(byte[] data, int start, int length, byte[] into, int to) {
        int place = to;
        for (int at = start; at < start + length; at++, place++) {
            // Where an escape stands that escapes nothing, the record is none.
            at += data[at] == escape ? 1 : 0;
            into[place] = data[at];
        }
        return place;
    }
}
