package dev.slipway.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads one text for each column into a row: for what is written as text throughout. Not thread-safe. */
final class TextCells {
    private final List<FileColumn> columns;
    private final List<Cell> cells;
    private final List<List<byte[]>> nulls;

    TextCells(List<FileColumn> columns) {
        this.columns = columns;
        cells = columns.stream().map(Cell::of).toList();
        nulls = columns.stream()
                .map(column -> column.reading().nulls().stream()
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toList())
                .toList();
    }

    /** Whether a text means that there is no value. */
    boolean isNull(int column, byte[] utf8, int start, int length) {
        for (byte[] word : nulls.get(column)) {
            if (Arrays.equals(utf8, start, start + length, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }

    /** Adds what a text spells. */
    void add(int column, byte[] utf8, int start, int length, RowBuilder rows) throws Unfit {
        if (isNull(column, utf8, start, length)) {
            addNull(column, rows);
            return;
        }
        try {
            cells.get(column).read(utf8, start, length, rows.column(column));
        } catch (Unfit e) {
            throw e.in(columns.get(column).name());
        }
    }

    /** Adds nothing, where that can be. */
    void addNull(int column, RowBuilder rows) throws Unfit {
        FileColumn missing = columns.get(column);
        if (!missing.nullable()) {
            throw Unfit.because("is missing or null, which it cannot be").in(missing.name());
        }
        rows.column(column).addNull();
    }
}
