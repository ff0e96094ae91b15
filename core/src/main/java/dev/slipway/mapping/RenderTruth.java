package dev.slipway.mapping;

import dev.slipway.data.Column;
import java.nio.charset.StandardCharsets;

/** One of two words. */
final class RenderTruth extends Rendering {
    private final byte[] yes;
    private final byte[] no;

    RenderTruth(Form.Truth form) {
        yes = form.yes().getBytes(StandardCharsets.UTF_8);
        no = form.no().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    void render(Column column, int row) {
        byte[] word = ((Column.Ints) column).values()[row] != 0 ? yes : no;
        append(word, 0, word.length);
    }
}
