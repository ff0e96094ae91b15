package dev.slipway.mapping;

import dev.slipway.data.Column;
import java.util.Optional;

/** Reads UUIDs. */
final class ParseUuid extends TextStep {
    private static final int CHARS = 36;
    private static final short[] PAIRS = Words.pairs("0123456789abcdef");

    private long[] high = new long[0];
    private long[] low = new long[0];

    ParseUuid(boolean exact) {
        super(exact, "a UUID");
    }

    @Override
    Column read(Column.Bytes text, int rows, BadValues bad) {
        if (high.length < rows) {
            high = new long[rows];
            low = new long[rows];
        }
        byte[] data = text.data();
        int[] starts = text.starts();
        int[] lengths = text.lengths();
        for (int i = 0; i < rows; i++) {
            if (!read(data, starts[i], lengths[i], i)) {
                doubt(text, i, bad);
            }
        }
        return new Column.Wides(high, low, validity(text, rows, bad));
    }

    @Override
    boolean read(byte[] data, int start, int length, int row) {
        if (length != CHARS
                || data[start + 8] != '-'
                || data[start + 13] != '-'
                || data[start + 18] != '-'
                || data[start + 23] != '-') {
            return false;
        }
        int a = four(data, start);
        int b = four(data, start + 4);
        int c = four(data, start + 9);
        int d = four(data, start + 14);
        int e = four(data, start + 19);
        int f = four(data, start + 24);
        int g = four(data, start + 28);
        int h = four(data, start + 32);
        high[row] = (long) a << 48 | (long) b << 32 | (long) c << 16 | d;
        low[row] = (long) e << 48 | (long) f << 32 | (long) g << 16 | h;
        return (a | b | c | d | e | f | g | h) >= 0;
    }

    /** Four digits; negative if there is anything else. */
    private static int four(byte[] data, int at) {
        return PAIRS[Words.pair(data, at)] << 8 | PAIRS[Words.pair(data, at + 2)];
    }

    @Override
    Optional<String> spelling(String text) {
        return Spelling.uuid(text);
    }
}
