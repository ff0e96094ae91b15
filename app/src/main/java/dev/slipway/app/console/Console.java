package dev.slipway.app.console;

import java.io.PrintWriter;

/**
 * Where output goes.
 *
 * @param out results, for pipes
 * @param err progress and errors, for people
 * @param terminal whether {@code err} is a terminal that understands cursor movements
 * @param columns the terminal's width
 */
public record Console(PrintWriter out, PrintWriter err, boolean terminal, int columns) {
    private static final int COLUMNS = 100;

    /**
     * The console of this process. Java cannot tell whether standard error is a terminal, nor how wide it is, so the
     * launcher does, in the properties {@code slipway.terminal} and {@code slipway.columns}.
     */
    public static Console ofProcess(PrintWriter out, PrintWriter err) {
        boolean terminal = Boolean.getBoolean("slipway.terminal") && !"dumb".equals(System.getenv("TERM"));
        String told = System.getenv("COLUMNS");
        String columns = System.getProperty("slipway.columns", told == null ? "" : told);
        return new Console(out, err, terminal, columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : COLUMNS);
    }
}
