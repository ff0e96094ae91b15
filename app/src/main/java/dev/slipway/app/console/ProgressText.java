package dev.slipway.app.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in words how far an export is. */
final class ProgressText {
    private static final int BAR = 20;

    /** More lines than a terminal has could not be taken back. */
    private static final int CONNECTIONS_MAX = 16;

    private final int columns;

    ProgressText(int columns) {
        this.columns = columns;
    }

    /** One line for a log. */
    String line(Tally.State state, Duration elapsed) {
        return percent(state) + rates(state, elapsed) + ", " + state.unitsDone() + " of "
                + Words.count(state.units(), "unit") + " done";
    }

    /** A few lines for a terminal: the whole, then each connection. */
    List<String> block(Tally.State state, Duration elapsed) {
        List<String> lines = new ArrayList<>();
        double part = part(state);
        int full = (int) Math.round(part * BAR);
        lines.add(cut("▕" + "█".repeat(full) + "░".repeat(BAR - full) + "▏ " + percent(state) + rates(state, elapsed)));
        state.workers().entrySet().stream().limit(CONNECTIONS_MAX).forEach(entry -> {
            Tally.Worker worker = entry.getValue();
            lines.add(cut(String.format(
                    Locale.ROOT,
                    "  connection %d  %s  %s, %s rows",
                    entry.getKey() + 1,
                    worker.unit(),
                    worker.doing(),
                    Words.brief(worker.rows()))));
        });
        int more = state.workers().size() - CONNECTIONS_MAX;
        if (more > 0) {
            lines.add("  and " + Words.count(more, "more connection"));
        }
        return lines;
    }

    /** Never quite done while it runs: the number of rows is an estimate. */
    private static double part(Tally.State state) {
        if (state.rowsEstimate() <= 0) {
            return (double) state.unitsDone() / Math.max(1, state.units());
        }
        return Math.min(0.99, (double) state.rows() / state.rowsEstimate());
    }

    static String percent(Tally.State state) {
        return String.format(Locale.ROOT, "%2.0f %%  ", 100 * part(state));
    }

    /** What a person wants to know first stands first: a narrow terminal shows no more than that. */
    static String rates(Tally.State state, Duration elapsed) {
        double seconds = Math.max(1e-3, elapsed.toNanos() / 1e9);
        double part = part(state);
        String left = part <= 0.01 || seconds < 1
                ? ""
                : ", " + Words.time(Duration.ofMillis((long) (1_000 * seconds * (1 - part) / part))) + " left";
        return Words.brief(state.rows()) + " of ~" + Words.brief(Math.max(state.rows(), state.rowsEstimate())) + " rows"
                + left + ", " + Words.brief(state.rows() / seconds) + " rows/s, "
                + Words.bytes(state.bytesReceived() / seconds) + "/s"
                + (state.sent() == 0 ? "" : ", " + Words.bytes(state.sent()) + " uploaded");
    }

    private String cut(String text) {
        return cut(text, columns);
    }

    /** One line that fits. */
    static String cut(String text, int columns) {
        String line = Words.printable(text);
        return line.length() <= columns ? line : line.substring(0, columns - 1) + '…';
    }
}
