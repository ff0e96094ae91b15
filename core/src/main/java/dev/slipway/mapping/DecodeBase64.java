package dev.slipway.mapping;

import dev.slipway.Failure;
import dev.slipway.data.Column;
import java.util.Optional;

/**
 * Reads bytes that are spelt in base64 (RFC 4648), eight characters at a time. Exact is padded base64, and base64url without
 * padding, and in both zeros in the bits that are left over; nothing else is in the text.
 */
final class DecodeBase64 extends TextStep {
    private static final String COMMON = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final short[] PLAIN = Words.pairs(alphabet(false));
    private static final short[] URL = Words.pairs(alphabet(true));

    /** What is written beyond the end: eight bytes are stored where six are meant. */
    private static final int SLACK = 8;

    private final short[] pairs;
    private final boolean url;
    private byte[] out = new byte[0];
    private int[] starts = new int[0];
    private int[] lengths = new int[0];
    private int end;

    DecodeBase64(boolean url, boolean exact) {
        super(exact, url ? "base64url without padding" : "base64 with padding", Integer.MAX_VALUE);
        this.url = url;
        pairs = url ? URL : PLAIN;
    }

    @Override
    Column read(Column.Bytes text, int rows, BadValues bad) {
        if (starts.length < rows) {
            starts = new int[rows];
            lengths = new int[rows];
        }
        byte[] data = text.data();
        int[] from = text.starts();
        int[] length = text.lengths();
        makeRoom(length, rows);
        end = 0;
        for (int i = 0; i < rows; i++) {
            if (!read(data, from[i], length[i], i)) {
                doubt(text, i, bad);
            }
        }
        return new Column.Bytes(out, starts, lengths, validity(text, rows, bad));
    }

    /** The 64 characters, in their order. */
    static String alphabet(boolean url) {
        return COMMON + (url ? "-_" : "+/");
    }

    private void makeRoom(int[] length, int rows) {
        long sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += length[i];
        }
        // Another spelling that is accepted has two more characters of padding.
        long room = (sum + 2L * rows) / 4 * 3 + SLACK + 3;
        if (room > Integer.MAX_VALUE - SLACK) {
            throw new Failure(
                    Failure.Kind.INPUT,
                    "a batch of " + rows + " rows holds " + sum + " characters to decode: too many");
        }
        if (out.length < room) {
            out = new byte[(int) room];
        }
    }

    @Override
    boolean read(byte[] data, int start, int length, int row) {
        int stop = start + length;
        if (!url) {
            if ((length & 3) != 0) {
                return false;
            }
            for (int padding = 0; padding < 2 && stop > start && data[stop - 1] == '='; padding++) {
                stop--;
            }
        }
        int signs = 0;
        int to = end;
        int at = start;
        for (; at + 8 <= stop; at += 8, to += 6) {
            int a = pairs[Words.pair(data, at)];
            int b = pairs[Words.pair(data, at + 2)];
            int c = pairs[Words.pair(data, at + 4)];
            int d = pairs[Words.pair(data, at + 6)];
            signs |= a | b | c | d;
            Words.store8(out, to, (long) (a << 12 | b) << 40 | (long) (c << 12 | d) << 16);
        }
        starts[row] = end;
        int last = signs < 0 ? -1 : rest(data, at, stop, to);
        if (last < 0) {
            return false;
        }
        lengths[row] = last - end;
        end = last;
        return true;
    }

    /** Less than eight characters; returns the end of their bytes, or -1. */
    private int rest(byte[] data, int from, int stop, int start) {
        int at = from;
        int to = start;
        if (at + 4 <= stop) {
            int four = pairs[Words.pair(data, at)] << 12 | pairs[Words.pair(data, at + 2)];
            Words.store8(out, to, (long) four << 40);
            if (four < 0) {
                return -1;
            }
            at += 4;
            to += 3;
        }
        int left = stop - at;
        if (left == 0) {
            return to;
        }
        int two = left == 1 ? -1 : pairs[Words.pair(data, at)];
        // The third character is looked up as the first of a pair whose second one is zero: 'A'.
        int third = left == 2 ? 0 : pairs[data[stop - 1] & 0xFF | 'A' << 8];
        int spare = left == 2 ? 4 : 2;
        int bits = two << 6 | third >> 6;
        int used = left == 2 ? two : bits;
        if (two < 0 || third < 0 || (used & (1 << spare) - 1) != 0) {
            return -1;
        }
        Words.store8(out, to, left == 2 ? (long) two << 52 : (long) bits << 46);
        return to + left - 1;
    }

    @Override
    void clear(int row) {
        starts[row] = end;
        lengths[row] = 0;
    }

    /** With or without padding, and whatever is in the bits that are left over. */
    @Override
    Optional<String> spelling(String text) {
        return Base64Spelling.of(text, url);
    }
}
