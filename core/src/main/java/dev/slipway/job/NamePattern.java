package dev.slipway.job;

import dev.slipway.data.Table;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern for the names of files that are named by what they are made of: {@code {table}}, {@code {schema}}, {@code {date:yyyy}}
 * and {@code {file}} between letters that stand for themselves, such as {@code {table}/year={date:yyyy}/{table}_{date:yyyyMMdd}}.
 *
 * @param text folders and name, without an ending
 */
public record NamePattern(String text) {
    private static final String FILE = "file";

    /** @throws IllegalArgumentException when it is none, saying where and why */
    public NamePattern {
        LayoutPattern pattern = LayoutPattern.parse(text);
        pattern.refusal(false).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        for (LayoutPattern.Piece piece : pattern.pieces()) {
            String column =
                    switch (piece) {
                        case LayoutPattern.Piece.Plain plain -> "";
                        case LayoutPattern.Piece.Name name -> "";
                        case LayoutPattern.Piece.Time time -> time.column().orElse("");
                        case LayoutPattern.Piece.Value value -> value.column().equals(FILE) ? "" : value.column();
                    };
            if (!column.isEmpty()) {
                throw new IllegalArgumentException("\"" + text + "\" names the column \"" + column
                        + "\", and files are named by {table}, {schema}, {date:…} and {file} alone");
            }
        }
    }

    /** Whether it can be had only of what has a date. */
    public boolean dated() {
        return LayoutPattern.parse(text).pieces().stream().anyMatch(LayoutPattern.Piece.Time.class::isInstance);
    }

    /**
     * A name.
     *
     * @param date of what the file tells; not empty if it is {@link #dated}
     * @param file the name of what it is made of, without folder and ending
     */
    public UnitName of(Table table, Optional<LocalDate> date, String file) {
        LayoutPattern pattern = LayoutPattern.parse(text);
        List<String> values = new ArrayList<>();
        for (LayoutPattern.Piece piece : pattern.pieces()) {
            switch (piece) {
                case LayoutPattern.Piece.Plain plain -> {}
                case LayoutPattern.Piece.Name name -> {}
                case LayoutPattern.Piece.Time time ->
                    values.add(
                            time.pattern().of(date.orElseThrow().atStartOfDay().toEpochSecond(ZoneOffset.UTC)));
                case LayoutPattern.Piece.Value value -> values.add(FolderText.value(file));
            }
        }
        return new UnitName(FolderText.of(pattern, table, values), true);
    }
}
