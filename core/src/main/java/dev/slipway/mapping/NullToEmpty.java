package dev.slipway.mapping;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;

/** Nulls become empty texts: they have no length already. The way back from {@link EmptyToNull} where there were no nulls. */
final class NullToEmpty implements Step {
    @Override
    public Column apply(Column column, int rows, BadValues bad) {
        Column.Bytes text = (Column.Bytes) column;
        return new Column.Bytes(text.data(), text.starts(), text.lengths(), Validity.ALL);
    }
}
