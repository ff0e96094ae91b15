package dev.slipway.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads one of two words, most of which are spelt as they are declared. */
final class TruthCell implements Cell {
    private final Cell rest;
    private final byte[] yes;
    private final byte[] no;

    TruthCell(String yes, String no, Cell rest) {
        this.rest = rest;
        this.yes = yes.getBytes(StandardCharsets.UTF_8);
        this.no = no.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void read(byte[] data, int start, int length, ColumnBuilder into) throws Unfit {
        if (is(yes, data, start, length)) {
            ((IntsBuilder) into).add(1);
        } else if (is(no, data, start, length)) {
            ((IntsBuilder) into).add(0);
        } else {
            rest.read(data, start, length, into);
        }
    }

    private static boolean is(byte[] word, byte[] data, int start, int length) {
        return Arrays.equals(word, 0, word.length, data, start, start + length);
    }
}
