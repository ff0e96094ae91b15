package dev.slipway.mapping;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads texts. A text in its exact spelling is read by the fast loop of the subclass; any other is looked at again, with
 * leisure: what is it, and may it be spelt so? Subclasses have the same loop each, so that nothing is dispatched in it.
 */
abstract class TextStep implements Step {
    /** No number, time or UUID is longer; what is, is not worth looking at. */
    private static final int SPELLING_MAX = 400;

    private final boolean exact;
    private final String expected;
    private final int spellingMax;

    /** {@code expected} completes "is not": {@code an integer of 64 bits}. */
    TextStep(boolean exact, String expected) {
        this(exact, expected, SPELLING_MAX);
    }

    /** For texts of which even those of {@code spellingMax} bytes may be spelt otherwise. */
    TextStep(boolean exact, String expected, int spellingMax) {
        this.exact = exact;
        this.expected = expected;
        this.spellingMax = spellingMax;
    }

    /** What a text should be: completes "is not". */
    final String expected() {
        return expected;
    }

    @Override
    public final Column apply(Column column, int rows, BadValues bad) {
        return read((Column.Bytes) column, rows, bad);
    }

    /** Reads each text. */
    abstract Column read(Column.Bytes text, int rows, BadValues bad);

    /** Reads one text in its exact spelling into a row of the result; false, with nothing of consequence done, if it is not. */
    abstract boolean read(byte[] data, int start, int length, int row);

    /** The exact spelling of what {@code text} means, if it means anything. */
    abstract Optional<String> spelling(String text);

    /** What the result holds in a row that has no value. */
    void clear(int row) {}

    /** A row that is null, or whose text is not spelt exactly. */
    final void doubt(Column.Bytes text, int row, BadValues bad) {
        clear(row);
        if (text.validity().isNull(row)) {
            return;
        }
        byte[] data = text.data();
        Optional<String> spelling = text.lengths()[row] > spellingMax
                ? Optional.empty()
                : spelling(new String(data, text.starts()[row], text.lengths()[row], StandardCharsets.UTF_8));
        boolean readable = spelling.isPresent() && readAgain(spelling.get(), row);
        if (readable && !exact) {
            return;
        }
        clear(row);
        bad.found(
                text,
                row,
                readable
                        ? "would come back as " + Shown.text(spelling.get())
                                + "; say exact: false to accept other spellings"
                        : "is not " + expected);
    }

    private boolean readAgain(String spelling, int row) {
        byte[] again = spelling.getBytes(StandardCharsets.UTF_8);
        return read(again, 0, again.length, row);
    }

    /** The validity of a result with the rows of {@code text}. */
    static Validity validity(Column.Bytes text, int rows, BadValues bad) {
        return bad.validity(text.validity(), rows);
    }
}
