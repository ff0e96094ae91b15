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

    public Incremental {
        key = List.copyOf(key);
    }
}
