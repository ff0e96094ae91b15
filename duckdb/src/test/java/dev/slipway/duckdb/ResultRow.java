package dev.slipway.duckdb;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import java.nio.charset.StandardCharsets;

/** One row of a batch, as text to compare. */
record ResultRow(Batch batch, int row) {
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        batch.columns().forEach(column -> text.append(value(column)).append(" | "));
        return text.toString();
    }

    private String value(Column column) {
        if (column.validity().isNull(row)) {
            return "NULL";
        }
        return switch (column) {
            case Column.Ints ints -> String.valueOf(ints.values()[row]);
            case Column.Longs longs -> String.valueOf(longs.values()[row]);
            case Column.Wides wides -> wides.high()[row] + ":" + wides.low()[row];
            case Column.Bytes bytes ->
                new String(bytes.data(), bytes.starts()[row], bytes.lengths()[row], StandardCharsets.UTF_8);
            case Column.Lists lists -> "a list";
            case Column.Structs structs -> "a struct";
        };
    }
}
