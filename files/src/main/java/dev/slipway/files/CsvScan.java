package dev.slipway.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Walks over the bytes of a CSV file and sees where records begin and end: by code that shares nothing with what reads their
 * values, so that the two can be compared. Empty lines and comments are no records. For one file; not thread-safe.
 */
final class CsvScan {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int NONE = -1;

    /** Is told of each record. */
    interface Records {
        /**
         * A record.
         *
         * @param number from 0, a header included
         * @param line on which it begins, from 1
         * @param from its first byte
         * @param to behind its last byte, its line break excluded
         * @param problem why it cannot be taken apart; empty if it can
         */
        void record(long number, long line, long from, long to, String problem) throws IOException;
    }

    private enum State {
        /** In lines that are passed over. */
        SKIPPED,
        /** At the beginning of a line that may be a record. */
        RECORD,
        /** In a line that is no record. */
        COMMENT,
        /** At the beginning of a value. */
        VALUE,
        /** In a value without quotes, or behind one. */
        PLAIN,
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
    private final int valuesWanted;
    private final long bytesMax;
    private final Records records;
    private int values;
    private boolean blank;
    private String problem = "";
    private boolean emptyLines;
    private int skip;
    private State state;
    private long at;
    private long line = 1;
    private long number;
    private long from;
    private long fromLine;
    private boolean afterReturn;
    private long returns;
    private long both;

    /**
     * A walk that has not begun.
     *
     * @param values that a record has to have; 0: any number
     * @param bytesMax more than these, a record cannot have
     */
    CsvScan(FileFormat.Csv format, int values, long bytesMax, Records records) {
        valuesWanted = values;
        this.bytesMax = bytesMax;
        delimiter = format.delimiter();
        quote = code(format.quote());
        escape = code(format.escape().or(format::quote));
        comment = code(format.comment());
        skip = format.skip();
        state = skip > 0 ? State.SKIPPED : State.RECORD;
        this.records = records;
    }

    private static int code(Optional<Character> character) {
        return character.map(c -> (int) c).orElse(NONE);
    }

    /** Reads text in UTF-8 to its end, and closes nothing. */
    void run(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            for (int i = 0; i < length; i++, at++) {
                octet(buffer[i] & 0xFF);
            }
        }
        if (inRecord()) {
            if (state == State.QUOTED || state == State.ESCAPE) {
                problem = "has a quote that is never closed";
            }
            end();
        }
    }

    private void octet(int c) throws IOException {
        switch (state) {
            case PLAIN -> plain(c);
            case QUOTED -> quoted(c);
            case ESCAPE -> {
                state = State.QUOTED;
                inside(c);
            }
            case QUOTE -> behindQuote(c);
            case RECORD, VALUE -> beginning(c);
            case COMMENT, SKIPPED -> passedOver(c);
        }
    }

    private boolean inRecord() {
        return switch (state) {
            case VALUE, PLAIN, QUOTED, QUOTE, ESCAPE -> true;
            case RECORD, COMMENT, SKIPPED -> false;
        };
    }

    private void plain(int c) throws IOException {
        if (c == delimiter) {
            nextValue();
        } else if (c == '\n' || c == '\r') {
            lineBreak(c);
        } else if (blank && c == quote) {
            problem = "has spaces before a quote";
        } else {
            blank &= c == ' ' || c == '\t';
        }
    }

    private void nextValue() {
        values++;
        state = State.VALUE;
    }

    private void beginning(int c) throws IOException {
        if (c == '\n' || c == '\r') {
            lineBreak(c);
            return;
        }
        afterReturn = false;
        if (state == State.RECORD) {
            if (c == comment) {
                state = State.COMMENT;
                return;
            }
            from = at;
            fromLine = line;
            values = 1;
            problem = "";
        }
        if (c == delimiter) {
            nextValue();
        } else {
            state = c == quote ? State.QUOTED : State.PLAIN;
            blank = c == ' ' || c == '\t';
        }
    }

    private void quoted(int c) {
        if (c == escape && escape != quote) {
            state = State.ESCAPE;
        } else if (c == quote) {
            state = State.QUOTE;
        } else {
            inside(c);
        }
    }

    private void behindQuote(int c) throws IOException {
        if (c == quote && escape == quote) {
            state = State.QUOTED;
        } else {
            if (c != delimiter && c != '\n' && c != '\r') {
                problem = "has text behind a closing quote";
            }
            state = State.PLAIN;
            blank = false;
            plain(c);
        }
    }

    private void passedOver(int c) throws IOException {
        boolean second = c == '\n' && afterReturn;
        if (c == '\n' || c == '\r') {
            inside(c);
            if (state == State.COMMENT) {
                state = State.RECORD;
            } else if (!second && --skip == 0) {
                state = State.RECORD;
            }
        } else {
            afterReturn = false;
        }
    }

    /** Between records, or at the end of one. */
    private void lineBreak(int c) throws IOException {
        boolean second = c == '\n' && afterReturn && state == State.RECORD;
        if (inRecord()) {
            end();
        } else {
            emptyLines |= !second;
        }
        if (second) {
            both++;
            returns--;
        } else if (c == '\r') {
            returns++;
        }
        state = State.RECORD;
        inside(c);
    }

    /** Lines also go on within quotes. */
    private void inside(int c) {
        if (c == '\r' || c == '\n' && !afterReturn) {
            line++;
        }
        afterReturn = c == '\r';
    }

    private void end() throws IOException {
        if (problem.isEmpty() && valuesWanted > 0 && values != valuesWanted) {
            problem = "has " + values + " values, not " + valuesWanted;
        }
        if (at - from > bytesMax) {
            problem = "has " + (at - from) + " bytes, more than the " + bytesMax + " that a record may have";
        }
        records.record(number, fromLine, from, at, problem);
        number++;
    }

    /** Records that were seen. */
    long count() {
        return number;
    }

    /** Whether lines end otherwise than in a line feed, or there are some with nothing in them. */
    boolean uneven() {
        return emptyLines || returns > 0 || both > 0;
    }
}
