package dev.slipway.files;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks over the bytes of a CSV file and sees where records begin and end, by looking for line breaks and quotes alone. It
 * shares nothing with what reads their values, so that the two can be compared. Empty lines and comments are no records. For
 * one file; not thread-safe.
 */
final class CsvScan {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int BUFFER_BYTES = 1 << 16;

    /** Is told of each record. */
    interface Records {
        /**
         * A record.
         *
         * @param number from 0, a header included
         * @param line on which it begins, from 1
         * @param from its first byte
         * @param to behind its last byte, its line break excluded
         * @return whether to go on
         */
        boolean record(long number, long line, long from, long to);
    }

    private enum State {
        /** In lines that are passed over. */
        SKIPPED,
        /** At the beginning of a line that may be a record. */
        START,
        /** In a line that is no record. */
        COMMENT,
        /** In a record, not within quotes. */
        OUTSIDE,
        QUOTED,
        /** Behind what may be the closing quote, or the first of two. */
        QUOTE,
        /** Behind an escape within quotes. */
        ESCAPE
    }

    private final int delimiter;
    private final int quote;
    private final int escape;
    private final int comment;
    private final long quotes;
    private final long escapes;
    private final Records records;
    private int skip;
    private State state;
    /** The byte before those at hand. */
    private int before;
    /** Where in the text the first of those at hand stands. */
    private long base;

    private long line = 1;
    private long number;
    private long from;
    private long fromLine;
    private boolean afterReturn;

    /** A walk that has not begun. */
    CsvScan(FileFormat.Csv format, Records records) {
        delimiter = format.delimiter();
        quote = format.quote().map(c -> (int) c).orElse(-1);
        escape = format.escape().or(format::quote).map(c -> (int) c).orElse(-1);
        comment = format.comment().map(c -> (int) c).orElse(-1);
        // Without quotes a line break stands in their place, which is looked for anyway.
        quotes = ONES * (quote < 0 ? '\n' : quote);
        escapes = ONES * (escape < 0 ? '\n' : escape);
        skip = format.skip();
        state = skip > 0 ? State.SKIPPED : State.START;
        this.records = records;
    }

    /** Reads text in UTF-8 to its end, or until no more is wanted, and closes nothing. */
    void run(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            if (walk(buffer, 0, length) >= 0) {
                return;
            }
        }
        if (inRecord()) {
            end(base);
        }
    }

    private boolean inRecord() {
        return switch (state) {
            case OUTSIDE, QUOTED, QUOTE, ESCAPE -> true;
            case START, COMMENT, SKIPPED -> false;
        };
    }

    /** Goes on over these bytes; where the record ended behind which no more is wanted, or -1. */
    int walk(byte[] data, int start, int end) {
        for (int at = start; at < end; ) {
            int c = data[at] & 0xFF;
            switch (state) {
                case OUTSIDE -> {
                    at = find(data, at, end, quotes);
                    if (at < end && data[at] == quote) {
                        int last = at > start ? data[at - 1] : before;
                        state = last == delimiter ? State.QUOTED : State.OUTSIDE;
                    } else if (at < end) {
                        boolean more = end(base + at - start);
                        lineBreak(data[at]);
                        if (!more) {
                            return at;
                        }
                    }
                    at++;
                }
                case QUOTED -> {
                    int found = find(data, at, end, quotes, escapes);
                    afterReturn &= found == at;
                    if (found < end) {
                        quoted(data[found]);
                    }
                    at = found + 1;
                }
                case QUOTE -> {
                    boolean one = c == quote && escape == quote;
                    state = one ? State.QUOTED : State.OUTSIDE;
                    // Another byte is looked at again.
                    at += one ? 1 : 0;
                }
                case ESCAPE -> {
                    state = State.QUOTED;
                    within(c);
                    at++;
                }
                case START -> {
                    beginning(c, base + at - start);
                    at++;
                }
                case COMMENT, SKIPPED -> {
                    passedOver(c);
                    at++;
                }
            }
        }
        if (end > start) {
            before = data[end - 1];
        }
        base += end - start;
        return -1;
    }

    private void beginning(int c, long at) {
        if (c == '\n' || c == '\r') {
            within(c);
            return;
        }
        afterReturn = false;
        if (c == comment) {
            state = State.COMMENT;
            return;
        }
        from = at;
        fromLine = line;
        state = c == quote ? State.QUOTED : State.OUTSIDE;
    }

    private void quoted(int c) {
        if (c == escape && escape != quote) {
            state = State.ESCAPE;
            afterReturn = false;
        } else if (c == quote) {
            state = State.QUOTE;
            afterReturn = false;
        } else {
            within(c);
        }
    }

    private void passedOver(int c) {
        boolean second = c == '\n' && afterReturn;
        within(c);
        if ((c == '\n' || c == '\r') && (state == State.COMMENT || !second && --skip == 0)) {
            state = State.START;
        }
    }

    private void lineBreak(int c) {
        state = State.START;
        afterReturn = false;
        within(c);
    }

    /** Counts lines: two bytes may be one end. */
    private void within(int c) {
        if (c == '\r' || c == '\n' && !afterReturn) {
            line++;
        }
        afterReturn = c == '\r';
    }

    private boolean end(long to) {
        return records.record(number++, fromLine, from, to);
    }

    /** The first line break, or byte of the pattern; {@code end} if there is none. */
    private static int find(byte[] data, int from, int end, long pattern) {
        return find(data, from, end, pattern, pattern);
    }

    private static int find(byte[] data, int from, int end, long one, long other) {
        int at = from;
        for (; at + 8 <= end; at += 8) {
            long word = (long) EIGHT.get(data, at);
            long found =
                    zeros(word ^ ONES * '\n') | zeros(word ^ ONES * '\r') | zeros(word ^ one) | zeros(word ^ other);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; at < end; at++) {
            byte octet = data[at];
            if (octet == '\n' || octet == '\r' || octet == (byte) one || octet == (byte) other) {
                break;
            }
        }
        return at;
    }

    /** The high bit of each byte that is zero; above the first such byte, others may have theirs as well. */
    private static long zeros(long word) {
        return word - ONES & ~word & HIGH_BITS;
    }

    /** Line breaks that were seen. */
    long lines() {
        return line - 1;
    }

    /** Records that were seen. */
    long count() {
        return number;
    }
}
