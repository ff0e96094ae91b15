package dev.slipway.app.export;

import java.util.List;

/**
 * How an export goes on after what was exported before.
 *
 * @param key columns that grow with each new row, the one that decides first
 * @param reconcile how many of the ranges that were exported before are compared with the source again, the latest first
 */
public record Incremental(List<String> key, int reconcile) {
    /** All of them. */
    public static final int ALL = Integer.MAX_VALUE;

    /** What {@code reconcile} may be. */
    public static final String RECONCILE = "all, none or a number of ranges";

    private static final int COLUMNS_MAX = 2;

    /** @throws IllegalArgumentException when the key is not one column or two */
    public Incremental {
        key = key.stream().map(String::strip).toList();
        if (key.isEmpty() || key.size() > COLUMNS_MAX || key.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("names one column or two, not " + String.join(",", key));
        }
    }

    /**
     * How many ranges are meant.
     *
     * @throws IllegalArgumentException when it is not {@link #RECONCILE}
     */
    public static int ranges(String spelled) {
        if (spelled.equals("all")) {
            return ALL;
        }
        if (spelled.equals("none")) {
            return 0;
        }
        if (!spelled.matches("\\d{1,6}")) {
            throw new IllegalArgumentException(spelled);
        }
        return Integer.parseInt(spelled);
    }

    /** As {@link #ranges} reads it. */
    public String reconcileSpelled() {
        return reconcile == ALL ? "all" : reconcile == 0 ? "none" : String.valueOf(reconcile);
    }
}
