package dev.slipway.mapping;

import dev.slipway.data.Column;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads one of two words. */
final class ParseTruth extends TextStep {
    private static final Set<String> YES = Set.of("true", "t", "yes", "y", "on", "1");
    private static final Set<String> NO = Set.of("false", "f", "no", "n", "off", "0");

    private final Form.Truth form;
    private final byte[] yes;
    private final byte[] no;
    private int[] values = new int[0];

    ParseTruth(Form.Truth form, boolean exact) {
        super(exact, "\"" + form.yes() + "\" or \"" + form.no() + '"');
        this.form = form;
        yes = form.yes().getBytes(StandardCharsets.UTF_8);
        no = form.no().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    Column read(Column.Bytes text, int rows, BadValues bad) {
        if (values.length < rows) {
            values = new int[rows];
        }
        byte[] data = text.data();
        int[] starts = text.starts();
        int[] lengths = text.lengths();
        for (int i = 0; i < rows; i++) {
            if (!read(data, starts[i], lengths[i], i)) {
                doubt(text, i, bad);
            }
        }
        return new Column.Ints(values, validity(text, rows, bad));
    }

    @Override
    boolean read(byte[] data, int start, int length, int row) {
        boolean truth = Arrays.equals(data, start, start + length, yes, 0, yes.length);
        values[row] = truth ? 1 : 0;
        return truth || Arrays.equals(data, start, start + length, no, 0, no.length);
    }

    @Override
    Optional<String> spelling(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals(form.yes().toLowerCase(Locale.ROOT))) {
            return Optional.of(form.yes());
        }
        if (word.equals(form.no().toLowerCase(Locale.ROOT))) {
            return Optional.of(form.no());
        }
        if (YES.contains(word)) {
            return Optional.of(form.yes());
        }
        return NO.contains(word) ? Optional.of(form.no()) : Optional.empty();
    }
}
