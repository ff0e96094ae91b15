package dev.slipway.app.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in words how far many tables are: a line for each, as far as a terminal has room. */
final class BoardView implements View {
    private static final int LINES_MAX = 16;
    private static final int NAME_MAX = 48;

    private final Board board;
    private final int columns;

    BoardView(Board board, int columns) {
        this.board = board;
        this.columns = columns;
    }

    @Override
    public boolean begun() {
        return !board.lines().isEmpty();
    }

    @Override
    public String line(Duration elapsed) {
        List<Board.Line> lines = board.lines();
        String now = lines.stream()
                .filter(line -> line.stage() == Board.Stage.EXPORTING)
                .map(line -> Words.printable(line.table())
                        + ' '
                        + ProgressText.percent(line.state()).strip())
                .collect(Collectors.joining(", "));
        return counts(lines) + (now.isEmpty() ? "" : "; " + now) + "; " + rate(lines, elapsed);
    }

    @Override
    public List<String> block(Duration elapsed) {
        List<Board.Line> lines = board.lines();
        List<Board.Line> shown = shown(lines);
        int width = shown.stream()
                .mapToInt(line -> Math.min(NAME_MAX, line.table().length()))
                .max()
                .orElse(0);
        List<String> block = new ArrayList<>();
        block.add(ProgressText.cut(counts(lines) + "; " + rate(lines, elapsed), columns));
        shown.forEach(line -> block.add(ProgressText.cut(row(line, width), columns)));
        if (shown.size() < lines.size()) {
            block.add("  and " + Words.count(lines.size() - shown.size(), "more table"));
        }
        return block;
    }

    private static String counts(List<Board.Line> lines) {
        long failed = count(lines, Board.Stage.FAILED);
        return count(lines, Board.Stage.DONE) + " of " + Words.count(lines.size(), "table") + " done"
                + (failed == 0 ? "" : ", " + failed + " failed");
    }

    private static long count(List<Board.Line> lines, Board.Stage stage) {
        return lines.stream().filter(line -> line.stage() == stage).count();
    }

    private static String rate(List<Board.Line> lines, Duration elapsed) {
        double seconds = Math.max(1e-3, elapsed.toNanos() / 1e9);
        long rows = lines.stream().mapToLong(line -> line.state().rows()).sum();
        long bytes =
                lines.stream().mapToLong(line -> line.state().bytesReceived()).sum();
        return Words.brief(rows / seconds) + " rows/s, " + Words.bytes(bytes / seconds) + "/s";
    }

    /** All, or those that say most: what is being done, what failed, what comes next, and what was done last. */
    private static List<Board.Line> shown(List<Board.Line> lines) {
        if (lines.size() <= LINES_MAX) {
            return lines;
        }
        List<Board.Line> best = new ArrayList<>();
        add(best, lines, Board.Stage.EXPORTING);
        add(best, lines.reversed(), Board.Stage.FAILED);
        add(best, lines, Board.Stage.WAITING);
        add(best, lines.reversed(), Board.Stage.DONE);
        return lines.stream().filter(best::contains).toList();
    }

    private static void add(List<Board.Line> best, List<Board.Line> lines, Board.Stage stage) {
        lines.stream()
                .filter(line -> line.stage() == stage)
                .limit(LINES_MAX - best.size())
                .forEach(best::add);
    }

    private static String row(Board.Line line, int width) {
        String name = Words.printable(line.table());
        String padded = name.length() > width ? '…' + name.substring(name.length() - width + 1) : name;
        return String.format(
                        Locale.ROOT,
                        "  %-" + Math.max(1, width) + "s  %-9s  %s",
                        padded,
                        line.stage().name().toLowerCase(Locale.ROOT),
                        what(line))
                .stripTrailing();
    }

    private static String what(Board.Line line) {
        return switch (line.stage()) {
            case WAITING -> "";
            case EXPORTING ->
                line.state().units() == 0
                        ? "planning"
                        : ProgressText.percent(line.state()) + ProgressText.rates(line.state(), line.took());
            case DONE ->
                Words.count(line.state().rows(), "row") + ", "
                        + Words.bytes(line.state().written()) + ", " + Words.time(line.took());
            case FAILED -> "after " + Words.time(line.took());
        };
    }
}
