package dev.slipway.mapping;

import dev.slipway.data.Column;

/** Times as {@link ParseTimestamp} reads them. */
final class RenderTimestamp extends Rendering {
    private final TimestampText text;

    RenderTimestamp(Form.Timestamp form) {
        text = new TimestampText(form);
    }

    @Override
    void render(Column column, int row) {
        int length = text.write(((Column.Longs) column).values()[row], room(TimestampText.BYTES_MAX), end());
        written(length);
    }
}
