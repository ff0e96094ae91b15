package dev.slipway.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Measurements as text: a table for each table and transport, in Markdown. */
final class Report {
    private final List<Series> all;

    Report(List<Series> all) {
        this.all = List.copyOf(all);
    }

    /** The table of what was measured on {@code dataset} over {@code transport}. */
    String table(Shape shape, Transport transport) {
        Grid grid = new Grid(
                "contestant",
                "wall s",
                "least–most",
                "client CPU s",
                "least–most",
                "peak RSS MB",
                "files MB",
                "wall ÷ limit-1",
                "CPU ÷ slipway",
                "files ÷ duckdb");
        for (Series series : all) {
            if (series.shape() == shape && series.transport() == transport && !Scale.isTenth(series)) {
                row(grid, series);
            }
        }
        return grid.toString();
    }

    private void row(Grid grid, Series series) {
        double bytes = series.median(Measured::fileBytes);
        grid.row(
                series.contestant(),
                seconds(series.median(Measured::wallSeconds)),
                range(series, Measured::wallSeconds),
                seconds(series.median(Measured::cpuSeconds)),
                range(series, Measured::cpuSeconds),
                megabytes(series.most(Measured::residentBytes)),
                bytes == 0 ? "" : megabytes(bytes),
                ratio(series, "limit-1", Measured::wallSeconds),
                ratio(series, "slipway", Measured::cpuSeconds),
                bytes == 0 ? "" : ratio(series, "duckdb", Measured::fileBytes));
    }

    private String ratio(Series series, String other, ToDoubleFunction<Measured> figure) {
        return find(series.shape(), series.transport(), other)
                .map(found -> number(series.ratio(found, figure)))
                .orElse("");
    }

    Optional<Series> find(Shape shape, Transport transport, String contestant) {
        return all.stream()
                .filter(series -> series.shape() == shape
                        && series.transport() == transport
                        && series.contestant().equals(contestant))
                .findFirst();
    }

    private static String range(Series series, ToDoubleFunction<Measured> figure) {
        return seconds(series.least(figure)) + '–' + seconds(series.most(figure));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }

    private static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.0f", bytes / 1e6);
    }

    static String number(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
