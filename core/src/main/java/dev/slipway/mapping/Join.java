package dev.slipway.mapping;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Joins lists to the texts that {@link Split} makes the same lists of. An empty list is an empty text, so a list of nothing but
 * one empty text is none that was split; nor is one with a null.
 */
final class Join implements Step {
    private final byte[] separator;
    private final Optional<Step> elements;
    private final Lists lists = new Lists();

    /** {@code elements}: what makes texts of the elements, if they are none. */
    Join(String separator, Optional<Step> elements) {
        this.separator = separator.getBytes(StandardCharsets.UTF_8);
        this.elements = elements;
    }

    @Override
    public Column apply(Column column, int rows, BadValues bad) {
        Column.Lists joined = (Column.Lists) column;
        int[] offsets = joined.offsets();
        bad.within(offsets);
        Column texts =
                elements.isPresent() ? elements.get().apply(joined.elements(), offsets[rows], bad) : joined.elements();
        bad.above();
        lists.texts = (Column.Bytes) texts;
        check(joined, lists.texts, rows, bad);
        return lists.apply(joined, rows, bad);
    }

    private static void check(Column.Lists joined, Column.Bytes texts, int rows, BadValues bad) {
        int[] offsets = joined.offsets();
        for (int i = 0; i < rows; i++) {
            boolean alone = offsets[i + 1] - offsets[i] == 1;
            if (alone && texts.lengths()[offsets[i]] == 0) {
                bad.found(joined, i, "holds nothing but an empty text or null, which comes of no text that is split");
            }
            for (int k = offsets[i]; texts.validity().hasNulls() && k < offsets[i + 1]; k++) {
                if (texts.validity().isNull(k)) {
                    bad.found(joined, i, "holds null, which comes of no text that is split");
                }
            }
        }
    }

    /** The lists at hand, whose texts are made already. */
    private final class Lists extends Rendering {
        private Column.Bytes texts = new Column.Bytes(new byte[0], new int[0], new int[0], Validity.ALL);

        @Override
        void render(Column column, int row) {
            int[] offsets = ((Column.Lists) column).offsets();
            for (int k = offsets[row]; k < offsets[row + 1]; k++) {
                if (k > offsets[row]) {
                    append(separator, 0, separator.length);
                }
                int start = texts.starts()[k];
                append(texts.data(), start, start + texts.lengths()[k]);
            }
        }
    }
}
