package dev.slipway.app.console;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rows of words in aligned columns. */
public final class Grid {
    private static final int WIDTH_MAX = 60;

    private final List<List<String>> rows = new ArrayList<>();
    private final String alignment;

    /** {@code alignment} has a letter for each column: l for left, r for right. */
    public Grid(String alignment) {
        this.alignment = alignment;
    }

    /** Adds a row. */
    public void add(String... cells) {
        rows.add(Stream.of(cells).map(Words::printable).toList());
    }

    /** Prints all rows. */
    public void print(PrintWriter out) {
        int[] widths = new int[alignment.length()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], Math.min(WIDTH_MAX, row.get(i).length()));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String padding = " ".repeat(Math.max(0, widths[i] - row.get(i).length()));
                line.append("  ").append(alignment.charAt(i) == 'r' ? padding + row.get(i) : row.get(i) + padding);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
