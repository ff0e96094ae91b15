package dev.slipway.bench;

import java.util.Locale;

/** What the measured table looks like. */
enum Shape {
    /** The archive's table of data items: 16 columns, mostly long ids and repeated text. */
    SEED(1.0),
    /** TPC-H's lineitem: 16 columns, mostly numbers and dates. */
    LINEITEM(1.2);

    private final double rowsFactor;

    Shape(double rowsFactor) {
        this.rowsFactor = rowsFactor;
    }

    /** How many rows are measured when {@code rows} were asked for: 6 M lines stand beside 5 M items. */
    long rows(long rows) {
        return Math.round(rows * rowsFactor);
    }

    String lowerName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
