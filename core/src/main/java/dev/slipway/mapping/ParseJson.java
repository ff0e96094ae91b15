package dev.slipway.mapping;

import dev.slipway.data.Column;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/** Checks that texts are JSON, and leaves them where they are. */
final class ParseJson implements Step {
    private int[] lengths = new int[0];

    @Override
    public Column apply(Column column, int rows, BadValues bad) {
        Column.Bytes text = (Column.Bytes) column;
        int[] kept = text.lengths();
        for (int i = 0; i < rows; i++) {
            if (!text.validity().isNull(i) && !legal(text, i)) {
                bad.found(text, i, "is not JSON");
                kept = without(i, kept, text, rows);
            }
        }
        return new Column.Bytes(text.data(), text.starts(), kept, bad.validity(text.validity(), rows));
    }

    /** A value that became null has no length. */
    private int[] without(int row, int[] kept, Column.Bytes text, int rows) {
        if (kept == text.lengths()) {
            lengths = Arrays.copyOf(text.lengths(), rows);
        }
        lengths[row] = 0;
        return lengths;
    }

    private static boolean legal(Column.Bytes text, int row) {
        try (JsonParser parser = JsonTexts.FACTORY.createParser(
                ObjectReadContext.empty(), text.data(), text.starts()[row], text.lengths()[row])) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }
}
